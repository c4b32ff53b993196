import Foundation

/// A line with markers and, where given, error bars or a band.
struct LineMark: MarkContent {
    let series: String
    let x: [Double]
    let y: [Double]
    let spread: Spread?

    var kind: String { "line" }

    private var ends: (lower: [Double], upper: [Double])? {
        switch spread {
        case .bars(let lower, let upper)?, .band(let lower, let upper)?: return (lower, upper)
        case .deviationBars(let deviations)?, .deviationBand(let deviations)?:
            return (zip(y, deviations).map { $0 - $1 }, zip(y, deviations).map { $0 + $1 })
        case nil: return nil
        }
    }

    private var hasBars: Bool {
        switch spread {
        case .bars?, .deviationBars?: return true
        default: return false
        }
    }

    var isDodged: Bool { hasBars }

    var rows: [DataRow] {
        let ends = ends
        return x.indices.map { index in
            DataRow(
                mark: kind, series: series, x: x[index], y: y[index], lower: ends?.lower[index],
                upper: ends?.upper[index])
        }
    }

    func keys(_ style: MethodStyle) -> [LegendKey] {
        [
            LegendKey(
                name: style.name, style: style, hasLine: true, hasMarker: style.marker != .none,
                hasFill: ends != nil && !hasBars)
        ]
    }

    func validate() throws {
        try expect(y.count, "values of y", toBe: x.count)
        switch spread {
        case .bars(let lower, let upper)?, .band(let lower, let upper)?:
            try expect(lower.count, "lower ends", toBe: x.count)
            try expect(upper.count, "upper ends", toBe: x.count)
        case .deviationBars(let deviations)?, .deviationBand(let deviations)?:
            try expect(deviations.count, "deviations", toBe: x.count)
        case nil: break
        }
    }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        let places = x.indices.map { area.place(x[$0], y[$0], of: series) }
        let width = style.weight.points
        switch phase {
        case .back:
            guard let ends, !hasBars else { return }
            BandMark(series: series, x: x, lower: ends.lower, upper: ends.upper).draw(.back, style, in: area)
        case .middle:
            area.canvas.clipped(to: area.frame) {
                if let ends, hasBars { drawBars(ends, style.colour, at: places, in: area) }
                for run in PlotArea.runs(places) {
                    area.canvas.stroke(run, colour: style.colour, width: width, dash: style.dash)
                }
            }
        case .front:
            let stride = max(1, Int(ceil(Double(x.count) / Double(Theme.mostMarkers))))
            for (index, place) in places.enumerated() where index % stride == 0 || places.isLonely(index) {
                guard let place, area.frame.contains(place) else { continue }
                area.canvas.marker(
                    style.marker == .none && places.isLonely(index) ? .circle : style.marker, at: place,
                    colour: style.colour)
            }
        }
    }

    private func drawBars(
        _ ends: (lower: [Double], upper: [Double]), _ colour: Colour, at places: [Point?], in area: PlotArea
    ) {
        for (index, place) in places.enumerated() {
            guard let place, ends.lower[index].isFinite, let top = area.y.place(ends.upper[index]) else { continue }
            let bottom = area.lowerEnd(ends.lower[index])
            let reach = Theme.capWidth / 2
            func stroke(_ from: Point, _ to: Point) {
                area.canvas.line(from, to, colour: colour, width: Theme.barWidth)
            }
            stroke(Point(x: place.x, y: bottom), Point(x: place.x, y: top))
            for end in [bottom, top] where area.frame.contains(Point(x: place.x, y: end)) {
                stroke(Point(x: place.x - reach, y: end), Point(x: place.x + reach, y: end))
            }
        }
    }
}

extension [Point?] {
    /// Whether the point has no neighbours to draw a line to.
    fileprivate func isLonely(_ index: Int) -> Bool {
        self[index] != nil && (index == 0 || self[index - 1] == nil) && (index == count - 1 || self[index + 1] == nil)
    }
}
