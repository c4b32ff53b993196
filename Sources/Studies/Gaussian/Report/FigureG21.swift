import Foundation
import Plotting
import Report

/// How far the matrices of LISTA are from what convergence asks of them.
package enum FigureG21: ReportFigure {
    package static let (id, number, title) = ("figure-g21", "Figure G21", "The coupling of LISTA’s matrices")
    package static let needs = ["study/gaussian", "gaussian/evaluate/lista/"]

    private static let drawn = ["lista", "lista-constrained", "lista-tied"]

    /// One panel. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("gaussian"))
        let gaussian = try GaussianRun(sources.study)
        let shown = drawn.filter(gaussian.has)
        guard !shown.isEmpty else { throw sources.study.missing(drawn[0]) }
        try GaussianFigures.use(shown, gaussian, in: &sources)
        let marks = shown.enumerated().map { index, method in
            let values = gaussian.means(method, \.coupling)
            let style = gaussian.study.style(of: method)
            return Mark.line(
                x: values.indices.map { Double($0 + 1) }, y: values, series: method,
                style: method == "lista-constrained"
                    ? style.variant(dash: .dotted, marker: MethodStyle.Marker.openTriangle) : style)
        }
        let correlations = GaussianQuantity.order(.coupling, of: ["lista"]).numbers(gaussian).flatMap(\.values)
        let figure = Figure(
            id: id,
            summary: "The relative distance of LISTA's second matrix from I less the first times A, layer by layer.",
            width: .oneColumn, aspect: 0.7,
            panels: [
                Panel(
                    "", x: Axis("Layer $ℓ$", ticks: .integers),
                    y: Axis("$‖W_2 − (I − W_1A)‖/‖W_2‖$"), marks: marks)
            ])
        let caption =
            "‖*W*_{2} − (*I* − *W*_{1}*A*)‖/‖*W*_{2}‖ of each layer in the Frobenius norm, means over seeds. A LISTA that recovers every "
            + "sparse signal as layers become many has to bring it to 0 (Chen et al., 2018). Training begins at 0, with ISTA’s "
            + "matrices. Rank correlation with the layer: \(NumberText.short(Moments.mean(correlations), digits: 2))."
        return try write(
            figure, caption: caption, departures: GaussianDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }
}
