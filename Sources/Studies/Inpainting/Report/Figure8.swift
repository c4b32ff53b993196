import Foundation
import Plotting
import Report

/// Images layer by layer: what the two networks make of three masked test images.
package enum Figure8: ReportFigure {
    package static let (id, number, title) = ("figure-8", "Figure 8", "Inpainted images, layer by layer")
    package static let needs = [
        "study/inpainting", "inpainting/evaluate/constrained/", "inpainting/evaluate/standard/",
    ]

    static let methods = ["constrained", "standard"]

    /// A grid of images. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var sources = FigureSources(study)
        let methods = try sources.available(Self.methods)
        let set = try ExampleSet(methods, sources: &sources, file: "examples.csv", read: study.examples)
        let layers = set.layers
        guard !layers.isEmpty else { throw RunReaderError.noRow("any layer", file: "examples.csv") }
        let (grid, isSideBySide) = try LayerGrid(set: set, layers: layers).grid()
        let errors = set.examples.map { example in
            "\(set.name(of: example)): "
                + set.methods.map { method in
                    let values = layers.map { method.images.image(.layer, of: example, at: $0)?.hole ?? .nan }
                    return study.label(of: method.id) + " "
                        + values.map { NumberText.short($0) }.joined(separator: ", ")
                }.joined(separator: "; ")
        }
        let figure = Figure(
            id: id,
            summary:
                "A grid of images with a masked input, the outputs of \(layers.count) layers and the clean image for "
                + "each of \(set.examples.count) test images. Mean squared error inside the hole by layer: "
                + errors.joined(separator: ". ") + ".",
            panels: [Panel(grid: grid)])
        let ends = CaptionText.named(
            try methods.compactMap { id in try sources.final(id, "hole").map { (id: id, value: $0) } }, study)
        let names = methods.map { study.label(of: $0) }
        let sides =
            names.count < 2
            ? "network " + names.joined()
            : "networks " + names.joined(separator: isSideBySide ? " (left) and " : " (above) and ")
                + (isSideBySide ? " (right)" : " (below)")
        let caption =
            "Masked input, outputs *y*_{1} … *y*_{\(Int(layers.last ?? 0))} of the layers, and clean image, of the "
            + "\(sides), seed \(set.seed). \(ExampleSet.remark) Under each image: mean squared "
            + "error inside the hole; at the last layer its mean over "
            + "\(CaptionText.examples(try sources.testExamples(of: methods), "test images")) and "
            + "\(CaptionText.seeds(methods.map { study.seeds(of: $0).count })) is \(ends)."
        return try write(
            figure, caption: caption, departures: InpaintingDepartures.sentences(study), sources: sources,
            frames: try frames(set, layers, in: folder), into: folder)
    }

    /// The images that the page's slider goes through.
    private static func frames(_ set: ExampleSet, _ layers: [Double], in folder: URL) throws -> FrameSet? {
        var frames = FrameFolder(id, in: folder)
        for example in set.examples {
            let name = set.name(of: example)
            if let image = set.common.image(.masked, of: example) {
                try frames.add(
                    image, as: "\(example)-masked", example: name, name: "masked input", words: "masked input",
                    value: image.hole)
            }
            for method in set.methods {
                for (step, layer) in layers.enumerated() {
                    guard let image = method.images.image(.layer, of: example, at: layer) else { continue }
                    try frames.add(
                        image, as: "\(example)-\(method.id)-\(Int(layer))", example: name,
                        method: set.study.label(of: method.id), step: step, name: "*y*_{\(Int(layer))}",
                        words: "layer \(Int(layer))", value: image.hole)
                }
            }
            if let image = set.common.image(.clean, of: example) {
                try frames.add(
                    image, as: "\(example)-clean", example: name, name: "clean image", words: "clean image", value: nil)
            }
        }
        return frames.set(step: "Layer", quantity: "error inside the hole")
    }
}
