/// A line across the frame at one value; its label stands outside the frame, off the data.
struct ReferenceMark: MarkContent {
    let series: String
    let value: Double
    let vertical: Bool
    let label: String?

    var kind: String { vertical ? "vertical line" : "horizontal line" }

    var hasMarkers: Bool { false }

    var rows: [DataRow] {
        [DataRow(mark: kind, series: series, x: vertical ? value : nil, y: vertical ? nil : value)]
    }

    func keys(_ style: MethodStyle) -> [LegendKey] {
        label == nil ? [LegendKey(name: style.name, style: style, hasLine: true)] : []
    }

    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) {
        guard phase == .middle, let place = vertical ? area.x.place(value) : area.y.place(value) else { return }
        let ends =
            vertical
            ? [Point(x: place, y: area.frame.bottom), Point(x: place, y: area.frame.y)]
            : [Point(x: area.frame.x, y: place), Point(x: area.frame.right, y: place)]
        guard ends.allSatisfy(area.frame.contains) else { return }
        area.canvas.stroke(
            ends, colour: style.colour, width: style.weight == .thin ? Theme.thinWidth : Theme.lineWidth,
            dash: style.dash)
    }
}
