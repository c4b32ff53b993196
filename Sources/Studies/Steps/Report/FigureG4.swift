import Foundation
import Plotting
import Report

/// The steps themselves, and how training found them.
package enum FigureG4: ReportFigure {
    package static let (id, number, title) = ("figure-g4", "Figure G4", "The learned steps, and their training")
    package static let needs = ["study/steps", "steps/"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("steps"))
        let steps = try StepsRun(sources.study)
        let (problem, layers) = try steps.shown()
        let study = sources.study
        for seed in steps.seeds {
            sources.use(try study.evaluation(StepsRun.learned, seed: seed))
            sources.use(try study.training(StepsRun.learned, seed: seed))
        }
        let learned = try steps.seeds.map { try steps.layers("step", StepsRun.learned, problem, layers, seed: $0) }
        let places = (1...layers).map(Double.init)
        let style = study.style(of: StepsRun.learned)
        let byLayer = learned.enumerated().map { index, values in
            Mark.line(
                x: places, y: values, series: index == 0 ? StepsRun.learned : "learned, seed \(steps.seeds[index])",
                style: index == 0 ? style : style.variant(name: "", marker: MethodStyle.Marker.none, weight: .hair))
        }
        let sorted = try ["optimal", "chebyshev"].map { method in
            Mark.line(
                x: places, y: try steps.layers("step", method, problem, layers, seed: steps.seeds[0]).sorted(),
                series: method)
        }
        let constant = Mark.level(problem.constantStep, "$η_*$", series: "constant")
        let axis = Axis("Step $η_k$", scale: .logarithmic)
        let panels = [
            Panel("In the order of layers", x: Axis("Layer $k$", ticks: .integers), y: axis, marks: byLayer + constant),
            Panel(
                "Sorted", x: Axis("Rank", ticks: .integers), y: axis,
                marks: sorted + [
                    .scatter(
                        x: places, y: learned[0].sorted(), series: "learned, sorted", style: style.variant(name: ""))
                ]),
            Panel(
                "Training", x: Axis("Update", scale: .logarithmic),
                y: Axis("Loss over smallest, less 1", scale: .logarithmic), marks: try training(steps, problem)),
        ]
        let difference = steps.mean("chebyshev_difference", "learned", problem, layers)
        let figure = Figure(
            id: id,
            summary:
                "Learned steps go up and down from layer to layer. Sorted they lie on the best steps, and differ from "
                + "Chebyshev's by up to \(NumberText.percent(difference)). At the right, training's excess over the smallest loss "
                + "falls by many decades.",
            aspect: 0.85, panels: panels)
        let caption =
            "(a) Learned steps by layer, \(problem.words), *T* = \(layers)"
            + (steps.seeds.count > 1 ? "; thin lines are other seeds" : "")
            + ". Their order is where they started: the factors commute, and every order is as good. (b) The same sorted, with the "
            + "best steps of all, which are the reciprocals of the kernel polynomial’s zeros, and with Chebyshev’s, from which "
            + "they differ by up to \(NumberText.percent(difference)). (c) Their training, seed \(steps.seeds[0]): the loss over the "
            + "smallest possible, less 1, for each *T*; what is at rounding errors is left out."
        return try write(
            figure, caption: caption, departures: StepsDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// How far the loss is above the smallest, for each T.
    private static func training(_ steps: StepsRun, _ problem: StepsRun.Problem) throws -> [Mark] {
        let stage = try steps.study.training(StepsRun.learned, seed: steps.seeds[0])
        let table = try steps.study.run.table("history.csv", of: stage).rows(where: "problem", is: problem.id)
        return try steps.depths.enumerated().map { index, layers in
            let rows = try table.rows(where: "layers", is: layers)
            let (updates, losses) = (try rows.doubles("update"), try rows.doubles("loss"))
            let smallest = steps.values("loss", "optimal", problem, layers)[0]
            let excess = losses.map { $0 / smallest - 1 }
            let drawn = excess.indices.filter { updates[$0] > 0 && excess[$0] > 1e-14 }
            return .line(
                x: drawn.map { updates[$0] }, y: drawn.map { excess[$0] }, series: "T = \(layers)",
                style: Theme.ordered(index, of: steps.depths.count, name: "$T$ = \(layers)").variant(
                    marker: MethodStyle.Marker.none))
        }
    }
}
