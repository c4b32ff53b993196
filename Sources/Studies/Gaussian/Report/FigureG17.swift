import Foundation
import Plotting
import Report

/// What parameters of their own for each layer are worth on sparse signals, and what they are.
package enum FigureG17: ReportFigure {
    package static let (id, number, title) = ("figure-g17", "Figure G17", "Layer-wise parameters on sparse signals")
    package static let needs = ["study/gaussian", "gaussian/"]

    private static let drawn = ["ista", "fixed-pair", "learned-steps", "learned-thresholds", "learned-both", "alista"]

    /// Errors, steps and thresholds by layer. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("gaussian"))
        let gaussian = try GaussianRun(sources.study)
        let shown = drawn.filter(gaussian.has)
        try GaussianFigures.use(shown, gaussian, in: &sources)
        let layer = Axis("Layer $ℓ$", ticks: .integers)
        let published = Published.values(gaussian, "")
        let errors =
            try shown.map { GaussianFigures.line($0, gaussian.curve($0), to: gaussian.layers, gaussian) }
            + GaussianFigures.externals(gaussian, beside: shown, in: &sources)
            + GaussianFigures.marks(published.filter { drawn.contains($0.method) }, gaussian)
        func parameters(_ list: @escaping (GaussianRun.Evaluation) -> [Double]) -> [Mark] {
            shown.filter { $0 != "ista" }.compactMap { method in
                let values = gaussian.means(method, list)
                guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
                return .line(
                    x: values.indices.map { Double($0 + 1) }, y: values, series: method,
                    style: gaussian.study.style(of: method))
            }
        }
        let panels = [
            Panel("Error", x: layer, y: Axis("NMSE (dB)"), marks: errors),
            Panel("Steps", x: layer, y: Axis("Step $γ_ℓ$", scale: .logarithmic), marks: parameters(\.steps)),
            Panel(
                "Thresholds", x: layer, y: Axis("Threshold $θ_ℓ$", scale: .logarithmic), marks: parameters(\.thresholds)
            ),
        ]
        func last(_ method: String) -> String { GaussianFigures.decibels(gaussian, method) }
        let figure = Figure(
            id: id,
            summary:
                "Errors fall with the layers, least with one step and threshold for all, more with a step or threshold for each, "
                + "most with an analytic matrix. Learned thresholds fall over the layers; learned steps do not.",
            aspect: 0.9, panels: panels)
        let caption =
            "Sparse signals from Gaussian measurements at \(gaussian.words("")), networks that learn numbers alone. (a) The error, "
            + "10 log_{10}(Σ‖*y*_{ℓ} − *c*‖^{2}/Σ‖*c*‖^{2}), by layer: after the last one "
            + CaptionText.list((shown + gaussian.externals).map { "\(gaussian.study.label(of: $0)) \(last($0))" })
            + " dB"
            + GaussianFigures.publication(published)
            + ". (b) The learned steps, and (c) the learned thresholds; means over seeds."
        return try write(
            figure, caption: caption, departures: GaussianDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }
}
