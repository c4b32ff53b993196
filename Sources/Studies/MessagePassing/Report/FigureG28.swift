import Foundation
import Plotting
import Report

/// What gradients with checkpoints keep and how long they take.
package enum FigureG28: ReportFigure {
    package static let (id, number, title) = ("figure-g28", "Figure G28", "Gradient checkpointing")
    package static let needs = ["study/oamp", "oamp/evaluate/checkpoints/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let (sources, oamp) = try OAMPFigures.open(run) { _ in ["checkpoints"] }
        let all = CheckpointCost.all(oamp)
        guard let first = all.first, !first.isEmpty else { throw oamp.study.missing("checkpoints") }
        let depths = Set(first.map(\.layers)).sorted()
        func seconds(_ row: CheckpointCost) -> Double {
            all.flatMap { $0 }.filter { $0.layers == row.layers && $0.every == row.every }.map(\.seconds).min() ?? .nan
        }
        let styles = depths.enumerated().map { place, depth in
            Theme.style(role: "proposed", variant: place, name: "$T$ = \(depth)")
        }
        let memory = zip(depths, styles).flatMap { depth, style -> [Mark] in
            let rows = first.filter { $0.layers == depth }.sorted { $0.every < $1.every }
            return formula(rows, depth) + [
                .scatter(
                    x: rows.map { Double($0.every) }, y: rows.map { $0.bytes / 1e6 }, series: "T = \(depth)",
                    style: style)
            ]
        }
        let trade = zip(depths, styles).flatMap { depth, style -> [Mark] in
            let rows = first.filter { $0.layers == depth }.sorted { $0.every < $1.every }
            let least = rows.last.map { $0 }
            return [
                .line(
                    x: rows.map { $0.bytes / (least?.bytes ?? .nan) },
                    y: rows.map { seconds($0) / (least.map(seconds) ?? .nan) }, series: "trade, T = \(depth)",
                    style: style.variant(name: "", dash: .dotted))
            ]
        }
        let figure = Figure(
            id: id,
            summary:
                "Left: bytes of a gradient by the layers between checkpoints, beside the lines of a formula. Right: time against memory, both "
                + "over those without checkpoints.",
            aspect: 0.9,
            panels: [
                Panel(
                    "Memory", x: Axis("Layers $k$ between checkpoints", scale: .logarithmic),
                    y: Axis("MB", scale: .logarithmic), marks: memory),
                Panel(
                    "Time against memory", x: Axis("Bytes over those without", scale: .logarithmic),
                    y: Axis("Seconds over those without"), marks: trade),
            ])
        func ratio(_ cost: OAMPQuantity.Cost, _ one: Int?, _ other: Int?, ten: Bool) -> String {
            let values = OAMPQuantity.checkpoints(cost, of: one, over: other, withTen: ten).numbers(oamp).flatMap(
                \.values)
            return NumberText.short(Moments.mean(values))
        }
        let caption =
            "Gradients of unrolled OAMP for four scenes. (a) Bytes that are kept, as counted by what keeps them: points; lines, ⌈*T*/*k*⌉*b* "
            + "+ *ka*, of boundaries of *b* bytes and layers of *a*. The largest *k* is *T*: nothing is computed again. With ten layers *k* = 3 "
            + "keeps a share of 1/\(ratio(.bytes, nil, 3, ten: true)) and *k* = 1 1/\(ratio(.bytes, nil, 1, ten: true)). (b) The "
            + "least time of a gradient, as of this machine, over that without checkpoints: with *k* = 1 \(ratio(.seconds, 1, nil, ten: false)), "
            + "with *k* = 3 \(ratio(.seconds, 3, nil, ten: false)), means over depths and seeds; drawn, the least over seeds. Either computes one pass "
            + "forward more."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }

    /// ⌈T/k⌉·b + k·a, with b and a of one row.
    private static func formula(_ rows: [CheckpointCost], _ depth: Int) -> [Mark] {
        guard let one = rows.first(where: { $0.every == 1 }), depth > 1 else { return [] }
        let layer = one.bytes - one.boundary
        // What passes the boundaries is kept once.
        let other = rows.first { $0.every > 1 && $0.every < depth } ?? rows[rows.count - 1]
        let counts = (Double(depth), Double((depth + other.every - 1) / other.every))
        let boundary = (one.boundary - other.boundary) / max(counts.0 - counts.1, 1)
        let fixed = one.boundary - counts.0 * boundary
        let every = (1...depth).map(Double.init)
        return [
            .line(
                x: every, y: every.map { k in ((Double(depth) / k).rounded(.up) * boundary + k * layer + fixed) / 1e6 },
                series: "formula, T = \(depth)", style: Theme.style(role: "trivial", name: ""))
        ]
    }
}
