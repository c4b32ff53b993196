import Foundation
import Plotting
import Report

/// What iterations do past the layers that were trained: how far they move, and how near they are.
package enum FigureG13: ReportFigure {
    package static let (id, number, title) = (
        "figure-g13", "Figure G13", "Past the trained layers: residuals and errors"
    )
    package static let needs = ["study/convergent", "convergent/evaluate/"]

    /// Residuals outside are left out: rounding, and what has run away.
    private static let residuals = 1e-8...1e3
    private static let randomResiduals = 1e-8...1e10
    private static let errors = -15.0...10.0

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("convergent"))
        let convergent = try ConvergentRun(sources.study)
        for method in ConvergentRun.methods {
            for seed in convergent.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let shown = ["free", "free-tail", "contractive", "firm", "frame", "soft"]
        func panel(_ title: String, _ y: Axis, _ marks: [Mark]) -> Panel {
            let depth = Mark.vertical(
                at: Double(convergent.depth), label: "$T$", series: "depth",
                style: Theme.style(role: "trivial", name: ""))
            return Panel(
                title, x: Axis("Iteration $k$", scale: .logarithmic, range: 1...Double(convergent.last)), y: y,
                marks: [depth] + marks)
        }
        func moved(_ range: ClosedRange<Double>) -> Axis {
            Axis("$‖c_k − c_{k−1}‖/‖c‖$", scale: .logarithmic, range: range)
        }
        let panels = [
            panel(
                "Trained, worst scene", moved(residuals),
                shown.map { line(convergent, $0, convergent.largest($0, \.worstResidual), clippedTo: residuals) }),
            panel(
                "Trained", Axis("NMSE (dB)", range: errors),
                shown.map {
                    line(
                        convergent, $0, convergent.decibels($0), clippedTo: errors)
                }),
            panel(
                "Random weights, worst scene", moved(randomResiduals),
                shown.filter { $0 != "free-tail" }.map {
                    line(
                        convergent, $0, convergent.largest($0, \.worstResidual, in: "random"),
                        clippedTo: randomResiduals)
                }),
        ]
        let figure = Figure(
            id: id,
            summary:
                "Three panels over the iteration, on logarithmic axes. Residuals of networks with a guarantee fall; those of the free "
                + "network grow past the trained depth, and its error with them. With random weights the free network runs away.",
            aspect: 1, panels: panels)
        let free = convergent.decibels("free")
        let seeds = convergent.seeds.count > 1 ? " and \(CaptionText.seeds([convergent.seeds.count]))" : ""
        let late =
            free[convergent.last] > errors.upperBound
            ? "above \(NumberText.setting(errors.upperBound)) dB" : "\(NumberText.short(free[convergent.last])) dB"
        let caption =
            "(a) How far an iteration moves, the largest of all test scenes\(seeds); the networks have *T* = \(convergent.depth) layers and are iterated on: the map of all layers again and again, or, "
            + "after an untied free network, that of the trained soft threshold. (b) The squared error over that of zero, all scenes "
            + "together: that of the free network is \(NumberText.short(free[convergent.depth])) dB after *T* layers and \(late) after \(convergent.last). (c) As (a), with weights that no training has seen, ten times as large as at a start: "
            + "where convolutions are divided by their exact norms, residuals cannot grow. What lies outside of an axis is left out."
        return try write(
            figure, caption: caption, departures: ConvergentDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// From k = 1 to where a curve first leaves the axis.
    private static func line(
        _ run: ConvergentRun, _ method: String, _ values: [Double], clippedTo range: ClosedRange<Double>
    ) -> Mark {
        let places = Array(values.indices.dropFirst().prefix { range.contains(values[$0]) })
        return .line(
            x: places.map(Double.init), y: places.map { values[$0] }, series: method,
            style: run.study.style(of: method).variant(marker: MethodStyle.Marker.none))
    }
}
