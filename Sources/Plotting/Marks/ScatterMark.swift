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
