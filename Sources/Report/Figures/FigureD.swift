import Foundation
import Plotting
import Stages

/// Dual variables and slack over training, and how often the constraint holds by layer.
public struct FigureD: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-d"
    /// What the page calls it.
    public static let number = "Figure D"
    /// A short title.
    public static let title = "Dual variables, slack and satisfaction of the constraints"
    /// The stages it draws from.
    public static let needs = ["sparse/train/constrained/", "sparse/evaluate/"]

    static let methods = ["constrained", "constrained-strong", "standard", "standard-noisy"]

    /// Nothing to set.
    public init() {}

    /// Four panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = run.sparseCoding
        var sources = FigureSources(study)
        let training = try sources.histories("constrained")
        guard !training.isEmpty else { throw run.missing(under: study.names.trainings(of: "constrained")) }
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
        let final = CaptionText.list(duals.finals)
        let figure = Figure(
            id: Self.id,
            summary:
                "Dual variables and mean slack of each layer over training, and the share of examples that satisfy "
                + "the constraint by layer. At the end the duals are \(final); "
                + "\(duals.outcome) constraint on average.",
            columns: 2, aspect: 0.58, panels: panels)
        let seeds = training.count > 1 ? ", mean over \(CaptionText.seeds([training.count]))" : ""
        let caption =
            "(a) Dual variables λ_{l} and (b) mean constraint values *C*_{l} on training batches of “constrained” over "
            + "training\(seeds); values far beyond the later ones are outside of the frames (highest λ_{l}: \(NumberText.short(duals.highest))). (c), (d) Share of test examples "
            + "for which layer *l*'s constraint holds, as trained and for shifted inputs"
            + (shares.level.map { " (*p* = \(CaptionText.plain($0)))" } ?? "")
            + ", with ε = \(CaptionText.plain(study.epsilon(of: "constrained"))) for all networks"
            + "; shading: lowest to highest seed. At the end λ_{l} = \(final), and \(duals.outcome) "
            + "constraint on average."
        return try write(
            figure, caption: caption, departures: ["Not in the paper."], sources: sources, into: folder)
    }

    /// Satisfaction by layer of each method, in distribution and at the largest level p.
    private func satisfaction(
        _ methods: [String], _ sources: inout FigureSources
    ) throws -> (inside: [Mark], outside: [Mark], level: Double?) {
        var inside: [Mark] = []
        var outside: [Mark] = []
        var level: Double?
        for method in methods {
            let curve = try SeedCurve(
                sources.evaluations(method, "layers.csv"), key: "layer", column: "satisfied"
            ).dropping(key: 0)
            inside += curve.marks(series: method)
            let shifted = try sources.evaluations(method, "ood.csv")
            guard let top = try shifted.first?.doubles("level").last else { continue }
            level = top
            let seeds = shifted.map { Satisfaction([$0], key: "level") }
            outside += SeedCurve(
                seeds.map { seed in
                    zip(seed.layers, seed.byLayer(at: top)).map { (Double($0), $1, Double.nan) }
                }
            ).marks(series: method)
        }
        return (inside, outside, level)
    }
}
