import Foundation
import Plotting
import Report

/// Beyond the trained depth and on other signals, with descent constraints and without.
package enum FigureG19: ReportFigure {
    package static let (id, number, title) = (
        "figure-g19", "Figure G19", "Beyond the trained depth, other signals, and descent constraints"
    )
    package static let needs = ["study/gaussian", "gaussian/"]

    private static let drawn = ["learned-both", "alista", "tista", "lista", "lista-cp"]
    /// A panel for each kind of signals. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("gaussian"))
        let gaussian = try GaussianRun(sources.study)
        let shown = drawn.filter(gaussian.has)
        try GaussianFigures.use(
            shown + shown.map { $0 + "-constrained" }.filter(gaussian.has), gaussian, in: &sources)
        let panels = try [("As trained for", "seen"), ("Twice as many non-zeros", "dense"), ("Entries × 3", "large")]
            .map {
                try Panel(
                    $0.0, x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("NMSE (dB)"),
                    marks: marks(gaussian, shown, $0.1)
                        + GaussianFigures.externals(
                            gaussian, signals: $0.1, to: 3 * gaussian.layers, beside: shown, in: &sources) + [
                            .vertical(
                                at: Double(gaussian.layers), series: "trained depth",
                                style: Theme.style(role: "trivial", name: "Trained depth"))
                        ])
            }
        let figure = Figure(
            id: id,
            summary:
                "Three panels of errors up to three times the trained depth, where the last layer is repeated. Some networks go on "
                + "falling, others run away. Those with constraints are near those without.",
            aspect: 0.95, panels: panels, sharing: [.y])
        let caption =
            "Errors up to three times the trained depth, beyond which the last layer is repeated; on signals as trained for, on those "
            + "with twice as many entries that are not zero, and on those with entries three times as large. Thin and dotted: trained under (CII). "
            + "Errors above \(NumberText.setting(GaussianFigures.most)) dB are cut off. At three times the depth: "
            + CaptionText.list(
                shown.map {
                    "\(gaussian.study.label(of: $0)) "
                        + GaussianFigures.decibels(gaussian, $0, layer: 3 * gaussian.layers)
                        + " (with constraints "
                        + GaussianFigures.decibels(gaussian, $0 + "-constrained", layer: 3 * gaussian.layers) + ")"
                }) + " dB."
        return try write(
            figure, caption: caption, departures: GaussianDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func marks(_ run: GaussianRun, _ methods: [String], _ signals: String) -> [Mark] {
        methods.flatMap { method -> [Mark] in
            let style = run.study.style(of: method).variant(marker: MethodStyle.Marker.none)
            func line(_ id: String, _ style: MethodStyle) -> Mark {
                let all = run.curve(id, signals: signals)
                let values = Array(all.prefix { $0 <= GaussianFigures.most })
                return GaussianFigures.line(id, values, to: 3 * run.layers, run, style: style)
            }
            let constrained = method + "-constrained"
            return [line(method, style)]
                + (run.has(constrained)
                    ? [line(constrained, style.variant(name: "", dash: .dotted, weight: .thin))] : [])
        }
    }
}
