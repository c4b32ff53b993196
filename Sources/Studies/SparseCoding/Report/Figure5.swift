import Foundation
import Plotting
import Report

/// Robustness against a shift of the inputs.
package enum Figure5: ReportFigure {
    package static let (id, number, title) = ("figure-5", "Figure 5", "Robustness against a shift of the inputs")
    package static let needs = ["study/sparse", "sparse/evaluate/", "sparse/ood"]

    /// The networks, and what needs none: ridge regression, which has the networks' robustness, and FISTA, which has more.
    static let methods = [
        "constrained", "standard", "standard-noisy", "incremental", "layerwise", "ridge", "ista", "ista-long",
        "fista-long",
    ]
    /// Nine methods' bars hide each other.
    private static let barred = ["constrained", "standard"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var shift = try ShiftPanels(methods: Self.methods, externals: ["distance_mean"], sources: FigureSources(study))
        let panels = [
            try shift.panel(
                "Distance to the new optimum", "$‖y_L − \\tilde{y}^*‖_2$", column: "distance",
                trivial: ["zero"], barred: barred),
            try shift.panel(
                "Objective", "$f(y_L;\\ \\tilde{x})$", column: "objective",
                trivial: ["zero"], barred: barred, logarithmic: true),
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
        let scope = CaptionText.spread(
            examples: examples, seeds: seeds, barred: barred.filter(shift.methods.contains).map(study.label))
        return try write(
            figure, caption: caption(scope: scope, place: "*p* = \(top)", ends: ends),
            departures: [
                "The authors' code measures the distance to the optimum of the unshifted problem, f at the unshifted "
                    + "input, and clamps inputs to [0, 1]: Figure 5b shows both.",
                "The paper draws neither ridge regression nor FISTA.",
            ] + SparseDepartures.sentences(study, shift.methods), sources: shift.read, into: folder)
    }

    private static func caption(scope: String, place: String, ends: String) -> String {
        "Distance to the optimum *ỹ*^{∗} of the shifted problem (left) and *f* (right) at the last layer, for inputs "
            + "*x̃* ~ N(*x*, *p*^{2}*I*) that are not clamped; every *ỹ*^{∗} is solved anew. "
            + "\(scope) At \(place): \(ends)."
    }
}
