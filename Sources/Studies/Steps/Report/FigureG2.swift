import Foundation
import Plotting
import Report

/// What the layers together do to each eigenvector's error.
package enum FigureG2: ReportFigure {
    package static let (id, number, title) = ("figure-g2", "Figure G2", "What all steps do to an eigenvector’s error")
    package static let needs = ["study/steps", "steps/evaluate/"]

    /// One panel. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("steps"))
        let steps = try StepsRun(sources.study)
        let (problem, layers) = try steps.shown()
        let table = try sources.table(
            "polynomials.csv", of: try sources.study.evaluation(StepsRun.learned, seed: steps.seeds[0]))
        let methods = try table.distinct("method")
        // Dips reach to zero.
        let floor = steps.mean("norm", "chebyshev", problem, layers) / 300
        let marks = try methods.flatMap { method -> [Mark] in
            let rows = try table.rows(where: "method", is: method)
            let (x, y) = (try rows.doubles("eigenvalue"), try rows.doubles("factor"))
            let style = sources.study.style(of: method).variant(marker: MethodStyle.Marker.none)
            return runs(of: y, above: floor).enumerated().map { index, run in
                .line(
                    x: Array(x[run]), y: Array(y[run]), series: method,
                    style: index == 0 ? style : style.variant(name: ""))
            }
        }
        let levels = Mark.level(
            steps.mean("chebyshev_norm", "chebyshev", problem, layers), "$1/C_T$", series: "Chebyshev’s bound",
            style: Theme.style(role: "bound", name: ""))
        let margin = (problem.largest - problem.smallest) / 50
        func range(_ low: Double, _ high: Double) -> ClosedRange<Double>? {
            low.isFinite && high.isFinite && low < high ? low...high : nil
        }
        let figure = Figure(
            id: id,
            summary: "The size of a polynomial over the eigenvalues for \(methods.count) sets of \(layers) steps, on a "
                + "logarithmic axis: with Chebyshev's all peaks are equally high, learned ones are lower to the right and higher "
                + "at the left end.",
            width: .oneColumn, aspect: 0.75,
            panels: [
                Panel(
                    x: Axis("Eigenvalue $λ$ of $H$", range: range(problem.smallest - margin, problem.largest + margin)),
                    y: Axis("$|∏_k (1 − η_k λ)|$", scale: .logarithmic, range: floor > 0 ? range(floor, 1) : nil),
                    marks: marks + levels)
            ])
        func norm(_ method: String) -> String { NumberText.short(steps.mean("norm", method, problem, layers)) }
        let caption =
            "What *T* = \(layers) steps multiply the error with in the direction of an eigenvector, \(problem.words), seed "
            + "\(steps.seeds[0]). The largest value is the norm of the product: \(norm("constant")) (constant step), "
            + "\(norm("chebyshev")) (Chebyshev steps), \(norm("learned")) (learned steps). Chebyshev’s make the largest value "
            + "least; learned ones make the mean of the squares over the spectrum least, and give away the smallest eigenvalues "
            + "for it. Dips are cut off."
        return try write(
            figure, caption: caption, departures: StepsDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// The stretches of two and more numbers that are above a bound.
    private static func runs(of values: [Double], above bound: Double) -> [Range<Int>] {
        var (runs, start) = ([Range<Int>](), 0)
        for end in 0...values.count where end == values.count || !(values[end] > bound) {
            if end > start + 1 { runs.append(start..<end) }
            start = end + 1
        }
        return runs
    }
}
