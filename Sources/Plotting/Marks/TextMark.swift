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
