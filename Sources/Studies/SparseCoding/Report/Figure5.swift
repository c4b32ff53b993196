import Foundation
import Plotting
import Report

/// Robustness against a shift of the inputs.
package enum Figure5: ReportFigure {
    package static let (id, number, title) = ("figure-5", "Figure 5", "Robustness against a shift of the inputs")
    package static let needs = ["study/sparse", "sparse/evaluate/", "sparse/ood"]

    static let methods = [
        "constrained", "standard", "standard-noisy", "incremental", "layerwise", "ista", "ista-long",
    ]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var shift = try ShiftPanels(methods: Self.methods, sources: FigureSources(study))
        let panels = [
            try shift.panel(
                "Distance to the new optimum", "$‖y_L − \\tilde{y}^*‖_2$", column: "distance",
                trivial: ["zero", "ridge"]),
            try shift.panel(
                "Objective", "$f(y_L;\\ \\tilde{x})$", column: "objective",
                trivial: ["zero", "ridge"], logarithmic: true),
        ]
        let levels = try shift.levels()
        let top = CaptionText.plain(levels.last ?? .nan)
        let ends = try shift.ends("distance", shift.methods)
        let seeds = shift.methods.filter(study.isTrained).map { study.seeds(of: $0).count }
        let examples = CaptionText.examples(try shift.testExamples())
        let figure = Figure(
            id: id,
            summary: "Lines against the shift p. Distance to the new optimum at p = \(top): \(ends).",
            columns: 2, aspect: 0.68, panels: panels)
        let iterations = try shift.iterations(["ista", "ista-long"])
        let scope = CaptionText.spread(examples: examples, seeds: seeds) + iterations
        return try write(
            figure, caption: caption(scope: scope, place: "*p* = \(top)", ends: ends),
            departures: [
                "The authors' code measures the distance to the optimum of the unshifted problem, f at the unshifted "
                    + "input, and clamps inputs to [0, 1]: Figure 5b shows both."
            ], sources: shift.read, into: folder)
    }

    private static func caption(scope: String, place: String, ends: String) -> String {
        "Distance to the optimum *ỹ*^{∗} of the shifted problem (left) and *f* (right) at the last layer, for inputs "
            + "*x̃* ~ N(*x*, *p*^{2}*I*) that are not clamped; every *ỹ*^{∗} is solved anew. "
            + "\(scope) At \(place): \(ends)."
    }
}
