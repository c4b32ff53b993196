import Foundation
import Plotting

/// The paths of Figure 1 with noise added at one step, and what became of all test points.
public struct Figure2: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-2"
    /// What the page calls it.
    public static let number = "Figure 2"
    /// A short title.
    public static let title = "The same paths, perturbed on the way"
    /// The stages it draws from.
    public static let needs = ["toy/"]

    /// Nothing to set.
    public init() {}

    /// Three panels and a table. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(run.toy)
        let seeds = try run.requireToySeeds()
        for seed in seeds { sources.use(RunReader.toyEvaluation(seed: seed)) }
        let scene = try ToyScene(run, seed: seeds[0])
        let present = try scene.present(Figure1.methods, perturbed: true, sources: &sources)
        let names = present.map(\.id)
        let ends = try scene.ends(names, perturbed: true)
        let step = scene.noiseLayer ?? 3
        let outcome = try ToyOutcome(run, seeds: seeds)
        let figure = Figure(
            id: Self.id,
            summary: "The contours and starts of Figure 1 with noise added at step \(step); the paths end at distance "
                + "\(ends). A table gives the final distances over all test points.",
            aspect: 1, panels: try scene.panels(present, perturbed: true), sharing: [.y],
            table: outcome.table(step: step))
        let caption =
            "The test point, start and window of Figure 1, with the same noise added to every method's *y*_{\(step)}. "
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
