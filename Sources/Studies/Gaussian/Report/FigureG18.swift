import Foundation
import Plotting
import Report

/// All networks and classical algorithms, layer by layer.
package enum FigureG18: ReportFigure {
    package static let (id, number, title) = ("figure-g18", "Figure G18", "Networks and algorithms, layer by layer")
    package static let needs = ["study/gaussian", "gaussian/"]

    /// Two panels for each signal-to-noise ratio. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("gaussian"))
        let gaussian = try GaussianRun(sources.study)
        var panels: [Panel] = []
        var published: [Published.Value] = []
        let externals = try GaussianFigures.externals(
            gaussian, beside: ["ista", "fista", "amp", "learned-both", "alista", "tista"] + GaussianRun.matrices,
            in: &sources)
        for suffix in gaussian.suffixes {
            let values = Published.values(gaussian, suffix)
            published += values
            for (title, methods) in [
                (
                    "Algorithms, and numbers learned",
                    ["ista", "fista", "amp", "oamp", "learned-both", "alista", "tista"]
                ),
                ("Matrices learned", GaussianRun.matrices),
            ] {
                let shown = methods.filter { gaussian.has($0 + suffix) }
                try GaussianFigures.use(shown.map { $0 + suffix }, gaussian, in: &sources)
                panels.append(
                    Panel(
                        "\(title), \(gaussian.words(suffix))", x: Axis("Layer $ℓ$", ticks: .integers),
                        y: Axis("NMSE (dB)"),
                        marks: marks(gaussian, shown, suffix, values, isFirst: panels.isEmpty)
                            + (suffix.isEmpty ? externals : [])))
            }
        }
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels of errors in dB over layers. They fall for all methods: least with ISTA, most with OAMP, which "
                + "knows the prior.",
            columns: 2, aspect: 0.8, panels: panels, sharing: [.yWithinRows])
        let both = ["learned-both", "alista", "tista"] + GaussianRun.matrices
        let caption =
            "Errors by layer, 10 log_{10}(Σ‖*y*_{ℓ} − *c*‖^{2}/Σ‖*c*‖^{2}); hair lines: the mean of 10 log_{10}(‖*y*_{ℓ} − "
            + "*c*‖^{2}/‖*c*‖^{2}), which others report. \(gaussian.place("").capitalizedFirst), after the last layer: "
            + CaptionText.list(
                (both + GaussianRun.classical + gaussian.externals).filter(gaussian.has).map {
                    "\(gaussian.study.label(of: $0)) \(GaussianFigures.decibels(gaussian, $0))"
                })
            + " dB. OAMP knows the prior and has no parameter that is learnt"
            + GaussianFigures.publication(published) + "."
        return try write(
            figure, caption: caption, departures: GaussianDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func marks(
        _ run: GaussianRun, _ methods: [String], _ suffix: String, _ published: [Published.Value],
        isFirst: Bool
    ) -> [Mark] {
        let lines = methods.flatMap { method -> [Mark] in
            let style = run.study.style(of: method)
            return [
                GaussianFigures.line(method + suffix, run.curve(method + suffix), to: run.layers, run, style: style),
                GaussianFigures.line(
                    "\(method + suffix), mean of dB", run.curve(method + suffix, \.meanError), to: run.layers, run,
                    style: style.variant(name: "", marker: MethodStyle.Marker.none, weight: .hair)),
            ]
        }
        return lines + GaussianFigures.marks(published.filter { methods.contains($0.method) }, run, isNamed: isFirst)
    }
}
