import Foundation
import Plotting
import Report

/// The latent quantities of Figure 7 measured with one common flow.
package enum Figure7b: ReportFigure {
    package static let id = "figure-7b"
    package static let number = "Figure 7b"
    package static let title = "The latents of Figure 7, measured with one common flow"
    package static let needs = ["study/inpainting", "inpainting/evaluate/", "inpainting/flow"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("inpainting"))
        let clean = ["reference_latent", "reference_objective"].map { sources.truth($0, of: LayerPanels.methods) }
        var layers = try LayerPanels(sources: sources)
        let panels = [
            try layers.panel(
                "Norm under the common flow", "$‖h(y_ℓ)‖_2$", column: "reference_latent",
                others: Mark.level(clean[0], "clean", series: "truth")),
            try layers.panel(
                "Objective under the common flow", "$f_1(y_ℓ) + λ‖h(y_ℓ)‖_2^2$", column: "reference_objective",
                others: Mark.level(clean[1], "clean", series: "truth")),
        ]
        let norms = try layers.course("reference_latent", from: 1)
        let objectives = try layers.course("reference_objective", from: 1)
        let own = clean[0].map { " The clean images have \(NumberText.short($0))." } ?? ""
        let figure = Figure(
            id: id,
            summary: "Curves over the layers, measured with one flow. Norm of the latents: \(norms).\(own) Objective: "
                + "\(objectives).",
            columns: 2, aspect: 0.62, panels: panels)
        let caption =
            "The latents' norm and the objective of Figure 7, but with *one* flow *h* for all networks and layers: trained "
            + "by maximum likelihood on clean images, as (21) asks, and not along with any network. A layer's own flow can "
            + "scale its latents freely, so that ‖*z*_{l}‖ of two layers are in units of their own and can fall without a "
            + "change in the images; ‖*h*(*y*_{l})‖ cannot. The line is the clean images' mean. " + layers.spread()
            + " From layer 1 on, ‖*h*(*y*_{l})‖: \(norms).\(own) Objective: \(objectives)."
        return try write(
            figure, caption: caption,
            departures: [
                "Not in the paper, which measures each layer with that layer's flow, and so cannot tell a more likely "
                    + "image from a smaller scale."
            ], sources: layers.sources, into: folder)
    }
}
