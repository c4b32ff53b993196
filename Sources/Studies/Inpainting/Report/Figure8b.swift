import Foundation
import Plotting
import Report
import Stages

/// One test image layer by layer, with each piece of the networks' parametrisation changed in turn.
package enum Figure8b: ReportFigure {
    package static let id = "figure-8b"
    package static let number = "Figure 8b"
    package static let title = "What each piece of the parametrisation does to the image"
    package static let needs =
        ["inpainting/evaluate/constrained/"] + ["inpainting/train/ablation-", "inpainting/evaluate/ablation-"]

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
        let errors = all.found.compactMap { id in sources.final(id, "hole").map { (id: id, value: $0) } }
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
            + "and clean image. \(ExampleSet.remark) Over \(CaptionText.examples(sources.testExamples(of: all.found), "test images")) the smallest and "
            + "the largest error at the last layer are \(ends)."
        return try write(
            figure, caption: caption,
            departures: ["Not in the paper, which shows its networks in one parametrisation."], sources: sources,
            into: folder)
    }
}
