import Foundation
import Plotting

/// Robustness against a shift of the inputs.
public struct Figure5: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-5"
    /// What the page calls it.
    public static let number = "Figure 5"
    /// A short title.
    public static let title = "Robustness against a shift of the inputs"
    /// The stages it draws from.
    public static let needs = ["sparse/evaluate/", "sparse/ood"]

    static let methods = [
        "constrained", "standard", "standard-noisy", "incremental", "layerwise", "ista", "ista-long",
    ]

    /// Nothing to set.
    public init() {}

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = run.sparseCoding
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
        let seeds = shift.methods.filter(study.names.variants.contains).map { study.seeds(of: $0).count }
        let examples = CaptionText.examples(shift.testExamples())
        let figure = Figure(
            id: Self.id,
            summary: "Lines against the shift p. Distance to the new optimum at p = \(top): \(ends).",
            columns: 2, aspect: 0.68, panels: panels)
        let caption =
            "Distance to the optimum *ỹ*^{∗} of the shifted problem (left) and *f* (right) at the last layer, for inputs "
            + "*x̃* ~ N(*x*, *p*^{2}*I*) that are not clamped; every *ỹ*^{∗} is solved anew. "
            + CaptionText.spread(examples: examples, seeds: seeds) + shift.iterations(["ista", "ista-long"])
            + " At *p* = \(top): \(ends)."
        return try write(
            figure, caption: caption,
            departures: [
                "The authors' code measures the distance to the optimum of the unshifted problem, f at the unshifted "
                    + "input, and clamps inputs to [0, 1]: Figure 5b shows both."
            ], sources: shift.read, into: folder)
    }
}
