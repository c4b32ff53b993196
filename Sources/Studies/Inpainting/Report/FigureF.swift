import Foundation
import Plotting
import Report
import Stages

/// The flow that is trained by maximum likelihood: how well it does, and what it draws.
package enum FigureF: ReportFigure {
    package static let (id, number, title) = ("figure-f", "Figure F", "The flow trained by maximum likelihood")
    package static let needs = ["study/inpainting", "inpainting/flow"]

    private static let stage = "inpainting/flow"
    private static let samplesInARow = 8

    /// Curves at the left, samples at the right. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("inpainting"))
        let history = try sources.table("history.csv", of: stage)
        let summary = try sources.table("summary.csv", of: stage)
        let (grid, temperatures) = try grid(run, try sources.table("samples.csv", of: stage))
        let curves = try [("bits_train", "Training"), ("bits_validation", "Validation")].map { column, name in
            (name: name, curve: try SeedCurve([history], key: "step", column: column))
        }
        let marks = curves.enumerated().map { index, entry -> Mark in
            // What was not measured at a step leaves its cell blank.
            let measured = entry.curve.keys.indices.filter { entry.curve.mean[$0].isFinite }
            return .line(
                x: measured.map { entry.curve.keys[$0] }, y: measured.map { entry.curve.mean[$0] }, series: entry.name,
                style: Theme.ordered(index, of: curves.count, name: entry.name))
        }
        let panels = [
            Panel(
                "Likelihood", x: Axis("Training step"),
                y: Axis("Bits per dimension", range: range(curves.map(\.curve))),
                marks: marks),
            Panel("Samples", grid: grid),
        ]
        let bits = (try? summary.number("bits_test")).map { NumberText.short($0) }
        let ends = curves.map { entry in
            let course = entry.curve.mean.filter(\.isFinite)
            return "\(entry.name.lowercased()) from \(NumberText.short(course.first ?? .nan)) to "
                + NumberText.short(course.last ?? .nan)
        }
        let figure = Figure(
            id: id,
            summary:
                "Left, bits per dimension over training: \(ends.joined(separator: "; ")). Right, samples of the flow at "
                + "temperatures \(CaptionText.list(temperatures)).",
            columnShares: [3, 8], aspect: 0.5, panels: panels)
        let caption =
            "(a) Bits per dimension of the flow that is the common reference of Figures 7b and A, over its training by maximum "
            + "likelihood: \(ends.joined(separator: "; "))" + (bits.map { "; on test images \($0)" } ?? "")
            + details(summary) + " (b) Its samples with latents of standard deviation "
            + "\(CaptionText.list(temperatures)) (temperature *T*)."
        return try write(
            figure, caption: caption,
            departures: ["Not in the paper, whose networks have no flow in common."], sources: sources, into: folder)
    }

    /// Rows of samples, a group for each temperature.
    private static func grid(_ run: RunReader, _ table: Table) throws -> (grid: ImageGrid, temperatures: [String]) {
        let (temperatures, files) = (try table.doubles("temperature"), try table.strings("file"))
        let levels = temperatures.reduce(into: [Double]()) { if !$0.contains($1) { $0.append($1) } }
        let groups = try levels.map { level in
            let cells = try zip(temperatures, files).filter { $0.0 == level }.map { _, file in
                ImageCell(try Pixels(png: try run.url(of: file, stage: stage)))
            }
            return stride(from: 0, to: cells.count, by: samplesInARow).map { start in
                (start..<start + samplesInARow).map { cells.indices.contains($0) ? cells[$0] : .empty }
            }
        }
        guard let columns = groups.first?.first?.count else {
            throw RunReaderError.noRow("any sample", file: "samples.csv")
        }
        let names = levels.map(CaptionText.plain)
        return (
            ImageGrid(
                columns: [.init("", [String](repeating: "", count: columns))],
                rows: zip(names, groups).map { .init("$T = \($0)$", $1.map { _ in "" }) }, cells: groups.flatMap { $0 }),
            names
        )
    }

    /// A range that holds the course from the first tenth of the steps on, where the start is far above it.
    private static func range(_ curves: [SeedCurve]) -> ClosedRange<Double>? {
        let all = curves.flatMap { zip($0.keys, $0.mean) }.filter { $0.1.isFinite }
        guard let last = all.map(\.0).max(), let highest = all.map(\.1).max() else { return nil }
        let late = all.filter { $0.0 >= last / 10 }.map(\.1)
        guard let low = late.min(), let high = late.max(), high > low, highest > low + 4 * (high - low) else {
            return nil
        }
        return (low - 0.05 * (high - low))...(high + 0.25 * (high - low))
    }

    /// ". It has 120 345 parameters and was trained for 2000 steps; …": what the summary has of it.
    private static func details(_ summary: Table) -> String {
        func number(_ name: String) -> Double? { try? summary.number(name) }
        var text = "."
        func count(_ name: String) -> String? { number(name).flatMap { Int(exactly: $0) }.map(CaptionText.number) }
        if let parameters = count("parameters"), let steps = count("steps") {
            text += " It has \(parameters) parameters and was trained for \(steps) steps."
        }
        if let error = number("inverse_error") {
            text += " After training ‖*g*(*h*(*y*)) − *y*‖_{∞} is at most \(NumberText.short(error, digits: 2))."
        }
        return text
    }
}
