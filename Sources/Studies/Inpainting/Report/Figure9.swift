import Foundation
import Plotting
import Report

/// Robustness against noise on the input: errors against its size, and images.
package enum Figure9: ReportFigure {
    package static let (id, number, title) = ("figure-9", "Figure 9", "Inpainting noisy inputs")
    package static let needs = Figure8.needs

    /// Curves at the left, a grid of images at the right. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var sources = FigureSources(study)
        let methods = try sources.available(Figure8.methods)
        let measured = try sources.available(methods, andExternalsWith: "ood.csv", ["mse_mean"])
        let curves = try measured.map { (id: $0, curve: try sources.curve($0, "ood.csv", key: "level", "mse")) }
        let holes = try measured.map { (id: $0, curve: try sources.curve($0, "ood.csv", key: "level", "hole")) }
        noteLost(methods, &sources)
        let set = try ExampleSet(methods, sources: &sources, file: "ood-examples.csv", read: study.shiftedExamples)
        let clean = try study.examples(methods[0], seed: set.seed)
        let levels = set.places(.output)
        let example = set.examples[0]
        let keys = curves[0].curve.keys
        func panel(_ title: String, _ curves: [(id: String, curve: SeedCurve)], others: [Mark]) -> Panel {
            Panel(
                title, x: Axis("Noise $p$", ticks: .at(keys)), y: Axis("Mean squared error", includesZero: true),
                marks: curves.flatMap { $0.curve.marks(series: $0.id, style: study.style(of: $0.id), floor: 0) }
                    + others)
        }
        let known = knownShare(study)
        let fillings = try Figure9b.fillings.compactMap { id -> (id: String, curve: SeedCurve)? in
            let there = try !sources.optionalEvaluations(id, "ood.csv").isEmpty
            return there ? (id, try sources.curve(id, "ood.csv", key: "level", "mse")) : nil
        }
        // The two best; the others are in the caption.
        let fillingLines = fillings.filter { ["mean", "ridge"].contains($0.id) }.map { id, curve in
            Mark.line(
                x: curve.keys, y: curve.mean, series: id,
                style: study.style(of: id).variant(marker: MethodStyle.Marker.none, weight: .thin))
        }
        let panels = [
            // Over the curves, or it would hide behind them.
            panel("Whole image", curves, others: fillingLines + (known.map { [passedOn(keys, share: $0)] } ?? [])),
            panel("In the hole", holes, others: []),
            Panel(clean.name(of: example).capitalizedFirst, grid: try grid(set, shown(levels), example)),
        ]
        let top = CaptionText.plain(keys.last ?? .nan)
        let starts = CaptionText.named(curves.map { (id: $0.id, value: $0.curve.mean.first ?? .nan) }, study)
        let ends = CaptionText.named(curves.map { (id: $0.id, value: $0.curve.last) }, study)
        let figure = Figure(
            id: id,
            summary:
                "Left, curves of the mean squared error of the whole image and of the hole against the size p of input noise: \(starts) at p = "
                + "\(CaptionText.plain(keys.first ?? .nan)), \(ends) at p = \(top). Right, a grid with the noisy input and "
                + "each network's output for one test image at \(shown(levels).count) sizes of the noise.",
            columnShares: [3, 3, 7], aspect: 0.62, panels: panels)
        let inHole = CaptionText.named(holes.map { (id: $0.id, value: $0.curve.last) }, study)
        let examples = CaptionText.examples(try sources.testExamples(of: methods), "test images")
        let caption =
            "Mean squared error between clean and inpainted images, (a) over all pixels and (b) in the hole, against the "
            + "standard deviation *p* of the noise on each known pixel."
            + (known == nil
                ? ""
                : " The black line in (a) is the noise that a network passes on with its known pixels, *p*^{2} times their share; thin lines: without a network.")
            + " An image whose error is 1 or more, or no number, counts as 1."
            + " " + CaptionText.spread(examples: examples, seeds: methods.map { study.seeds(of: $0).count })
            + " Bars end at 0, below which no error is."
            + " At *p* = \(CaptionText.plain(keys.first ?? .nan)): \(starts); at *p* = \(top): \(ends); in the hole \(inHole). "
            + (fillings.isEmpty
                ? ""
                : "Without a network the error over all pixels at *p* = \(top) is \(CaptionText.named(fillings.map { (id: $0.id, value: $0.curve.last) }, study)). ")
            + "(c) Noisy input (top) and the networks' outputs for \(clean.name(of: example)), seed \(set.seed), with the mean "
            + "squared error of each output under it. \(ExampleSet.remark)"
        return try write(
            figure, caption: caption, departures: InpaintingDepartures.sentences(study), sources: sources,
            frames: try frames(set, clean: clean, levels, in: folder), into: folder)
    }

    /// Says of how many images a network's answer was beyond all measure at the largest noise.
    static func noteLost(_ methods: [String], _ sources: inout FigureSources) {
        for method in methods {
            // Who fills the store otherwise may have no such column.
            guard let lost = try? sources.curve(method, "ood.csv", key: "level", "beyond"), lost.last > 0,
                let top = lost.keys.last
            else { continue }
            sources.note(
                "At p = \(CaptionText.plain(top)) the error in the hole of “\(sources.study.label(of: method))” is beyond that of "
                    + "black for white, or no number, in \(NumberText.percent(lost.last)) of the images: each counts as 1."
            )
        }
    }

    /// The share of the pixels outside of the hole; nil where the data do not say.
    private static func knownShare(_ study: StudyReader) -> Double? {
        guard let stage = study.description.dataStage, let summary = try? study.run.table("summary.csv", of: stage),
            let side = try? summary.number("height"), let hole = try? summary.number("hole_side"), side > 0
        else { return nil }
        return 1 - hole * hole / (side * side)
    }

    private static func passedOn(_ levels: [Double], share: Double) -> Mark {
        .line(
            x: levels, y: levels.map { share * $0 * $0 }, series: "noise",
            style: Theme.style(role: "bound", name: "Noise passed on"))
    }

    /// Four of the levels at most, the first and the last among them: more images would be too small. The viewer has all.
    private static func shown(_ levels: [Double]) -> [Double] {
        guard levels.count > 4 else { return levels }
        return (0..<4).map { levels[Int((Double($0) * Double(levels.count - 1) / 3).rounded())] }
    }

    private static func grid(_ set: ExampleSet, _ levels: [Double], _ example: Int) throws -> ImageGrid {
        // What is shown in the hole is no guess: the input has no error to print.
        let inputs = try levels.map { try ExampleSet.cell(set.common.image(.input, of: example, at: $0)) }
        let outputs = try set.methods.map { method in
            try levels.map { try ExampleSet.cell(method.images.image(.output, of: example, at: $0), \.mse) }
        }
        return ImageGrid(
            columns: [.init("", levels.map { "$p = \(CaptionText.plain($0))$" })],
            rows: [.init("", ["Input"]), .init("", set.methods.map { set.study.style(of: $0.id).name })],
            cells: [inputs] + outputs)
    }

    /// The images that the page's slider goes through.
    private static func frames(
        _ set: ExampleSet, clean: ExampleImages, _ levels: [Double], in folder: URL
    ) throws -> FrameSet? {
        var frames = FrameFolder(id, in: folder)
        for example in set.examples {
            let name = clean.name(of: example)
            for (step, level) in levels.enumerated() {
                let (p, file) = (CaptionText.plain(level), "\(example)-\(step)")
                let words = "noise p = \(p)"
                if let image = set.common.image(.input, of: example, at: level) {
                    try frames.add(
                        image, as: "\(file)-input", example: name, step: step, name: "noisy input", words: words,
                        value: nil)
                }
                for method in set.methods {
                    guard let image = method.images.image(.output, of: example, at: level) else { continue }
                    try frames.add(
                        image, as: "\(file)-\(method.id)", example: name, method: set.study.label(of: method.id),
                        step: step,
                        name: "*p* = \(p)", words: words, value: image.mse)
                }
            }
            if let image = clean.image(.clean, of: example) {
                try frames.add(
                    image, as: "\(example)-clean", example: name, name: "clean image", words: "clean image", value: nil)
            }
        }
        return frames.set(step: "Noise *p*", quantity: "mean squared error")
    }
}
