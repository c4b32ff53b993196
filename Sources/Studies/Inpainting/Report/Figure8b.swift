import Foundation
import Plotting
import Report
import Stages

/// One test image layer by layer, with each piece of the networks' parametrisation changed in turn.
package enum Figure8b: ReportFigure {
    package static let (id, number, title) = (
        "figure-8b", "Figure 8b", "What each piece of the parametrisation does to the image"
    )
    package static let needs =
        ["inpainting/evaluate/constrained/", "inpainting/evaluate/gated/"]
        + ["inpainting/train/ablation-", "inpainting/evaluate/ablation-"]

    /// Two grids of images side by side. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var sources = FigureSources(study)
        let all = try AblationRows(Ablation.ids(study), sources: &sources)
        let heads = all.layers.map { "$y_{\(Int($0))}$" }
        let half = (all.rows.count + 1) / 2
        let panels = [all.rows.prefix(half), all.rows.dropFirst(half)].map { rows in
            Panel(
                grid: ImageGrid(
                    columns: [.init("", heads)], rows: rows.map { .init("", [$0.name]) }, rowNames: .above,
                    cells: rows.map(\.cells)))
        }
        let errors = try all.found.compactMap { id in try sources.final(id, "hole").map { (id: id, value: $0) } }
            .sorted { $0.value < $1.value }
        let ends = CaptionText.named(errors.count > 2 ? [errors[0], errors[errors.count - 1]] : errors, study)
        let figure = Figure(
            id: id,
            summary:
                "Rows of images: the outputs of \(all.layers.count) layers for \(all.image) by the constrained "
                + "network and others. Mean squared error inside the hole over all test images at the last layer: "
                + "\(CaptionText.named(errors, study)).",
            panels: panels, letters: false)
        let caption =
            "Outputs of the layers for \(all.image), by the constrained network and by networks that differ from "
            + "it in what stands above each row. Under each image: mean squared error inside the hole. Last row: masked input "
            + "and clean image. \(ExampleSet.remark) Over \(CaptionText.examples(try sources.testExamples(of: all.found), "test images")) the smallest and "
            + "the largest error at the last layer are \(ends)."
        return try write(
            figure, caption: caption,
            departures: ["Not in the paper, which shows its networks in one parametrisation."]
                + InpaintingDepartures.constraint(study.run.manifest.settings), sources: sources,
            into: folder)
    }
}

/// The outputs of the layers for one test image, a row for each network of an ablation: the rows of Figure 8b.
struct AblationRows {
    /// A network's name and its cells.
    typealias Row = (name: String, cells: [ImageCell])

    /// The networks whose images are there.
    let found: [String]
    /// "test image 12": the first that the first network kept.
    let image: String
    /// The layers from 1 on.
    let layers: [Double]
    /// A row for each network that has images, and one with the masked and the clean image.
    private(set) var rows: [Row] = []

    /// Reads the images of `methods`, noting in `sources` what is not there. Throws `RunReaderError`, `TableError`,
    /// `PlottingError`.
    init(_ methods: [String], sources: inout FigureSources) throws {
        let study = sources.study
        let lost = methods.compactMap { method in study.loss(of: method).map { (id: method, record: $0) } }
        found = try sources.available(methods.filter { method in !lost.contains { $0.id == method } })
        let sets = try found.map { method in
            (id: method, set: try ExampleSet([method], sources: &sources, file: "examples.csv", read: study.examples))
        }
        let first = sets[0].set
        let example = first.examples[0]
        image = first.name(of: example)
        layers = sets.map(\.set.layers).max { $0.count < $1.count } ?? []
        guard layers.count > 1 else { throw RunReaderError.noRow("two layers", file: "examples.csv") }
        for method in methods {
            let name = study.label(of: method).capitalizedFirst
            if let record = lost.first(where: { $0.id == method })?.record {
                sources.note("\(name) \(record.state.rawValue)\(record.reason.isEmpty ? "" : ": \(record.reason)").")
            } else if let set = sets.first(where: { $0.id == method })?.set {
                // An image of another test example would not be comparable.
                guard set.examples.contains(example), set.name(of: example) == image else {
                    sources.note("Not drawn: \(name), which did not keep \(image).")
                    continue
                }
                rows.append((FigureText.settable(name), try Self.cells(set.common, example, layers)))
            }
        }
        rows.append((image.capitalizedFirst, try ends(first.common, example)))
    }

    private static func cells(_ images: ExampleImages, _ example: Int, _ layers: [Double]) throws -> [ImageCell] {
        try layers.map { try ExampleSet.cell(images.image(.layer, of: example, at: $0), \.hole) }
    }

    /// Masked input and clean image at the two ends of a row.
    private func ends(_ images: ExampleImages, _ example: Int) throws -> [ImageCell] {
        var masked = try ExampleSet.cell(images.image(.masked, of: example))
        var clean = try ExampleSet.cell(images.image(.clean, of: example))
        (masked.words, clean.words) = ("masked", "clean")
        return [masked] + (2..<layers.count).map { _ in .empty } + [clean]
    }
}
