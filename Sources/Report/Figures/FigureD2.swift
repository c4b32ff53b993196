import Foundation
import Plotting

/// How the inpainting networks were trained: loss, duals, and both sets of constraints.
public struct FigureD2: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-d2"
    /// What the page calls it.
    public static let number = "Figure D2"
    /// A short title.
    public static let title = "Training for inpainting: loss, duals and both sets of constraints"
    /// The stages it draws from.
    public static let needs = ["inpainting/train/", "inpainting/evaluate/"]

    private static let methods = ["constrained", "standard", "constrained-quiet", "standard-noisy"]

    /// Nothing to set.
    public init() {}

    /// Eight panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = run.inpainting
        var sources = FigureSources(study)
        let training = try sources.histories("constrained")
        guard !training.isEmpty else { throw run.missing(under: study.names.trainings(of: "constrained")) }
        let (data, latent) = (try DualCurves(training, from: 2), try DualCurves(training, set: "latent_", from: 2))
        let panels = [
            try course("Loss", "Loss of a batch", column: "loss", &sources),
            data.dualPanel("Duals, $f_1$", "$λ_ℓ$"), data.slackPanel("Constraint, $f_1$", "$C_ℓ$ (≤ 0: satisfied)"),
            try shares("Holds, $f_1$", column: "satisfied_gradient", &sources),
            try course("Validation", "Distance to the clean image", column: "validation_distance", &sources),
            latent.dualPanel("Duals, $z$", "$λ_ℓ$"), latent.slackPanel("Constraint, $z$", "$C_ℓ$ (≤ 0: satisfied)"),
            try shares("Holds, $z$", column: "satisfied_latent", &sources),
        ]
        let (first, second) = (CaptionText.list(data.finals), CaptionText.list(latent.finals))
        let end =
            "At the end the duals of *f*_{1} are \(first), and \(data.outcome) constraint on average; those of ‖*z*‖ are "
            + "\(second), and \(latent.outcome) constraint on average."
        let figure = Figure(
            id: Self.id,
            summary:
                "Loss and validation distance over training, duals and mean constraint values of both sets by layer, "
                + "and the share of test images that satisfy them. " + Markup.plain(end),
            columns: 4, aspect: 1.1, panels: panels)
        let seeds = training.count > 1 ? ", mean over \(CaptionText.seeds([training.count]))" : ""
        let caption =
            "(a) Loss of training batches and (e) distance to the clean image on validation data over training. The two "
            + "sets of constraints (26) of “constrained”, of ‖∇*f*_{1}(*y*_{l})‖ in the upper row and of "
            + "‖∇*f*_{2}(*z*_{l})‖ = 2‖*z*_{l}‖ in the lower: (b), (f) dual variables, (c), (g) mean constraint values on "
            + "training batches\(seeds), where values far beyond the later ones are outside of the frames; (d), (h) share of test images that satisfy them, "
            + "ε = \(CaptionText.plain(study.epsilon(of: "constrained"))) for all networks; shading: lowest to highest "
            + "seed. \(end)"
        return try write(
            figure, caption: caption, departures: ["Not in the paper."], sources: sources, into: folder)
    }

    /// A column of every network's history over training, on a logarithmic axis.
    private func course(
        _ title: String, _ label: String, column: String, _ sources: inout FigureSources
    ) throws -> Panel {
        var marks: [Mark] = []
        for method in Self.methods {
            let tables = try sources.histories(method)
            guard !tables.isEmpty else { continue }
            // Seeds that stop at other steps share what both have.
            marks += try SeedCurve(tables, key: "step", column: column).marks(series: method, logarithmic: true)
        }
        return Panel(title, x: Axis("Training step"), y: Axis(label, scale: .logarithmic), marks: marks)
    }

    /// The share of test images that satisfy a set of constraints, by layer.
    private func shares(_ title: String, column: String, _ sources: inout FigureSources) throws -> Panel {
        var marks: [Mark] = []
        for method in Self.methods {
            let tables = sources.optionalEvaluations(method, "layers.csv")
            guard !tables.isEmpty else { continue }
            let curve = try SeedCurve(tables, key: "layer", column: column)
            marks += curve.dropping(key: 0).dropping(key: 1).marks(series: method)
        }
        return Panel(
            title, x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("Share of images", range: Satisfaction.range),
            marks: marks)
    }
}
