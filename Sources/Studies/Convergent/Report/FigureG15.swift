import Foundation
import Plotting
import Report

/// What a guarantee costs after the trained layers, and what it saves long after.
package enum FigureG15: ReportFigure {
    package static let (id, number, title) = ("figure-g15", "Figure G15", "The price of a guarantee")
    package static let needs = ["study/convergent", "convergent/evaluate/"]

    /// What is worse is said to have run away.
    private static let worst = 5.0

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("convergent"))
        let convergent = try ConvergentRun(sources.study)
        let methods = ConvergentRun.methods
        for method in methods {
            for seed in convergent.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let names = methods.map { sources.study.style(of: $0).name }
        func panel(_ title: String, _ k: Int) -> Panel {
            let values = methods.flatMap { errors(convergent, $0, at: k) }.filter(\.isFinite)
            let low = min(max((values.min() ?? -1) - 1, -200), worst - 1).rounded(.down)
            let high = values.contains { $0 >= worst } ? worst : min(worst, (values.max() ?? 0) + 1).rounded(.up)
            return Panel(
                title, x: Axis("NMSE (dB)", range: low...max(high, low + 1)), y: Axis("", scale: .category(names)),
                marks: methods.enumerated().flatMap { marks(convergent, $1, row: $0, at: k) })
        }
        let panels = [
            panel("After the $T$ = \(convergent.depth) trained layers", convergent.depth),
            panel("After \(convergent.last) iterations", convergent.last),
        ]
        let figure = Figure(
            id: id,
            summary:
                "Two panels of errors, a row for each network. After the trained layers free networks are best; long after they "
                + "have run away, and networks with a guarantee have not.",
            aspect: 0.75, panels: panels, sharing: [.y])
        let free = ConvergentRun.decibels(Moments.mean(convergent.iterations("free").map { $0.nmse[convergent.depth] }))
        let prices = ["firm", "frame", "soft"].map { method in
            let own = ConvergentRun.decibels(
                Moments.mean(convergent.iterations(method).map { $0.nmse[convergent.depth] }))
            return "\(NumberText.short(own - free)) dB (\(sources.study.label(of: method)))"
        }
        let isMany = convergent.seeds.count > 1
        let caption =
            "The squared error over that of zero, all test scenes together"
            + (isMany
                ? "; means of the logarithm over \(CaptionText.seeds([convergent.seeds.count])), with 95 % intervals"
                : "")
            + ". Left: after the layers that were trained. Against the free tied network a firmly nonexpansive denoiser costs "
            + "\(CaptionText.list(prices)). Right: after \(convergent.last) iterations; what is above \(NumberText.setting(worst)) dB "
            + "has run away."
        return try write(
            figure, caption: caption, departures: ConvergentDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func errors(_ run: ConvergentRun, _ method: String, at k: Int) -> [Double] {
        run.iterations(method).map { ConvergentRun.decibels($0.nmse[k]) }
    }

    /// All in one series, so that each stands at the height of its name.
    private static func marks(_ run: ConvergentRun, _ method: String, row: Int, at k: Int) -> [Mark] {
        let values = errors(run, method, at: k)
        let style = run.study.style(of: method).variant(name: "")
        let estimate = SeedStatistic("", .linear, seeds: run.seeds, draws: run.draws, values: values).estimate(
            level: 0.95)
        guard estimate.value.isFinite else { return [] }
        guard estimate.value < worst else {
            return [.text("runs away", x: worst - 0.2, y: Double(row), anchor: .right)]
        }
        let (low, high) = (estimate.low, estimate.high)
        return [
            .intervals(
                at: [Double(row)], estimates: [estimate.value], lower: [low.isFinite ? low : estimate.value],
                upper: [high.isFinite ? min(high, worst) : estimate.value], series: "nmse", style: style)
        ]
    }
}
