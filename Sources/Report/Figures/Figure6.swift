import Foundation
import Plotting
import Stages

/// Robustness against noise between the layers.
public struct Figure6: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-6"
    /// What the page calls it.
    public static let number = "Figure 6"
    /// A short title.
    public static let title = "Robustness against noise between the layers"
    /// The stages it draws from.
    public static let needs = ["sparse/evaluate/"]

    static let methods = ["constrained", "constrained-quiet", "standard", "standard-noisy"]
    private static let detailed = ["constrained", "standard-noisy", "standard"]

    /// Nothing to set.
    public init() {}

    /// Three panels of curves over three of shares. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = run.sparseCoding
        var sources = FigureSources(study)
        let methods = try sources.available(Self.methods)
        var distances: [(id: String, curve: SeedCurve)] = []
        var norms: [(id: String, curve: SeedCurve)] = []
        var shares: [Mark] = []
        var grids: [(method: String, panel: Panel)] = []
        var ends: [(id: String, value: Double)] = []
        var held: [String] = []
        var strengths: [Double] = []
        for method in methods {
            let distance = try sources.curve(method, "noise.csv", key: "sigma", "distance")
            let share = Satisfaction(try sources.evaluations(method, "noise.csv"), key: "sigma")
            strengths = distance.keys
            distances.append((method, distance))
            norms.append((method, try sources.curve(method, "noise.csv", key: "sigma", "l1")))
            shares += share.overLayers.marks(series: method)
            ends.append((method, distance.last))
            held.append("\(MethodNames.name(method)) \(NumberText.percent(share.overLayers.mean.first ?? .nan))")
            if Self.detailed.contains(method) { grids.append((method, share.panel(method))) }
        }
        let noise = "Layer noise $\\hat{σ}$"
        let truth = sources.truth("l1", of: methods)
        let axis = Axis(noise, scale: .logarithmic, ticks: .at(strengths))
        let panels =
            [
                .curves("Distance to the optimum", x: axis, "$‖y_L − y^*‖_2$", distances),
                .curves(
                    "Norm of the output", x: axis, "$‖y_L‖_1$", norms,
                    others: Mark.level(truth, "$y^*$", series: "truth")),
                Panel(
                    "How often the constraint holds", x: axis,
                    y: Axis("Share, mean over layers", range: Satisfaction.range),
                    marks: shares),
            ] + Self.detailed.compactMap { method in grids.first { $0.method == method }?.panel }
        let settings = run.manifest.settings
        let form = settings["sparse.noise.form"]?.description ?? "training's"
        let trained = settings["sparse.noise.strength"]?.description ?? "1"
        let range = "\(CaptionText.plain(strengths.first ?? .nan)) to \(CaptionText.plain(strengths.last ?? .nan))"
        let examples = CaptionText.examples(sources.testExamples(of: methods))
        let figure = Figure(
            id: Self.id,
            summary: "Curves against the strength of layer noise from \(range), and tables of how often the constraint "
                + "holds by layer. Distance at the largest: \(CaptionText.named(ends)). Share of examples at the "
                + "smallest: \(held.joined(separator: "; ")).",
            columns: 3, aspect: 0.92, panels: panels)
        let caption =
            "Noise of the form “\(form)” with strength *σ̂* added to the layers' outputs, but not to the last; training "
            + "noise has *σ̂* = \(trained). (a) Distance to *y*^{∗}. (b) ‖*y*_{L}‖_{1}, with that of *y*^{∗} as a line. "
            + "(c) How often ‖*y*_{l} − *y*^{∗}‖ ≤ (1 − ε)‖*y*_{l−1} − *y*^{∗}‖ holds for an example "
            + "(ε = \(CaptionText.plain(study.epsilon(of: "constrained")))), mean over layers. The other panels give the "
            + "same by layer, in percent. "
            + CaptionText.spread(examples: examples, seeds: methods.map { study.seeds(of: $0).count })
            + " Distance at *σ̂* = \(CaptionText.plain(strengths.last ?? .nan)): \(CaptionText.named(ends))."
        return try write(
            figure, caption: caption,
            departures: [
                "The authors go to σ̂ = 1000; past 10 every network blows up, so the sweep ends at "
                    + "\(CaptionText.plain(strengths.last ?? .nan)).",
                "The authors' code counts the constraint as satisfied where the ratio is below 1.9, as it subtracts "
                    + "(1 − ε) twice; here it is the real test with the true ε.",
            ], sources: sources, into: folder)
    }
}
