import Foundation
import Plotting
import Report

/// The mean squared error against the number of steps, and against the smallest possible.
package enum FigureG3: ReportFigure {
    package static let (id, number, title) = ("figure-g3", "Figure G3", "Mean squared error after T steps")
    package static let needs = ["study/steps", "steps/evaluate/"]

    private static let methods = [
        "constant", "best-constant", "nesterov", "chebyshev", "conjugate-gradients", "learned-periodic", "learned",
    ]

    /// A panel for the shown problem, and one for each problem. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("steps"))
        let steps = try StepsRun(sources.study)
        let (shown, layers) = try steps.shown()
        for seed in steps.seeds { sources.use(try sources.study.evaluation(StepsRun.learned, seed: seed)) }
        let axis = Axis("Steps $T$", ticks: .integers)
        let panels =
            [
                Panel(
                    "Error, \(shown.title)", x: axis, y: Axis("$E‖x_T‖_2^2$", scale: .logarithmic),
                    marks: marks(steps, shown) { $0 } + (shown.isPublic ? [published] : []))
            ]
            + steps.problems.map { problem in
                Panel(
                    problem.title, x: axis, y: Axis("Error over smallest", scale: .logarithmic),
                    marks: marks(steps, problem) { zip($0, smallest(steps, problem)).map { $0 / $1 } })
            }
        func loss(_ method: String, _ column: String = "loss") -> String {
            NumberText.short(steps.mean(column, method, shown, layers))
        }
        let worst =
            steps.problems.flatMap { problem in
                steps.depths.map {
                    steps.mean("loss", "learned", problem, $0) / steps.mean("loss", "optimal", problem, $0)
                }
            }.max() ?? .nan
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels over the number of steps. The first has mean squared errors, which fall; the others have "
                + "them divided by the smallest possible: learned steps are at 1, constant ones go up.",
            columns: 3, aspect: 0.85, panels: panels)
        let caption =
            "Mean squared error from *x*_{0} ~ N(0, *I*) after *T* steps. (a) \(shown.words.capitalizedFirst): at *T* = \(layers) "
            + "learned steps reach \(loss("learned")), the smallest possible being \(loss("optimal")), against "
            + "\(loss("constant")) (constant step), \(loss("best-constant")) (best constant step), \(loss("chebyshev")) "
            + "(Chebyshev steps) and \(loss("conjugate-gradients", "sampled")) (conjugate gradients, which adapt to each "
            + "start)\(publication(steps, shown)). Others: the same over the smallest error of any *T* steps, "
            + "1/*K*_{T}(0, 0), for each problem; learned steps are at most "
            + "\(NumberText.short(worst, digits: 6)) times it. Conjugate gradients are means over starts; all else is exact."
        return try write(
            figure, caption: caption, departures: StepsDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// 1, …, the deepest network.
    private static func counts(_ steps: StepsRun) -> [Int] { Array(1...(steps.depths.last ?? 1)) }

    private static func smallest(_ steps: StepsRun, _ problem: StepsRun.Problem) -> [Double] {
        counts(steps).map { steps.mean("loss", "optimal", problem, $0) }
    }

    /// A line for each method; networks have points at their depths alone.
    private static func marks(
        _ steps: StepsRun, _ problem: StepsRun.Problem, _ transform: ([Double]) -> [Double]
    ) -> [Mark] {
        methods.map { method in
            let column = method == "conjugate-gradients" ? "sampled" : "loss"
            let all = counts(steps)
            let values = transform(all.map { steps.mean(column, method, problem, $0) })
            let known = all.indices.filter { values[$0].isFinite }
            return .line(
                x: known.map { Double(all[$0]) }, y: known.map { values[$0] }, series: method,
                style: steps.study.style(of: method))
        }
    }

    /// What the diamonds are, and what this run has in their place.
    private static func publication(_ steps: StepsRun, _ problem: StepsRun.Problem) -> String {
        guard problem.isPublic else { return "" }
        let (own, free) = (
            steps.values("loss", "learned-periodic", problem, 25).filter(\.isFinite).sorted(),
            steps.mean("loss", "learned", problem, 25)
        )
        let words = "; diamonds: three steps repeated, trained by others for this problem (DU-Book, *DU-GD-Quadratic*)"
        guard let low = own.first, let high = own.last else { return words }
        let (least, most) = (NumberText.short(low), NumberText.short(high))
        return words + ", 0.154 after 25 steps, where repeated steps reach "
            + (least == most ? least : "\(least) to \(most), by seed,")
            + " here, and free ones \(NumberText.short(free))"
    }

    /// E‖x‖² after so many iterations, as that notebook prints it for diag(1, …, 100).
    private static var published: Mark {
        .scatter(
            x: [1, 5, 10, 15, 20, 25], y: [24.87, 4.06, 1.32, 0.592, 0.349, 0.154], series: "published",
            style: Theme.style(role: "event", name: "Published (DU-Book)"))
    }
}
