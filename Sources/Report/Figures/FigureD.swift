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
        guard let history = training.first else { throw run.missing(under: study.names.trainings(of: "constrained")) }
        let layers = history.columns(withPrefix: "lambda_").compactMap { Int($0.dropFirst("lambda_".count)) }
        func lines(_ prefix: String) throws -> [(layer: Int, curve: SeedCurve)] {
            try layers.map { ($0, try SeedCurve(training, key: "step", column: "\(prefix)_\($0)")) }
        }
        func marks(_ curves: [(layer: Int, curve: SeedCurve)], _ prefix: String) -> [Mark] {
            curves.enumerated().map { index, entry in
                .line(
                    x: entry.curve.keys, y: entry.curve.mean, series: "\(prefix)_\(entry.layer)",
                    style: Theme.ordered(index, of: layers.count, name: "Layer \(entry.layer)"))
            }
        }
        let duals = try lines("lambda")
        let slacks = try lines("slack")
        let evaluated = (try? sources.available(Self.methods)) ?? []
        let shares = try satisfaction(evaluated, &sources)
        let top = shares.level.map { "$p = \(CaptionText.plain($0))$" } ?? "shifted"
        let panels = [
            Panel(
                "Dual variables", x: Axis("Training step"), y: Axis("$λ_ℓ$", range: Self.top(duals)),
                marks: marks(duals, "lambda")),
            Panel(
                "Mean constraint value", x: Axis("Training step"),
                y: Axis("$C_ℓ$ (≤ 0: satisfied)", range: Self.window(slacks)),
                marks: marks(slacks, "slack") + [
                    .horizontal(at: 0, series: "zero", style: Theme.style(of: "zero").variant(name: ""))
                ]),
            Panel(
                "Constraint holds, test examples", x: Axis("Layer $ℓ$", ticks: .integers),
                y: Axis("Share of examples", range: Satisfaction.range), marks: shares.inside),
            Panel(
                "Constraint holds, \(top)", x: Axis("Layer $ℓ$", ticks: .integers),
                y: Axis("Share of examples", range: Satisfaction.range), marks: shares.outside),
        ]
        let highest = duals.flatMap(\.curve.mean).filter(\.isFinite).max() ?? .nan
        let final = duals.map { "\(NumberText.short($0.curve.last, digits: 2))" }
        let violated = slacks.filter { $0.curve.last > 0 }.map(\.layer)
        let verdict =
            violated.isEmpty
            ? "no layer violates its"
            : "\(violated.count == 1 ? "layer" : "layers") \(NumberText.list(violated)) "
                + (violated.count == 1 ? "violates its" : "violate their")
        let figure = Figure(
            id: Self.id,
            summary:
                "Dual variables and mean slack of each layer over training, and the share of examples that satisfy "
                + "the constraint by layer. At the end the duals are \(final.joined(separator: ", ")); "
                + "\(verdict) constraint on average.",
            columns: 2, aspect: 0.58, panels: panels)
        let seeds = training.count > 1 ? ", mean over \(CaptionText.seeds([training.count]))" : ""
        let caption =
            "(a) Dual variables λ_{l} and (b) mean constraint values *C*_{l} on training batches of “constrained” over "
            + "training\(seeds); values far beyond the later ones are outside of the frames (highest λ_{l}: \(NumberText.short(highest))). (c), (d) Share of test examples "
            + "for which layer *l*'s constraint holds, as trained and for shifted inputs"
            + (shares.level.map { " (*p* = \(CaptionText.plain($0)))" } ?? "")
            + ", with ε = \(CaptionText.plain(study.epsilon(of: "constrained"))) for all networks"
            + "; shading: lowest to highest seed. At the end λ_{l} = \(final.joined(separator: ", ")), and \(verdict) "
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

    /// A range that holds the second half of training, where what comes before is far beyond it; nil where it is not.
    private static func top(_ duals: [(layer: Int, curve: SeedCurve)]) -> ClosedRange<Double>? {
        let late = duals.flatMap { $0.curve.mean.suffix(max($0.curve.mean.count / 2, 1)) }.filter(\.isFinite).max()
        let highest = duals.flatMap(\.curve.mean).filter(\.isFinite).max()
        guard let late, let highest, late > 0, highest > 3 * late else { return nil }
        return (-0.05 * late)...(1.3 * late)
    }

    /// A window around zero that holds the end of training of most layers: the first steps are far away.
    private static func window(_ slacks: [(layer: Int, curve: SeedCurve)]) -> ClosedRange<Double>? {
        let late = slacks.map { $0.curve.mean.suffix(max($0.curve.mean.count / 4, 1)).filter(\.isFinite) }
        let reach = late.compactMap { $0.map(abs).max() }.sorted()
        guard !reach.isEmpty else { return nil }
        let middle = reach[reach.count / 2]
        guard middle > 0 else { return nil }
        let highest = late.flatMap { $0 }.max() ?? 0
        return (-1.2 * middle)...max(0.6 * middle, min(1.2 * highest, 1.2 * middle))
    }
}
