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

/// Bars over bins: a translucent area under a step line, hatched where the style's line is dashed, for grey printing.
struct HistogramMark: MarkContent {
    let series: String
    let edges: [Double]
    let heights: [Double]
    /// Whether it is a thin step line alone: one part, such as a seed, of the bars of all.
    var isOutline = false

    var kind: String { isOutline ? "outline" : "histogram" }
    var baseline: Double? { 0 }
    var intervalsRunAlongX: Bool { true }

    var rows: [DataRow] {
        heights.indices.map { index in
            DataRow(
                mark: kind, series: series, x: (edges[index] + edges[index + 1]) / 2, y: heights[index],
                lower: edges[index], upper: edges[index + 1])
        }
    }

    func keys(_ style: MethodStyle) -> [LegendKey] {
        isOutline ? [] : [LegendKey(name: style.name, style: style, hasFill: true)]
    }

    func validate() throws { try expect(edges.count, "edges", toBe: heights.count + 1) }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        guard phase != .front, !heights.isEmpty else { return }
        area.canvas.clipped(to: area.frame) {
            for bars in occupied(in: area) {
                if isOutline {
                    guard phase == .middle else { continue }
                    area.canvas.stroke(bars, colour: style.colour, width: Theme.hairWidth)
                } else if phase == .back {
                    area.canvas.fill([bars], colour: style.colour.opacity(Theme.fillOpacity))
                    if style.dash != .solid { hatch(bars, style.colour, in: area) }
                } else {
                    area.canvas.stroke(bars, colour: style.colour, width: Theme.lineWidth * 0.8)
                }
            }
        }
    }

    /// The outlines of runs of bins that are not empty, from base line to base line.
    private func occupied(in area: PlotArea) -> [[Point]] {
        let base = area.y.place(0) ?? area.frame.bottom
        var outlines: [[Point]] = []
        for index in heights.indices {
            guard heights[index].isFinite, heights[index] != 0, let left = area.x.place(edges[index]),
                let right = area.x.place(edges[index + 1]), let top = area.y.place(heights[index])
            else { continue }
            let bar = [Point(x: left, y: top), Point(x: right, y: top), Point(x: right, y: base)]
            if let last = outlines.last?.last, abs(last.x - left) < 1e-9 {
                outlines[outlines.count - 1].removeLast()
                outlines[outlines.count - 1] += bar
            } else {
                outlines.append([Point(x: left, y: base)] + bar)
            }
        }
        return outlines
    }

    /// Slanted thin lines inside the bars; each bar is a rectangle, so that the lines are cut exactly.
    private func hatch(_ outline: [Point], _ colour: Colour, in area: PlotArea) {
        let base = outline[0].y
        let spacing = 3.2
        var lines: [(Point, Point)] = []
        for (left, right) in zip(outline, outline.dropFirst()) where left.y == right.y && right.x > left.x {
            let top = min(left.y, base)
            let bottom = max(left.y, base)
            // Lines x + y = k · spacing, so that they meet from bar to bar.
            var sum = ((left.x + top) / spacing).rounded(.up) * spacing
            while sum < right.x + bottom {
                let low = min(bottom, sum - left.x)
                let high = max(top, sum - right.x)
                if low > high {
                    lines.append((Point(x: sum - low, y: low), Point(x: sum - high, y: high)))
                }
                sum += spacing
            }
        }
        area.canvas.stroke(lines: lines, colour: colour.opacity(0.7), width: 0.4)
    }
}
