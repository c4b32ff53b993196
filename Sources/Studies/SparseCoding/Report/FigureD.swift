import Foundation
import Plotting
import Report
import Stages

/// Dual variables and slack over training, and how often the constraint holds by layer.
package enum FigureD: ReportFigure {
    package static let (id, number, title) = (
        "figure-d", "Figure D", "Dual variables, slack and satisfaction of the constraints"
    )
    package static let needs = ["study/sparse", "sparse/train/constrained/", "sparse/evaluate/"]

    static let methods = ["constrained", "constrained-strong", "standard", "standard-noisy"]

    /// Four panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var sources = FigureSources(study)
        let training = try sources.histories("constrained")
        guard !training.isEmpty else { throw run.missing(under: try study.trainings(of: "constrained")) }
        let duals = try DualCurves(training)
        let evaluated = (try? sources.available(Self.methods)) ?? []
        let shares = try satisfaction(evaluated, &sources)
        let top = shares.level.map { "$p = \(CaptionText.plain($0))$" } ?? "shifted"
        let panels = [
            duals.dualPanel("Dual variables", "$λ_ℓ$"),
            duals.slackPanel("Mean constraint value", "$C_ℓ$ (≤ 0: satisfied)"),
            Panel(
                "Constraint holds, test examples", x: Axis("Layer $ℓ$", ticks: .integers),
                y: Axis("Share of examples", range: Satisfaction.range), marks: shares.inside),
            Panel(
                "Constraint holds, \(top)", x: Axis("Layer $ℓ$", ticks: .integers),
                y: Axis("Share of examples", range: Satisfaction.range), marks: shares.outside),
        ]
        let end = CaptionText.list(duals.finals)
        let figure = Figure(
            id: id,
            summary:
                "Dual variables and mean slack of each layer over training, and the share of examples that satisfy "
                + "the constraint by layer. At the end the duals are \(end); "
                + "\(duals.outcome) constraint on average.",
            columns: 2, aspect: 0.58, panels: panels)
        return try write(
            figure,
            caption: caption(
                duals, seeds: training.count, level: shares.level, epsilon: try study.epsilon(of: "constrained")),
            departures: ["Not in the paper."] + SparseDepartures.sentences(study, evaluated), sources: sources,
            into: folder)
    }

    private static func caption(_ duals: DualCurves, seeds: Int, level: Double?, epsilon: Double) -> String {
        "(a) Dual variables λ_{l} and (b) mean constraint values *C*_{l} on training batches of “constrained” over "
            + "training, \(DualCurves.axes) (highest λ_{l}: \(NumberText.short(duals.highest))). (c), (d) Share of test "
            + "examples for which layer *l*'s constraint holds, as trained and for shifted inputs"
            + (level.map { " (*p* = \(CaptionText.plain($0)))" } ?? "")
            + ", with ε = \(CaptionText.plain(epsilon)) for all networks"
            + "; shading: lowest to highest seed. At the end λ_{l} = \(CaptionText.list(duals.finals))"
            + (seeds > 1 ? ", mean over \(CaptionText.seeds([seeds]))" : "")
            + ", and \(duals.outcome) constraint on average."
    }

    /// Satisfaction by layer of each method, in distribution and at the largest level p.
    private static func satisfaction(
        _ methods: [String], _ sources: inout FigureSources
    ) throws -> (inside: [Mark], outside: [Mark], level: Double?) {
        var inside: [Mark] = []
        var outside: [Mark] = []
        var level: Double?
        let study = sources.study
        for method in methods {
            let curve = try SeedCurve(
                sources.evaluations(method, "layers.csv"), key: "layer", column: "satisfied"
            ).dropping(key: 0)
            inside += curve.marks(series: method, style: study.style(of: method))
            let shifted = try sources.evaluations(method, "ood.csv")
            guard let top = try shifted.first?.doubles("level").last else { continue }
            level = top
            let seeds = try shifted.map { try Satisfaction([$0], key: "level") }
            outside += SeedCurve(
                seeds.map { seed in
                    zip(seed.layers, seed.byLayer(at: top)).map { (Double($0), $1, Double.nan) }
                }
            ).marks(series: method, style: study.style(of: method))
        }
        return (inside, outside, level)
    }
}
