/// A translucent area between two curves over the same x.
struct BandMark: MarkContent {
    let series: String
    let x: [Double]
    let lower: [Double]
    let upper: [Double]

    var kind: String { "band" }

    var rows: [DataRow] {
        x.indices.map { DataRow(mark: kind, series: series, x: x[$0], y: nil, lower: lower[$0], upper: upper[$0]) }
    }

    func keys(_ style: MethodStyle) -> [LegendKey] { [LegendKey(name: style.name, style: style, hasFill: true)] }

    func validate() throws {
        try expect(lower.count, "lower ends", toBe: x.count)
        try expect(upper.count, "upper ends", toBe: x.count)
    }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        guard phase == .back else { return }
        // A lower end ≤ 0 on a logarithmic axis lies below the frame; the area runs out of it.
        let pairs: [(low: Point, high: Point)?] = x.indices.map { index in
            guard let high = area.place(x[index], upper[index], of: series), lower[index].isFinite else { return nil }
            return (Point(x: high.x, y: area.lowerEnd(lower[index])), high)
        }
        area.canvas.clipped(to: area.frame) {
            for run in pairs.split(whereSeparator: { $0 == nil }) {
                let kept = run.compactMap { $0 }
                area.canvas.fill(
                    [kept.map(\.high) + kept.reversed().map(\.low)], colour: style.colour.opacity(Theme.bandOpacity))
            }
        }
    }
}
