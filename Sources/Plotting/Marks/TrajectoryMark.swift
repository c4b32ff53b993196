import Foundation

/// The path of an iteration in the plane.
struct TrajectoryMark: MarkContent {
    let series: String
    let x: [Double]
    let y: [Double]

    var kind: String { "trajectory" }

    var rows: [DataRow] {
        x.indices.map { DataRow(mark: kind, series: series, x: x[$0], y: y[$0], value: String($0)) }
    }

    func keys(_ style: MethodStyle) -> [LegendKey] {
        let neutral = MethodStyle(name: "", colour: Colour(0x999999))
        return [
            LegendKey(name: style.name, style: style, hasLine: true),
            LegendKey(name: "Start $y_0$", style: neutral, special: .start),
            LegendKey(name: "End $y_L$", style: neutral, special: .end),
        ]
    }

    func validate() throws { try expect(y.count, "values of y", toBe: x.count) }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        let places = x.indices.map { area.place(x[$0], y[$0]) }
        let width = style.weight.points
        switch phase {
        case .back: break
        case .middle:
            area.canvas.clipped(to: area.frame) {
                for run in PlotArea.runs(places) {
                    area.canvas.stroke(run, colour: style.colour, width: width, dash: style.dash)
                    for (from, to) in zip(run, run.dropFirst()) { arrow(from, to, style.colour, on: area.canvas) }
                }
            }
        case .front:
            for place in places.dropFirst().dropLast() {
                guard let place, area.frame.contains(place) else { continue }
                area.canvas.disc(place, radius: 1.1, fill: style.colour, stroke: nil, width: 0)
            }
            if let first = places.first, let first, area.frame.contains(first) {
                area.canvas.special(.start, at: first, colour: style.colour)
            }
            if places.count > 1, let last = places.last, let last, area.frame.contains(last) {
                area.canvas.special(.end, at: last, colour: style.colour)
            }
        }
    }

    /// A small head a little past the middle of a step that is long enough to carry one.
    private func arrow(_ from: Point, _ to: Point, _ colour: Colour, on canvas: Canvas) {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 9 else { return }
        let (ux, uy) = (dx / length, dy / length)
        let tip = Point(x: from.x + dx * 0.5 + ux * 2.4, y: from.y + dy * 0.5 + uy * 2.4)
        let back = Point(x: tip.x - ux * 4.6, y: tip.y - uy * 4.6)
        canvas.fill(
            [
                [
                    tip, Point(x: back.x - uy * 1.7, y: back.y + ux * 1.7),
                    Point(x: back.x + uy * 1.7, y: back.y - ux * 1.7),
                ]
            ],
            colour: colour)
    }
}
