import Foundation
import Plotting
import Report

/// For which δ and ζ/M the printed floor says anything, and where networks are.
package enum FigureG9: ReportFigure {
    package static let (id, number, title) = ("figure-g9", "Figure G9", "Where Theorem 2 and Lemma 1 say anything")
    package static let needs = ["study/theory", "theory/distance/", "theory/evaluate/"]

    /// One panel. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("theory"))
        let theory = try TheoryRun(sources.study)
        try theory.use([TheoryRun.gradient], in: &sources)
        let map = try VacuityMap(theory)
        let (start, end) = (NumberText.short(map.start), NumberText.short(map.end))
        let figure = Figure(
            id: id,
            summary:
                "A map over δ and ζ over M, on logarithmic axes. Below a curve that falls off near δ = 0.05 the floor is below the start; "
                + "below a second one, much nearer to the corner, it is below the last layer. The network’s interval of δ reaches beyond both.",
            width: .oneColumn, aspect: 0.9,
            panels: [
                Panel(
                    "", x: Axis("$δ$", scale: .logarithmic, range: map.deltas[0]...1),
                    y: Axis("$ζ/M$", scale: .logarithmic, range: map.zetas[0]...1), marks: marks(map))
            ])
        let caption =
            "The printed floor (1/*ε*)(*ζ* + *δM*/(1 − *δ*)) against two heights of the network with (CI), *ε* = "
            + "\(NumberText.setting(map.epsilon)): its start, *m*_{0} = \(start) *M*, and its last layer, *m*_{L} = \(end) *M*. Crosses: its "
            + "*ζ*/*M* with each seed, from *δ* = 0, which \(map.misses.count) misses in \(map.misses.trainings) trainings "
            + (map.misses.count == 0 ? "do not exclude, " : "leave behind, ")
            + "to the upper limit \(NumberText.short(map.misses.limit)). With *δ* = 0.05 and *ζ* = 0 the floor is "
            + "\(NumberText.short(map.floor(delta: 0.05, zeta: 0))) *M*, and no gradient of a test signal is above *M*. The table of this map is on the page, with sliders, and in the figure’s CSV."
        return try write(
            figure, caption: caption, departures: TheoryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func marks(_ map: VacuityMap) -> [Mark] {
        let places = (0...120).map { map.deltas[0] * pow(1 / map.deltas[0], Double($0) / 120) }
        func region(_ target: Double, _ series: String, _ style: MethodStyle) -> [Mark] {
            var edge = places.compactMap { delta in
                DescentBounds.largestZeta(epsilon: map.epsilon, delta: delta, target: target).map { (delta, $0) }
            }.filter { $0.1 >= map.zetas[0] / 10 }
            guard !edge.isEmpty else { return [] }
            // Where δ/(1 − δ) = ε·target nothing is left for ζ.
            edge.append((map.epsilon * target / (1 + map.epsilon * target), map.zetas[0] / 10))
            return [
                .band(
                    x: edge.map(\.0), lower: edge.map { _ in 0 }, upper: edge.map(\.1), series: series, style: style),
                .line(
                    x: edge.map(\.0), y: edge.map(\.1), series: "\(series), edge",
                    style: style.variant(name: "", marker: MethodStyle.Marker.none)),
            ]
        }
        let (least, most) = (map.deltas[0], map.misses.limit)
        return [
            // The numbers of the page's table, for the CSV: no level of it is drawn.
            .contours(
                ContourField(
                    x: map.deltas, y: map.zetas,
                    values: map.zetas.flatMap { zeta in
                        map.deltas.map { map.floor(delta: $0, zeta: zeta) }
                    }), levels: [], filled: false)
        ]
            + region(
                map.start, "below the start", Theme.style(role: "proposed", variant: 1, name: "Floor below the start"))
            + region(
                map.end, "below the last layer",
                Theme.style(role: "proposed", variant: 2, name: "Floor below the last layer"))
            + [
                .intervals(
                    at: map.measured, estimates: map.measured.map { _ in most },
                    lower: map.measured.map { _ in least }, upper: map.measured.map { _ in most },
                    series: TheoryRun.gradient,
                    style: Theme.style(role: "alternative", name: "Network with (CI), $δ$ up to its limit").variant(
                        dash: .solid))
            ]
    }
}
