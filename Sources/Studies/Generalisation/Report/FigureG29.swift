import Foundation
import Plotting
import Report

/// The gap over training signals, layers and ties, with bounds on the same axis.
package enum FigureG29: ReportFigure {
    package static let (id, number, title) = ("figure-g29", "Figure G29", "Generalisation gap and bounds on it")
    package static let needs = ["study/generalisation", "generalisation/evaluate/"]

    /// A row of panels for each kind of network. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("generalisation"))
        let own = try GeneralisationRun(sources.study)
        for kind in GeneralisationRun.kinds {
            for layers in own.depths {
                for seed in own.seeds {
                    sources.use(try sources.study.evaluation("\(kind)-\(layers)", seed: seed))
                }
            }
        }
        // The whole is in the table; a page is as wide as the first, the middle and the last.
        let shown = Array(Set([own.depths[0], own.depths[own.depths.count / 2], own.deepest])).sorted()
        let gap = Axis("Gap", scale: .logarithmic, range: 1e-5...1)
        let x = Axis("Training signals $n$", scale: .logarithmic, range: GapCurves.sizes(own))
        let panels = GeneralisationRun.kinds.enumerated().flatMap { row, kind in
            [Panel(row == 0 ? "A curve for each $T$" : "", x: x, y: gap, marks: curves(own, kind))]
                + shown.map { layers in
                    Panel(
                        row == 0 ? "$T$ = \(layers)" : "", x: x,
                        y: Axis(
                            layers == shown.first ? "Gap and bounds" : "", scale: .logarithmic, range: GapCurves.range),
                        marks: GapCurves.marks(own, kind, layers: layers))
                }
        }
        let figure = Figure(
            id: id,
            summary:
                "A row of small panels for untied LISTA-CP, tied LISTA-CP and ALISTA, over the number of training signals on logarithmic axes: "
                + "the measured gap for each number of layers, and for some numbers of layers beside five bounds, with a shaded region above the "
                + "largest possible loss.",
            columns: shown.count + 1, aspect: 1.05, panels: panels, sharing: [.x], letters: false,
            rowHeadings: GeneralisationRun.kinds.map { GeneralisationRun.names[$0] ?? $0 })
        func slope(_ kind: String) -> String {
            NumberText.short(
                Moments.mean(GeneralisationQuantity.slopeOverSamples(kind).numbers(own).flatMap(\.values)), digits: 2)
        }
        let many = own.seeds.count > 1
        let caption =
            "The mean of min(NMSE, 1) on held-out signals less that on the *n* training signals; less the same of a network that saw new "
            + "signals in each batch, so that an easy training set does not count. "
            + (many ? "Means over \(CaptionText.seeds([own.seeds.count])), with 95 % intervals. " : "")
            + "Left: a curve for each *T*; at *T* = \(own.deepest) their slopes over *n* ≥ 64 are \(slope("lista-cp")) (untied) and "
            + "\(slope("lista-cp-tied")) (tied), where the bound has −0.5. Right: the same beside bounds as they come out, of which none is "
            + "rescaled; in the shade they are above the largest possible loss and say nothing. Gaps that are not positive are left out. The "
            + "page has all *T* and *n* under sliders."
        return try write(
            figure, caption: caption, departures: GeneralisationDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func curves(_ run: GeneralisationRun, _ kind: String) -> [Mark] {
        run.depths.enumerated().map { place, layers in
            let style = Theme.style(role: "depth", variant: place, name: "$T$ = \(layers)")
            return GapCurves.measured(run, kind, layers: layers, series: "T\(layers)", style: style)
        }
    }
}
