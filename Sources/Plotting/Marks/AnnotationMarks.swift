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
            ends, colour: style.colour, width: style.weight.points, dash: style.dash)
    }
}

/// Words at a place in a panel.
struct TextMark: MarkContent {
    let text: String
    let x: Double
    let y: Double
    let anchor: Anchor

    var kind: String { "text" }
    var series: String { "" }
    var countsForRange: Bool { false }
    var rows: [DataRow] { [DataRow(mark: kind, series: series, x: x, y: y, value: text)] }
    var isStyled: Bool { false }

    func draw(_ phase: DrawingPhase, _: MethodStyle, in area: PlotArea) throws {
        guard phase == .front, let place = area.place(x, y) else { return }
        let layout = try TextLayout(text, size: Theme.smallSize, fonts: area.canvas.fonts)
        let shift: Double
        switch anchor {
        case .left: shift = 0
        case .centre: shift = -layout.width / 2
        case .right: shift = -layout.width
        }
        area.canvas.show(layout, at: Point(x: place.x + shift, y: place.y + layout.ascent / 2 - 0.2))
    }
}
