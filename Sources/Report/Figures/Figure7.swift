import Foundation
import Plotting

/// Distance to the clean image, norm of the latents and objective, layer by layer.
public struct Figure7: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-7"
    /// What the page calls it.
    public static let number = "Figure 7"
    /// A short title.
    public static let title = "Inpainting, layer by layer"
    /// The stages it draws from.
    public static let needs = ["inpainting/evaluate/", "data/inpainting"]

    private static let trivial = ["mean", "harmonic", "biharmonic", "ridge"]

    /// Nothing to set.
    public init() {}

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var layers = try LayerPanels(sources: FigureSources(run.inpainting))
        let answers = layers.ends("distance", of: Self.trivial)
        let levels = answers.flatMap { id, value in Mark.level(value, id, series: id, style: Theme.style(of: id)) }
        let panels = [
            try layers.panel(
                "Distance to the clean image", "$‖y_ℓ − y‖_2$", column: "distance", others: levels),
            try layers.panel("Norm of the latents", "$‖z_ℓ‖_2$", column: "latent", from: 1),
            try layers.panel("Objective", "$f_{\\mathrm{in}}(z_ℓ;\\ x)$", column: "objective", from: 1),
        ]
        let ends = CaptionText.named(layers.ends("distance", of: layers.methods))
        let norms = try layers.course("latent", from: 1)
        let objectives = try layers.course("objective", from: 1)
        let lambda = run.manifest.settings["inpainting.problem.lambda"].map { " with λ = \($0.description)" } ?? ""
        let figure = Figure(
            id: Self.id,
            summary: "Curves over the layers. Distance to the clean image at the last: \(ends). Norm of the latents: "
                + "\(norms). Objective: \(objectives).",
            aspect: 0.95, panels: panels)
        let caption =
            "(a) Distance to the clean image *y*, (b) norm of the latents *z*_{l} of each layer's own flow, and (c) "
            + "*f*_{in} = ‖*x* − *Ay*_{l}‖^{2} + λ‖*z*_{l}‖^{2}\(lambda), by layer. The paper's pair has bars; the thin lines "
            + "are the other cells of constraint × noise and proximal descent on (21) with one flow, trained beforehand. "
            + layers.spread() + " Distance at the last layer: \(ends)"
            + (answers.isEmpty ? "." : "; without a network: \(CaptionText.named(answers)).")
            + " ‖*z*_{l}‖: \(norms). *f*_{in}: \(objectives)."
        return try write(
            figure, caption: caption, departures: InpaintingDepartures.sentences(run), sources: layers.sources,
            into: folder)
    }
}
