import Foundation
import Plotting
import Report
import Stages

/// Where robustness comes from: constraint or noise, the learning rate, the metric, the length of training.
package enum Figure5b: ReportFigure {
    package static let (id, number, title) = ("figure-5b", "Figure 5b", "What the robustness depends on")
    package static let needs = ["study/sparse", "sparse/evaluate/", "sparse/train/", "sparse/ood"]

    private static let square = [["standard", "standard-noisy"], ["constrained-quiet", "constrained"]]
    static let methods = [
        "constrained", "constrained-quiet", "constrained-strong", "standard", "standard-noisy",
        "standard-ista",
    ]

    /// Six panels and the table of constraint × noise. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var shift = try ShiftPanels(
            methods: Self.methods, externals: ["old_distance_mean"], sources: FigureSources(study))
        let levels = try shift.levels()
        let top = levels.last ?? .nan
        let seeds = shift.methods.map { study.seeds(of: $0).count }
        // Seven methods' bars hide each other: where there are seeds, their spread is what compares networks.
        let barred = (seeds.max() ?? 1) < 2 ? ["constrained", "standard"] : []
        let panels = [
            try shift.panel("Distance, new optimum", "$‖y_L − \\tilde{y}^*‖_2$", column: "distance", barred: barred),
            try shift.panel("The authors' metric", "$‖y_L − y^*‖_2$", column: "old_distance", barred: barred),
            try course(&shift),
            try shift.panel(
                "Objective at the new input", "$f(y_L;\\ \\tilde{x})$", column: "objective", barred: barred),
            try shift.panel("The authors' metric", "$f(y_L;\\ x)$", column: "old_objective", barred: barred),
            try finals(&shift, levels: levels),
        ]
        let ends = try shift.ends("distance", shift.methods)
        let old = try shift.ends("old_distance", shift.methods)
        let figure = Figure(
            id: id,
            summary: "Lines against the shift p under two metrics, and shifted against unshifted distance. At p = "
                + "\(CaptionText.plain(top)), new optimum: \(ends). Authors' metric: \(old).",
            columns: 3, aspect: 0.95, panels: panels, table: try table(&shift, top: top))
        let scope =
            CaptionText.spread(
                examples: CaptionText.examples(try shift.testExamples()), seeds: seeds,
                barred: barred.filter(shift.methods.contains).map(study.label))
        return try write(
            figure,
            caption: caption(
                top: CaptionText.plain(top), watched: run.manifest.settings["sparse.evaluation.watched-shift"],
                scope: scope, hasSeeds: (seeds.max() ?? 1) > 1),
            departures: [
                "Not in the paper, which compares networks at different learning rates (in its code) and under one metric."
            ] + SparseDepartures.sentences(study, shift.methods), sources: shift.read, into: folder)
    }

    /// `top` is the largest level p, `watched` the one at which networks are watched during training.
    private static func caption(top: String, watched: SettingValue?, scope: String, hasSeeds: Bool) -> String {
        let shift = watched.map { " (*p* = \($0.description))" } ?? ""
        return
            "(a), (d) The curves of Figure 5 for constraint × training noise, for a tenth of the learning rate, for a "
            + "start at ISTA's matrices and for a larger ε. (b), (e) The same networks under the authors' "
            + "metric: inputs clamped to [0, 1], distance to the *old* optimum, *f* at the *old* input. (c) Distance of "
            + "shifted validation images\(shift) over the course of training, mean over seeds. (f) Distance of test images "
            + "at *p* = \(top) against that at *p* = 0, after training, a marker for each seed. \(scope) Table: mean"
            + (hasSeeds ? " ± standard deviation over seeds" : "") + " of the last layer's distance at *p* = \(top)."
    }

    /// The distance of shifted validation images over training.
    private static func course(_ shift: inout ShiftPanels) throws -> Panel {
        var marks: [Mark] = []
        for method in shift.methods where shift.read.study.isTrained(method) {
            let tables = try shift.withSources { try $0.histories(method) }
            guard !tables.isEmpty else { continue }
            let curve = try SeedCurve(tables, key: "step", column: "ood_validation_distance")
            let style = shift.read.study.style(of: method).variant(name: "", marker: MethodStyle.Marker.none)
            marks.append(.line(x: curve.keys, y: curve.mean, series: method, style: style))
        }
        return Panel(
            "During training", x: Axis("Training step"), y: Axis("Shifted validation distance", scale: .logarithmic),
            marks: marks)
    }

    /// The largest level's distance against the unshifted one: a point for each seed, and the references.
    private static func finals(_ shift: inout ShiftPanels, levels: [Double]) throws -> Panel {
        guard let first = levels.first, let last = levels.last else { return .empty }
        let title = "After training"
        var marks: [Mark] = []
        var highest = 0.0
        for method in shift.methods + ["ridge", "ista-long"] {
            let tables = try shift.withSources { try $0.optionalEvaluations(method, "ood.csv") }
            let curves = try tables.map { try SeedCurve([$0], key: "level", column: "distance") }
            guard !curves.isEmpty else { continue }
            let study = shift.read.study
            if study.isExternal(method) {
                let curve = try shift.curve(method, "distance")
                if shift.withSources({ $0.leavesOut(method, curve, above: highest, in: title) }) { continue }
            }
            highest = max(highest, curves.map(\.highestMean).max() ?? 0)
            var style = study.style(of: method)
            if study.isTrained(method) { style.name = "" }
            if style.marker == .none { style.marker = .star }
            marks.append(
                .scatter(
                    x: curves.map { $0.mean(at: first) }, y: curves.map { $0.mean(at: last) }, series: method,
                    style: style))
        }
        return Panel(
            title, x: Axis("Test distance, $p = \(CaptionText.plain(first))$"),
            y: Axis("Test distance, $p = \(CaptionText.plain(last))$"), marks: marks)
    }

    /// Constraint × noise at the largest level under both metrics.
    private static func table(_ shift: inout ShiftPanels, top: Double) throws -> FigureTable {
        let rows = try zip(["No constraint", "Constraint"], square).map { name, methods in
            try [name]
                + ["distance", "old_distance"].flatMap { column in
                    try methods.map { try shift.cell($0, column, at: top) }
                }
        }
        return FigureTable(
            columns: [
                "At $p = \(CaptionText.plain(top))$", "New optimum, no noise", "New optimum, noise",
                "Authors' metric, no noise", "Authors' metric, noise",
            ], rows: rows)
    }
}
