import Foundation
import Plotting
import Report

/// The errors of networks whose bounds are known, layer by layer, against these bounds.
package enum FigureG5: ReportFigure {
    package static let (id, number, title) = (
        "figure-g5", "Figure G5", "The worst error, layer by layer, and what is promised"
    )
    package static let needs = ["study/recovery", "recovery/evaluate/"]

    /// As many panels are drawn at most.
    private static let mostPanels = 8
    /// Errors below are those of rounding.
    private static let floor = 1e-14

    /// A panel for each sparsity. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("recovery"))
        let recovery = try RecoveryRun(sources.study)
        for seed in recovery.seeds { sources.use(try sources.study.evaluation(RecoveryRun.theorem, seed: seed)) }
        let shown = recovery.constants.prefix(mostPanels)
        let panels = shown.map { constants in
            Panel(
                "$s$ = \(constants.sparsity)", x: Axis("Layer $k$", ticks: .integers),
                y: Axis("$‖x_k − x‖_2$", scale: .logarithmic), marks: marks(recovery, constants.sparsity))
        }
        let silent = shown.filter { !($0.coherenceFactor < 1) }.map { "\($0.sparsity)" }
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels of errors over layers, on logarithmic axes. With the theorem's thresholds the largest error "
                + "falls on a straight line that is parallel to the bound and below it; with hard thresholds it falls faster.",
            columns: min(panels.count, 4), aspect: 1, panels: panels, sharing: [.y])
        let shares = RecoveryQuantity.overBound(RecoveryRun.theorem).numbers(recovery).map {
            "\(NumberText.short(Moments.mean($0.values))) (\($0.place))"
        }
        let caption =
            "Recovery of *s*-sparse signals with |*x*_{i}| ≤ *B* by networks with *W* = *A*, Dirac–Hadamard, without noise: the "
            + "largest and the median error of all signals"
            + (recovery.seeds.count > 1 ? " and \(CaptionText.seeds([recovery.seeds.count]))" : "")
            + ", layer by layer. Dashed: what the theorem promises for every signal, *sB*((2*s* − 1)*μ*)^{k}, and dotted, for hard "
            + "thresholds, √*s* *B*(√3*δ*_{3s})^{k} where *δ*_{3s} < 1/√3. Adversarial signals have their support where *δ*_{s} is "
            + "attained."
            + trainedWords(recovery)
            + (shares.isEmpty ? "" : " The largest error over its bound: \(CaptionText.list(shares)).")
            + (silent.isEmpty
                ? ""
                : " Of *s* = \(CaptionText.list(silent)) the theorem says nothing, so that there are neither thresholds nor a bound.")
            + " What is below \(NumberText.short(floor, digits: 1)) is left out."
        return try write(
            figure, caption: caption, departures: RecoveryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// "; … networks that were trained from there, for s = 4"; empty where none were.
    private static func trainedWords(_ run: RecoveryRun) -> String {
        let all = RecoveryRun.trained.filter { run.sparsity(of: $0) != nil }
        guard let first = all.first, let sparsity = run.sparsity(of: first) else { return "" }
        let ratios = all.flatMap { method in
            [false, true].flatMap { adversarial in
                RecoveryQuantity.worstOverTheorem(method, adversarial: adversarial).numbers(run).map {
                    "\(NumberText.short(Moments.mean($0.values))) (\(run.study.label(of: method)), \($0.place))"
                }
            }
        }
        return
            " For *s* = \(sparsity) networks were also trained on random signals, from the theorem’s weights and thresholds: the "
            + "largest error over all signals, and over that of the theorem’s network after as many layers: "
            + CaptionText.list(ratios) + "."
    }

    private static func marks(_ run: RecoveryRun, _ sparsity: Int) -> [Mark] {
        func line(_ values: [Double], _ series: String, _ style: MethodStyle) -> Mark {
            let places = values.indices.filter { values[$0] > floor }
            return .line(x: places.map(Double.init), y: places.map { values[$0] }, series: series, style: style)
        }
        let none = MethodStyle.Marker.none
        func largest(
            _ method: String, _ column: KeyPath<RecoveryRun.Curve, [Double]>,
            _ isWanted: (String) -> Bool = { _ in true }
        ) -> [Double] {
            RecoveryRun.largest(run.curves(method, sparsity, isWanted), column)
        }
        let (soft, hard) = (run.study.style(of: RecoveryRun.theorem), run.study.style(of: RecoveryRun.hard))
        let random = { $0 != "adversarial" }
        let bounds = [
            (largest(RecoveryRun.theorem, \.bound), "bound", Theme.style(role: "bound", name: "The theorem’s bound")),
            (
                largest(RecoveryRun.hard, \.bound), "bound, hard",
                Theme.style(role: "bound", name: "Bound of hard thresholding").variant(dash: .dotted)
            ),
        ].filter { $0.0.contains(where: \.isFinite) }
        let errors: [([Double], String, MethodStyle)] = [
            (largest(RecoveryRun.theorem, \.worst, random), "worst", soft.variant(name: "Worst of random signals")),
            (
                largest(RecoveryRun.theorem, \.worst) { !random($0) }, "adversarial",
                Theme.style(role: "proposed", variant: 2, name: "Worst of adversarial signals")
            ),
            (
                largest(RecoveryRun.theorem, \.median, random), "median",
                soft.variant(name: "Median of random signals", dash: .dotted, marker: none)
            ),
            (largest(RecoveryRun.hard, \.worst), "hard", hard.variant(name: "Worst with hard thresholds")),
        ]
        let trained = RecoveryRun.trained.filter { run.sparsity(of: $0) == sparsity }.map { method in
            let style = run.study.style(of: method)
            return (
                largest(method, \.worst), method,
                style.variant(name: "Worst, \(style.name.prefix(1).lowercased() + style.name.dropFirst())")
            )
        }
        return (bounds + (errors + trained).filter { !$0.0.isEmpty }).map { line($0.0, $0.1, $0.2) }
    }
}
