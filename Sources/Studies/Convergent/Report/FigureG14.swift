import Foundation
import Plotting
import Report

/// Two starts: contractions forget theirs, which is not the same as arriving somewhere.
package enum FigureG14: ReportFigure {
    package static let (id, number, title) = ("figure-g14", "Figure G14", "Forgetting a start, and arriving")
    package static let needs = ["study/convergent", "convergent/evaluate/"]

    /// Smaller numbers are left out: rounding.
    private static let floor = 1e-9

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("convergent"))
        let convergent = try ConvergentRun(sources.study)
        let shown = [
            ("contractive", "trained", "Contractive, tied"), ("contractive-untied", "cycle", "Contractive, untied"),
            ("firm", "trained", "Firmly nonexpansive, tied"),
        ]
        for (method, _, _) in shown {
            for seed in convergent.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let panels = shown.map { method, run, title in
            Panel(
                title, x: Axis("Iteration $k$", range: 0...Double(convergent.last)),
                y: Axis("Worst scene", scale: .logarithmic), marks: marks(convergent, method, run))
        }
        let figure = Figure(
            id: id,
            summary:
                "Three panels over the iteration. Where layers are tied, the distance of two starts and the residual both fall. Where "
                + "contractions differ from layer to layer, the distance falls and the residual stays.",
            columns: 3, aspect: 1, panels: panels, sharing: [.y])
        let ratio = try ConvergentQuantity.cycleResidual("contractive-untied").numbers(convergent)
        let caption =
            "The largest of all test scenes"
            + (convergent.seeds.count > 1 ? " and \(CaptionText.seeds([convergent.seeds.count]))" : "")
            + ": how far *c*_{k} and *c*′_{k} from two starts are from each other, as a share of the first distance; how far "
            + "*c*_{k} moves; dashed, 0.95^{k}, which contractions promise of the distance. (a) One map again and again: both fall. "
            + "(b) Layers that are contractions with weights of their own, run through again and again: the start is forgotten as "
            + "fast, and the iterate never arrives. Of the last pass the largest residual is "
            + "\(NumberText.short(Moments.mean(ratio.flatMap(\.values)))) of that of the first. (c) Firmly nonexpansive: no rate is "
            + "promised, but residuals never grow."
        return try write(
            figure, caption: caption, departures: ConvergentDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func marks(_ run: ConvergentRun, _ method: String, _ kind: String) -> [Mark] {
        let none = MethodStyle.Marker.none
        func line(_ values: [Double], _ series: String, _ style: MethodStyle) -> Mark {
            let places = values.indices.filter { values[$0] > floor && values[$0] < ConvergentRun.cap }
            return .line(
                x: places.map(Double.init), y: places.map { values[$0] }, series: series,
                style: style.variant(marker: none))
        }
        let bound = (0...run.last).map { pow(ConvergentRun.contraction, Double($0)) }
        let isContractive = method != "firm"
        return
            (isContractive
            ? [line(bound, "bound", Theme.style(role: "bound", name: "$0.95^k$"))] : [])
            + [
                line(
                    run.largest(method, \.worstDistance, in: kind), "distance",
                    Theme.style(role: "proposed", name: "$‖c_k − c'_k‖/‖c_0 − c'_0‖$")),
                line(
                    run.largest(method, \.worstResidual, in: kind), "residual",
                    Theme.style(role: "baseline", name: "$‖c_k − c_{k−1}‖/‖c‖$")),
            ]
    }
}
