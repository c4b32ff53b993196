import Foundation
import Plotting
import Report

/// Between which numbers the restricted isometry constants lie, and what that says of the printed condition.
package enum FigureG6: ReportFigure {
    package static let (id, number, title) = (
        "figure-g6", "Figure G6", "What is known of restricted isometry constants"
    )
    package static let needs = ["study/recovery", "recovery/evaluate/"]

    private static let verdicts = [
        ("certified", Theme.style(role: "proposed", name: "Condition certified")),
        ("undecided", Theme.style(role: "alternative", name: "Undecided").variant(marker: .openSquare)),
        ("refuted", Theme.style(role: "baseline", name: "Condition refuted").variant(marker: .cross)),
    ]

    /// A panel for each matrix. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("recovery"))
        let recovery = try RecoveryRun(sources.study)
        sources.use(try sources.study.evaluation(RecoveryRun.theorem, seed: recovery.seeds[0]))
        let matrices = recovery.brackets[0]
        guard !matrices.isEmpty else { throw RunReaderError.noRow("a matrix", file: "matrices.csv") }
        let panels = matrices.map { matrix in
            Panel(
                matrix.title, x: Axis("Entries $t$", ticks: .integers), y: Axis("$δ_t$", scale: .logarithmic),
                marks: marks(matrix))
        }
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels of constants over the number of entries, on logarithmic axes. Of Dirac–Hadamard the constant is "
                + "known and crosses the line of the printed condition; of Gaussian matrices there is a wide band.",
            columns: min(panels.count, 3), aspect: 0.9, panels: panels, sharing: [.y])
        let caption =
            "The restricted isometry constant *δ*_{t}, seed \(recovery.seeds[0]). Band: from what supports that were found show it to "
            + "be at least, up to what inner products show it to be at most; of Dirac–Hadamard both are there beside the constant itself. "
            + "Dotted: at least, by random supports alone, which can fall far short. Lines: √2 − 1, the printed condition with *t* = 2*s*, and "
            + "1/√3, that of hard thresholding with *t* = 3*s*. Marks on the line of √2 − 1: whether *δ*_{t} is below it."
            + matrices.compactMap(sentence).map { " \($0)" }.joined()
        return try write(
            figure, caption: caption, departures: RecoveryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// "Gaussian 250 × 500: δ_100 is at least 2.3."
    private static func sentence(_ matrix: RecoveryRun.Bracket) -> String? {
        guard matrix.id == RecoveryRun.field, let place = matrix.askedPlace else { return nil }
        return
            "\(matrix.title), *s* = \(matrix.asked / 2): *δ*_{2s} is at least \(NumberText.short(matrix.lower[place]))"
            + ", and at least \(NumberText.short(matrix.rescaled[place])) for every multiple of the matrix; the soft theorem "
            + "speaks of *s* ≤ \(matrix.largestSparsity) there."
    }

    private static func marks(_ matrix: RecoveryRun.Bracket) -> [Mark] {
        let none = MethodStyle.Marker.none
        let band = Theme.style(role: "ablation", name: "Bracket").variant(dash: .solid, marker: none)
        func line(_ values: [Double], _ series: String, _ style: MethodStyle) -> [Mark] {
            let places = values.indices.filter { values[$0] > 0 && values[$0].isFinite }
            guard !places.isEmpty else { return [] }
            return [
                .line(
                    x: places.map { matrix.orders[$0] }, y: places.map { values[$0] }, series: series,
                    style: style.variant(marker: none))
            ]
        }
        let isKnown = matrix.exact.contains(where: \.isFinite)
        let bound = RecoveryRun.printedBound
        let found = matrix.orders.indices.map { place -> String? in
            let (low, high) =
                isKnown
                ? (matrix.exact[place], matrix.exact[place]) : (matrix.lower[place], matrix.upper[place])
            guard low.isFinite, high.isFinite else { return nil }
            return low >= bound ? "refuted" : high < bound ? "certified" : "undecided"
        }
        return [
            .band(x: matrix.orders, lower: matrix.lower, upper: matrix.upper, series: "bracket", style: band)
        ] + line(matrix.lower, "at least", band.variant(name: ""))
            + line(matrix.upper, "at most", band.variant(name: ""))
            + line(matrix.random, "random", Theme.style(role: "trivial", variant: 1, name: "Random supports alone"))
            + line(matrix.exact, "exact", Theme.style(role: "truth", name: "Exactly"))
            + Mark.level(bound, "$√2 − 1$", series: "printed", style: Theme.style(role: "bound", name: ""))
            + Mark.level(
                RecoveryRun.isometryBound, "$1/√3$", series: "hard", style: Theme.style(role: "trivial", name: ""))
            + verdicts.compactMap { word, style in
                let places = found.indices.filter { found[$0] == word }
                guard !places.isEmpty else { return nil }
                return .scatter(
                    x: places.map { matrix.orders[$0] }, y: places.map { _ in bound }, series: word, style: style)
            }
    }
}
