/// Points without a line.
struct ScatterMark: MarkContent {
    let series: String
    let x: [Double]
    let y: [Double]

    var kind: String { "points" }

    var rows: [DataRow] { x.indices.map { DataRow(mark: kind, series: series, x: x[$0], y: y[$0]) } }

    func keys(_ style: MethodStyle) -> [LegendKey] {
        var shown = style
        shown.marker = style.marker.orCircle
        return [LegendKey(name: style.name, style: shown, hasMarker: true)]
    }

    func validate() throws { try expect(y.count, "values of y", toBe: x.count) }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        guard phase == .front else { return }
        for index in x.indices {
            guard let place = area.place(x[index], y[index]), area.frame.contains(place) else { continue }
            area.canvas.marker(style.marker.orCircle, at: place, colour: style.colour)
        }
    }
}

extension MethodStyle.Marker {
    /// The marker of marks that are nothing without one.
    var orCircle: MethodStyle.Marker { self == .none ? .circle : self }
}

/// Estimates with confidence intervals along x.
struct IntervalMark: MarkContent {
    let series: String
    let places: [Double]
    let estimates: [Double]
    let lower: [Double]
    let upper: [Double]

    var kind: String { "interval" }
    var intervalsRunAlongX: Bool { true }
    var isDodged: Bool { true }

    var rows: [DataRow] {
        places.indices.map {
            DataRow(mark: kind, series: series, x: estimates[$0], y: places[$0], lower: lower[$0], upper: upper[$0])
        }
    }

    func keys(_ style: MethodStyle) -> [LegendKey] {
        var shown = style
        shown.marker = style.marker.orCircle
        return [LegendKey(name: style.name, style: shown, hasLine: true, hasMarker: true)]
    }

    func validate() throws {
        try expect(estimates.count, "estimates", toBe: places.count)
        try expect(lower.count, "lower ends", toBe: places.count)
        try expect(upper.count, "upper ends", toBe: places.count)
    }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        for index in places.indices {
            guard let place = area.place(estimates[index], places[index], of: series) else { continue }
            if phase == .middle, let right = area.x.place(upper[index]), lower[index].isFinite {
                let ends = [area.leftEnd(lower[index]), right]
                area.canvas.clipped(to: area.frame) {
                    area.canvas.line(
                        Point(x: ends[0], y: place.y), Point(x: ends[1], y: place.y), colour: style.colour,
                        width: Theme.lineWidth)
                    for end in ends {
                        let reach = Theme.capWidth / 2
                        area.canvas.line(
                            Point(x: end, y: place.y - reach), Point(x: end, y: place.y + reach),
                            colour: style.colour, width: Theme.lineWidth * 0.8)
                    }
                }
            } else if phase == .front, area.frame.contains(place) {
                area.canvas.marker(style.marker.orCircle, at: place, colour: style.colour)
            }
        }
    }
}
