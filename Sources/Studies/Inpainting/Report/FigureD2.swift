import Foundation
import Plotting
import Report
import Stages

/// How the inpainting networks were trained: loss, duals, and both sets of constraints.
package enum FigureD2: ReportFigure {
    package static let (id, number, title) = (
        "figure-d2", "Figure D2", "Training for inpainting: loss, duals and both sets of constraints"
    )
    package static let needs = ["study/inpainting", "inpainting/train/", "inpainting/evaluate/"]

    private static let methods = ["constrained", "standard", "constrained-quiet", "standard-noisy"]

    /// Eight panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var sources = FigureSources(study)
        let training = try sources.histories("constrained")
        guard !training.isEmpty else { throw run.missing(under: try study.trainings(of: "constrained")) }
        let distance = try study.measure("distance")
        let (data, latent) = (try DualCurves(training, from: 2), try DualCurves(training, set: "latent_", from: 2))
        let panels = [
            try course("Loss", "Loss of a batch", column: "loss", &sources),
            data.dualPanel("Duals, $f_1$", "$λ_ℓ$"), data.slackPanel("Constraint, $f_1$", "$C_ℓ$ (≤ 0: satisfied)"),
            try shares("Holds, $f_1$", column: "satisfied_gradient", &sources),
            try course(
                "Validation", FigureText.settable(distance.label.capitalizedFirst), column: "validation_distance",
                &sources),
            latent.dualPanel("Duals, $z$", "$λ_ℓ$"), latent.slackPanel("Constraint, $z$", "$C_ℓ$ (≤ 0: satisfied)"),
            try shares("Holds, $z$", column: "satisfied_latent", &sources),
        ]
        let (first, second) = (CaptionText.list(data.finals), CaptionText.list(latent.finals))
        let end =
            "At the end the duals of *f*_{1} are \(first), and \(data.outcome) constraint on average; those of ‖*z*‖ are "
            + "\(second), and \(latent.outcome) constraint on average."
        let figure = Figure(
            id: id,
            summary:
                "Loss and validation distance over training, duals and mean constraint values of both sets by layer, "
                + "and the share of test images that satisfy them. " + Markup.plain(end),
            columns: 4, aspect: 1.1, panels: panels)
        return try write(
            figure,
            caption: caption(
                distance, seeds: training.count, epsilon: try study.epsilon(of: "constrained"), end: end),
            departures: ["Not in the paper."] + InpaintingDepartures.constraint(study.run.manifest.settings),
            sources: sources, into: folder)
    }

    private static func caption(
        _ distance: StudyDescription.Measure, seeds: Int, epsilon: Double, end: String
    ) -> String {
        let mean = seeds > 1 ? ", mean over \(CaptionText.seeds([seeds])) and thin lines for each" : ""
        let unit = distance.unit.isEmpty ? "" : " (\(distance.unit))"
        return
            "(a) Loss of training batches and (e) \(distance.label)\(unit) on validation data over training\(mean). The two "
            + "sets of constraints (26) of “constrained”, of ‖∇*f*_{1}(*y*_{l})‖ in the upper row and of "
            + "‖∇*f*_{2}(*z*_{l})‖ = 2‖*z*_{l}‖ in the lower: (b), (f) dual variables, (c), (g) mean constraint values on "
            + "training batches, \(DualCurves.axes); (d), (h) share of test images that satisfy them, "
            + "ε = \(CaptionText.plain(epsilon)) for all networks; shading: lowest to highest "
            + "seed. \(end)"
    }

    /// A column of every network's history over training, on a logarithmic axis.
    private static func course(
        _ title: String, _ label: String, column: String, _ sources: inout FigureSources
    ) throws -> Panel {
        var marks: [Mark] = []
        for method in methods {
            let tables = try sources.histories(method)
            guard !tables.isEmpty else { continue }
            // Seeds that stop at other steps share what both have.
            var curve = try SeedCurve(tables, key: "step", column: column)
            curve.apart = curve.seeds > 1 ? Set(0..<curve.seeds) : []
            marks += curve.marks(series: method, style: sources.study.style(of: method), logarithmic: true)
        }
        return Panel(title, x: Axis("Training step"), y: Axis(label, scale: .logarithmic), marks: marks)
    }

    /// The share of test images that satisfy a set of constraints, by layer.
    private static func shares(_ title: String, column: String, _ sources: inout FigureSources) throws -> Panel {
        var marks: [Mark] = []
        for method in methods {
            let tables = try sources.optionalEvaluations(method, "layers.csv")
            guard !tables.isEmpty else { continue }
            let curve = try SeedCurve(tables, key: "layer", column: column)
            marks += curve.dropping(key: 0).dropping(key: 1).marks(
                series: method, style: sources.study.style(of: method))
        }
        return Panel(
            title, x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("Share of images", range: Satisfaction.range),
            marks: marks)
    }
}
