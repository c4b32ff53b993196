import Foundation
import Plotting
import Report

/// The last layer's error against noise, against what a signal has beyond its s largest entries, and against thresholds that
/// do not fall to 0.
package enum FigureG7: ReportFigure {
    package static let (id, number, title) = ("figure-g7", "Figure G7", "Noise, tails, and thresholds that do not fall")
    package static let needs = ["study/recovery", "recovery/evaluate/"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("recovery"))
        let recovery = try RecoveryRun(sources.study)
        for seed in recovery.seeds { sources.use(try sources.study.evaluation(RecoveryRun.theorem, seed: seed)) }
        guard let sparsity = recovery.sweeps[0].first?.sparsity else {
            throw RunReaderError.noRow("a sparsity of which the theorem speaks", file: "sweeps.csv")
        }
        func panel(_ title: String, _ label: String, _ sweep: String, _ methods: [String]) -> Panel {
            Panel(
                title, x: Axis(label, scale: .logarithmic), y: Axis("Error after the last layer", scale: .logarithmic),
                marks: marks(recovery, sweep, methods))
        }
        let panels = [
            panel("Noise", "Standard deviation $σ$", "noise", [RecoveryRun.theorem, RecoveryRun.hard]),
            panel("Signals with a tail", "$‖c − c_s‖_1/√s$", "tail", [RecoveryRun.theorem, RecoveryRun.hard]),
            panel("Thresholds", "$θ$", "threshold", ["stopped", "constant"]),
        ]
        func slope(_ sweep: String, _ method: String) -> String {
            NumberText.short(
                Moments.mean(RecoveryQuantity.slope(sweep, of: method).numbers(recovery).flatMap(\.values)))
        }
        let figure = Figure(
            id: id,
            summary:
                "Three panels with logarithmic axes. Errors grow in proportion to the noise, and to a threshold at which thresholds "
                + "stop; a small threshold in all layers leaves a large error, since the layers are too few.",
            aspect: 0.9, panels: panels)
        let caption =
            "Median errors after the last layer, Dirac–Hadamard, *s* = \(sparsity); thin: what the theorem promises for all signals. (a) "
            + "Against noise N(0, *σ*^{2}): slopes \(slope("noise", RecoveryRun.theorem)) (thresholds of the theorem) and "
            + "\(slope("noise", RecoveryRun.hard)) (hard thresholds). (b) Against the tail of signals whose entries fall as "
            + "*i*^{−1/p}, a point for each *p*: slopes \(slope("tail", RecoveryRun.theorem)) and "
            + "\(slope("tail", RecoveryRun.hard)). (c) Without noise, against a threshold: where the theorem’s thresholds stop at *θ*, "
            + "the error is in proportion to it, slope \(slope("threshold", "stopped")); it is the bias of soft thresholding, at "
            + "whose fixed point one *θ* in all layers ends as well, but after about *B*/*θ* layers."
        return try write(
            figure, caption: caption, departures: RecoveryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// A line for each method, means over seeds; the bound; and a guide of slope 1.
    private static func marks(_ run: RecoveryRun, _ sweep: String, _ methods: [String]) -> [Mark] {
        func points(_ method: String, _ column: KeyPath<RecoveryRun.Swept, Double>) -> (x: [Double], y: [Double]) {
            let seeds = run.swept(sweep, method)
            let count = seeds.map(\.count).min() ?? 0
            let all = (0..<count).map { place in
                (seeds[0][place].value, Moments.mean(seeds.map { $0[place][keyPath: column] }))
            }.filter { $0.0 > 0 && $0.1 > 0 && $0.1.isFinite }
            return (all.map(\.0), all.map(\.1))
        }
        var marks: [Mark] = []
        let bound = points(methods[0], \.bound)
        if !bound.x.isEmpty {
            marks.append(
                .line(
                    x: bound.x, y: bound.y, series: "bound",
                    style: Theme.style(role: "bound", name: "The theorem’s bound")))
        }
        for method in methods {
            let median = points(method, \.median)
            marks.append(.line(x: median.x, y: median.y, series: method, style: run.study.style(of: method)))
        }
        let first = points(methods[0], \.median)
        if let x = first.x.first, let last = first.x.last, let y = first.y.first, last > x, (y * last / x).isFinite {
            // Beside the line, not on it.
            marks.append(
                .line(
                    x: [x, last], y: [y / 2, y / 2 * last / x], series: "slope 1",
                    style: Theme.style(role: "trivial", variant: 1, name: "Slope 1")))
        }
        return marks
    }
}
