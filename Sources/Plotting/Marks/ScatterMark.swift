/// Points without a line.
struct ScatterMark: MarkContent {
    let series: String
    let style: MethodStyle
    let x: [Double]
    let y: [Double]

    var kind: String { "points" }

    var rows: [DataRow] { x.indices.map { DataRow(mark: kind, series: series, x: x[$0], y: y[$0]) } }

    private var marker: MethodStyle.Marker { style.marker == .none ? .circle : style.marker }

    var keys: [LegendKey] {
        var shown = style
        shown.marker = marker
        return [LegendKey(name: style.name, style: shown, hasMarker: true)]
    }

    func validate() throws { try expect(y.count, "values of y", toBe: x.count) }

    func draw(_ phase: DrawingPhase, in area: PlotArea) {
        guard phase == .front else { return }
        for index in x.indices {
            guard let place = area.place(x[index], y[index]), area.frame.contains(place) else { continue }
            area.canvas.marker(marker, at: place, colour: style.colour)
        }
    }
}
