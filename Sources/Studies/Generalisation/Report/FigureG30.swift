import Foundation
import Plotting
import Report

/// Bounds of all kinds in units of the loss, and what contraction does to the gap.
package enum FigureG30: ReportFigure {
    package static let (id, number, title) = (
        "figure-g30", "Figure G30", "Bounds in units of the loss, and contractive layers"
    )
    package static let needs = ["study/generalisation", "generalisation/evaluate/"]

    /// Four panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("generalisation"))
        let own = try GeneralisationRun(sources.study)
        for method in GeneralisationRun.kinds.map({ "\($0)-\(own.deepest)" }) + own.contractive {
            for seed in own.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let y = Axis("Gap and bounds", scale: .logarithmic, range: GapCurves.range)
        let panels =
            GeneralisationRun.kinds.map { kind in
                Panel(
                    "\(GeneralisationRun.names[kind] ?? kind)",
                    x: Axis("Training signals $n$", scale: .logarithmic, range: GapCurves.sizes(own)), y: y,
                    marks: GapCurves.marks(own, kind, layers: own.deepest))
            } + [
                Panel(
                    "Layers that contract", x: Axis("$∏L$", scale: .logarithmic, range: products(own)), y: y,
                    marks: contraction(own))
            ]
        let figure = Figure(
            id: id,
            summary:
                "Three panels of the gap and its bounds over the number of training signals, for untied LISTA-CP, tied LISTA-CP and ALISTA, and one "
                + "over the product of Lipschitz constants, for networks whose layers contract. The region above the largest possible loss is "
                + "shaded.",
            columns: 4, aspect: 1.25, panels: panels, sharing: [.y])
        func least(_ kind: String) -> String {
            NumberText.short(
                Moments.mean(GeneralisationQuantity.leastPrinted(kind).numbers(own).flatMap(\.values)), digits: 2)
        }
        let slope = Moments.mean(GeneralisationQuantity.slopeOverContraction.numbers(own).flatMap(\.values))
        let caption =
            "(a)–(c) The gap at *T* = \(own.deepest) and what bounds it, means over \(CaptionText.seeds([own.seeds.count])). The printed bound "
            + "has the largest slopes at data for *L*; over all *T* and *n* its least value is \(least("lista-cp")) (untied), "
            + "\(least("lista-cp-tied")) (tied) and \(least("alista")) (ALISTA). PAC-Bayes is of networks with random weights "
            + "around the trained ones, Occam of quantised weights. (d) Layers that contract by *q* whatever they learn, ∏*L* = *q*^{T}: the "
            + "slope of the gap’s logarithm over that of ∏*L* is \(NumberText.short(slope, digits: 2)), where the printed bound has 1."
        return try write(
            figure, caption: caption, departures: GeneralisationDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// ∏L, with room at both ends.
    private static func products(_ run: GeneralisationRun) -> ClosedRange<Double> {
        let known = run.contractive.flatMap { run.cells(of: $0).compactMap(\.first?.normProduct) }.filter {
            (1e-12...1e12).contains($0)
        }
        return (known.min() ?? 1e-3) / 1.6...(known.max() ?? 1) * 1.6
    }

    private static func contraction(_ run: GeneralisationRun) -> [Mark] {
        let rows = run.contractive.map { run.cells(of: $0).compactMap(\.first) }.filter { !$0.isEmpty }
            .sorted { $0[0].normProduct < $1[0].normProduct }
        let x = rows.map { Moments.mean($0.map(\.normProduct)) }
        func mean(_ value: (GeneralisationRun.Cell) -> Double) -> [Double] { rows.map { Moments.mean($0.map(value)) } }
        let curves = GapCurves.bounds.filter { $0.series != "held-out" }.compactMap {
            GapCurves.line(x, mean($0.value), $0.series, $0.style)
        }
        let measured = GapCurves.line(
            x, mean(\.paired), "measured", Theme.style(role: "proposed", name: "Measured"))
        return [GapCurves.vacuous(products(run))] + curves + [measured].compactMap { $0 }
    }
}
