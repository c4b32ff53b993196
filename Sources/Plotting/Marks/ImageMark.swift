/// An image over a rectangle of the axes' units.
struct ImageMark: MarkContent {
    let series: String
    let pixels: Pixels
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>

    var kind: String { "image" }
    var isTight: Bool { true }
    var isStyled: Bool { false }

    var rows: [DataRow] {
        [(x.lowerBound, y.lowerBound), (x.upperBound, y.upperBound)].map {
            DataRow(mark: kind, series: series, x: $0.0, y: $0.1, value: "\(pixels.columns)×\(pixels.rows)")
        }
    }

    func validate() throws { try pixels.validate() }

    func draw(_ phase: DrawingPhase, _: MethodStyle, in area: PlotArea) throws {
        guard phase == .back, let corner = area.place(x.lowerBound, y.upperBound),
            let other = area.place(x.upperBound, y.lowerBound)
        else { return }
        let place = Rectangle(x: corner.x, y: corner.y, width: other.x - corner.x, height: other.y - corner.y)
        try area.canvas.clipped(to: area.frame) { try pixels.draw(in: place, on: area.canvas) }
    }
}
