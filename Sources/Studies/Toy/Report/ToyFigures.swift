import Foundation
import Plotting
import Report

/// Paths over the contours of least squares: gradient descent, a standard and a constrained unrolled optimizer.
package enum Figure1: ReportFigure {
    package static let (id, number, title) = ("figure-1", "Figure 1", "Paths of one test point over the contours of f")
    package static let needs = ["study/toy", "toy/"]

    /// Three panels with one window and one start. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("toy"))
        let seed = try sources.study.toySeeds()[0]
        let (scene, present) = try ToyScene.drawn(seeds: [seed], perturbed: false, sources: &sources)
        let names = present.map(\.id)
        let ends = try scene.ends(names, perturbed: false)
        let start = NumberText.short(try scene.start(names))
        let figure = Figure(
            id: id,
            summary: "Contours of a quadratic with one path in each of \(present.count) panels, all from the same "
                + "start at distance \(start) from the optimum; they end at distance \(ends).",
            aspect: 1, panels: try scene.panels(present, perturbed: false), sharing: [.y])
        let caption =
            "Paths of \(scene.choice(seed: seed)) over the contours of *f*(*y*; *x*) = ½‖*x* − *Ay*‖^{2}, all from the "
            + "same *y*_{0}: \(try ToyFigure.names(present, scene)). *A*^{T}*A* has the condition "
            + "number \(NumberText.short(scene.condition)). Distance to *y*^{∗}: \(start) at the start, and at the end "
            + "\(ends).\(try scene.levels(of: names))"
        return try write(
            figure, caption: caption,
            departures: [
                "The paper does not give its problem or its start; these are drawn at random from named streams."
            ],
            sources: sources, into: folder)
    }
}

/// What the captions of both figures share.
private enum ToyFigure {
    /// "gradient descent (100 steps), standard unrolling (10 steps)". Throws `TableError`.
    static func names(_ methods: [(id: String, title: String)], _ scene: ToyScene) throws -> String {
        CaptionText.list(
            try methods.map { method in
                method.title.lowercased() + (try scene.steps(of: method.id).map { " (\($0) steps)" } ?? "")
            })
    }
}

/// The paths of Figure 1 with noise added at one step, and what became of all test points.
package enum Figure2: ReportFigure {
    package static let (id, number, title) = ("figure-2", "Figure 2", "The same paths, perturbed on the way")
    package static let needs = ["study/toy", "toy/"]

    /// Three panels and a table. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("toy"))
        let seeds = try sources.study.toySeeds()
        let (scene, present) = try ToyScene.drawn(seeds: seeds, perturbed: true, sources: &sources)
        let ends = try scene.ends(present.map(\.id), perturbed: true)
        let step = scene.noiseLayer ?? 3
        let outcome = try ToyOutcome(scene.study, seeds: seeds)
        let figure = Figure(
            id: id,
            summary: "The contours and starts of Figure 1 with noise added at step \(step); the paths end at distance "
                + "\(ends). A table gives the final distances over all test points.",
            aspect: 1, panels: try scene.panels(present, perturbed: true), sharing: [.y],
            table: outcome.table(step: step, scene.study))
        let caption =
            "The test point, start, contours and window of Figure 1, with the same noise added to every method's *y*_{\(step)}. "
            + "These paths end at distance \(ends). Table: ‖*y*_{L} − *y*^{∗}‖ over "
            + "\(CaptionText.examples(outcome.samples, "test points"))"
            + (seeds.count > 1 ? " and \(CaptionText.seeds([seeds.count]))" : "")
            + ", mean ± standard deviation over test points; “ratio” divides the two means."
        return try write(
            figure, caption: caption,
            departures: [
                "The paper shows one test point; the table, with the 2×2 of constraint and training noise, is added so "
                    + "that the picture is no anecdote."
            ], sources: sources, into: folder)
    }
}
