import Foundation
import Plotting
import Report

/// Constraint × noise against noise on the known pixels, with references.
package enum Figure9b: ReportFigure {
    package static let (id, number, title) = ("figure-9b", "Figure 9b", "Robust by constraint or by noise")
    package static let needs = ["study/inpainting", "inpainting/evaluate/"]

    private static let measures = [
        (column: "mse", name: "All pixels"), (column: "hole", name: "In the hole"),
        (column: "known", name: "Known pixels"),
    ]
    private static let references = fillings + ["flow-prox", "flow-prox-long"]
    /// Answers that need no network.
    static let fillings = ["mean", "harmonic", "biharmonic", "ridge"]

    /// Three panels and the table of constraint × noise. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var shift = try ShiftPanels(
            methods: InpaintingMethods.crossed.all, externals: ["mse_mean"], shift: "Noise $p$ on the known pixels",
            sources: FigureSources(study))
        let levels = try shift.levels()
        let top = levels.last ?? .nan
        let seeds = shift.methods.map { study.seeds(of: $0).count }
        let barred = (seeds.max() ?? 1) < 2 ? ["constrained", "standard"] : []
        // Fillings leave the known pixels as they are: their error there is the noise itself.
        let noise = Mark.line(
            x: levels, y: levels.map { $0 * $0 }, series: "noise",
            style: Theme.style(role: "bound", name: "The noise itself, $p^2$"))
        let panels = try measures.map { column, name in
            try shift.panel(
                name, "Mean squared error", column: column,
                trivial: column == "known" ? ["flow-prox", "flow-prox-long"] : references, barred: barred,
                others: column == "known" ? [noise] : [])
        }
        let methods = shift.methods
        shift.note { Figure9.noteLost(methods, &$0) }
        let ends = try shift.ends("mse", shift.methods)
        let holes = try shift.ends("hole", shift.methods)
        let place = CaptionText.plain(top)
        let figure = Figure(
            id: id,
            summary:
                "Lines against the noise p on the known pixels. Mean squared error at p = \(place): \(ends). In the "
                + "hole: \(holes). A table gives the cells of constraint × noise and their effects.",
            columns: 3, aspect: 0.95, panels: panels, table: try table(&shift, study, top: top))
        let examples = CaptionText.examples(try shift.testExamples(), "test images")
        let caption =
            "Mean squared error of the last layer against the clean image, for inputs with N(0, *p*^{2}) added to every known "
            + "pixel, unclamped: (a) over all pixels, (b) in the hole, (c) over the known pixels, where passing the input on leaves "
            + "the error *p*^{2} of the noise itself, as ridge regression and interpolation do, which are not drawn there. An image whose error "
            + "is 1 or more, or no number, counts as 1. "
            + CaptionText.spread(
                examples: examples, seeds: seeds, barred: barred.filter(shift.methods.contains).map(study.label))
            + " At *p* = \(place): \(ends); in the hole \(holes). Table: the four networks at *p* = \(place), mean"
            + ((seeds.max() ?? 1) > 1 ? " ± standard deviation over seeds" : "")
            + "; effects are falls of the error, with 95 % intervals."
        return try write(
            figure, caption: caption,
            departures: [
                "Not in the paper, which compares a network trained with constraints and noise to one trained with neither."
            ] + InpaintingDepartures.sentences(study), sources: shift.read, into: folder)
    }

    /// The four cells at the largest level, and the effects where all four are there.
    private static func table(_ shift: inout ShiftPanels, _ study: StudyReader, top: Double) throws -> FigureTable {
        let names = ["Neither", "Noise", "Constraint", "Constraint and noise"]
        var rows = try zip(names, InpaintingMethods.crossed.all).map { name, method in
            try [name] + measures.map { try shift.cell(method, $0.column, at: top) }
        }
        let effects = measures.compactMap {
            try? TwoByTwo(atLargestShift: study, InpaintingMethods.crossed, column: $0.column).effects
        }
        if effects.count == measures.count {
            rows += effects[0].indices.map { index in
                ["\(effects[0][index].name): gain"] + effects.map { $0[index].gain.alignedCell }
            }
        }
        return FigureTable(
            columns: ["At $p = \(CaptionText.plain(top))$, error"] + measures.map(\.name), rows: rows)
    }
}
