/// Level curves of a field, over pale areas.
struct ContourMark: MarkContent {
    let series: String
    let field: ContourField
    let levels: [Double]
    let filled: Bool

    var kind: String { "field" }
    var isTight: Bool { true }
    var isStyled: Bool { false }

    var rows: [DataRow] {
        field.y.indices.flatMap { row in
            field.x.indices.map { column in
                DataRow(
                    mark: kind, series: series, x: field.x[column], y: field.y[row],
                    value: "\(field.values[row * field.x.count + column])")
            }
        } + levels.map { DataRow(mark: "level", series: series, value: "\($0)") }
    }

    func validate() throws {
        try expect(field.values.count, "values", toBe: field.x.count * field.y.count)
        guard field.x.count > 1, field.y.count > 1, zip(field.x, field.x.dropFirst()).allSatisfy({ $0 < $1 }),
            zip(field.y, field.y.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw PlottingError.invalidFigure(
                id: series, reason: "a field wants at least 2 × 2 places in increasing order")
        }
    }

    func draw(_ phase: DrawingPhase, _: MethodStyle, in area: PlotArea) {
        guard phase == .back else { return }
        let padded = field.padded()
        area.canvas.clipped(to: area.frame) {
            for (index, level) in levels.enumerated() where filled {
                // Higher areas are painted over lower ones: no seams between neighbours.
                let colour = ColourMap.pale.colour(at: Double(index + 1) / Double(levels.count))
                area.canvas.fill(places(padded.curves(at: level), in: area), colour: colour)
            }
            for (index, level) in levels.enumerated() {
                let colour = ColourMap.lines.colour(at: Double(index) / Double(max(levels.count - 1, 1)))
                for curve in places(field.curves(at: level), in: area) {
                    area.canvas.stroke(curve, colour: colour, width: Theme.axisWidth)
                }
            }
        }
    }

    private func places(_ curves: [[(x: Double, y: Double)]], in area: PlotArea) -> [[Point]] {
        curves.map { $0.compactMap { area.place($0.x, $0.y) } }
    }
}
