import Foundation
import Plotting
import Report
import Stages

/// Distance to the clean image, norm of the latents and objective, layer by layer.
package enum Figure7: ReportFigure {
    package static let (id, number, title) = ("figure-7", "Figure 7", "Inpainting, layer by layer")
    package static let needs = ["study/inpainting", "inpainting/evaluate/", "data/inpainting"]

    private static let trivial = ["mean", "harmonic", "biharmonic", "ridge"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var layers = try LayerPanels(sources: FigureSources(study))
        let answers = try layers.ends("distance", of: trivial)
        // In the legend: words beside the frame would push the next panel away.
        let levels = answers.map { id, value in Mark.horizontal(at: value, series: id, style: study.style(of: id)) }
        let panels = [
            try layers.panel(
                "Distance to the clean image", "$‖y_ℓ − y‖_2$", column: "distance", others: levels),
            try layers.panel("Norm of the latents", "$‖z_ℓ‖_2$", column: "latent", from: 1),
            try layers.panel("Objective", "$f_{\\mathrm{in}}(z_ℓ;\\ x)$", column: "objective", from: 1),
        ]
        let ends = CaptionText.named(try layers.ends("distance", of: layers.methods), study)
        let norms = try layers.course("latent", from: 1)
        let objectives = try layers.course("objective", from: 1)
        var figure = Figure(
            id: id,
            summary: "Curves over the layers. Distance to the clean image at the last: \(ends). Norm of the latents: "
                + "\(norms). Objective: \(objectives).",
            aspect: 0.95, panels: panels)
        figure.legendOrder = LayerPanels.methods + study.externals
        let end =
            (answers.isEmpty ? ends : "\(ends); without a network: \(CaptionText.named(answers, study))")
            + ". ‖*z*_{l}‖: \(norms). *f*_{in}: \(objectives)."
        return try write(
            figure,
            caption: caption(run.manifest.settings["inpainting.problem.lambda"], scope: try layers.spread(), end: end),
            departures: InpaintingDepartures.sentences(study), sources: layers.sources, into: folder)
    }

    private static func caption(_ lambda: SettingValue?, scope: String, end: String) -> String {
        let weight = lambda.map { " with λ = \($0.description)" } ?? ""
        return "(a) Distance to the clean image *y*, (b) norm of the latents *z*_{l} of each layer's own flow, and (c) "
            + "*f*_{in} = ‖*x* − *Ay*_{l}‖^{2} + λ‖*z*_{l}‖^{2}\(weight), by layer. The paper's pair has bars; the thin lines "
            + "are the other cells of constraint × noise and proximal descent on (21) with one flow, trained beforehand. "
            + "\(scope) Distance at the last layer: \(end)"
    }
}

/// The latent quantities of Figure 7 measured with one common flow.
package enum Figure7b: ReportFigure {
    package static let (id, number, title) = (
        "figure-7b", "Figure 7b", "The latents of Figure 7, measured with one common flow"
    )
    package static let needs = ["study/inpainting", "inpainting/evaluate/", "inpainting/flow"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("inpainting"))
        let clean = try ["reference_latent", "reference_objective"].map {
            try sources.truth($0, of: LayerPanels.methods)
        }
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
        let bits = (try? sources.table("summary.csv", of: "inpainting/flow").number("bits_test")).map {
            " That flow has \(NumberText.short($0)) bits per dimension on test images (Figure F): how good a ruler it is."
        }
        var figure = Figure(
            id: id,
            summary: "Curves over the layers, measured with one flow. Norm of the latents: \(norms).\(own) Objective: "
                + "\(objectives).",
            columns: 2, aspect: 0.62, panels: panels)
        figure.legendOrder = LayerPanels.methods
        let caption =
            "The latents' norm and the objective of Figure 7, but with *one* flow *h* for all networks and layers: trained "
            + "by maximum likelihood on clean images, as (21) asks, and not along with any network. A layer's own flow can "
            + "scale its latents freely, so that ‖*z*_{l}‖ of two layers are in units of their own and can fall without a "
            + "change in the images; ‖*h*(*y*_{l})‖ cannot.\(bits ?? "") The line is the clean images' mean. \(try layers.spread())"
            + " From layer 1 on, ‖*h*(*y*_{l})‖: \(norms).\(own) Objective: \(objectives)."
        return try write(
            figure, caption: caption,
            departures: [
                "Not in the paper, which measures each layer with that layer's flow, and so cannot tell a more likely "
                    + "image from a smaller scale."
            ], sources: layers.sources, into: folder)
    }
}
