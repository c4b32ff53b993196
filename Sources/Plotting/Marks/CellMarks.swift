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

/// Shares of one as cells of a small table: the darker the more, with the percentage in figures where it fits.
struct ShareMark: MarkContent {
    let series: String
    let values: [[Double]]
    let columns: [Double]
    let lines: [Double]

    var kind: String { "share" }
    // On categories no value is outside.
    var countsForRange: Bool { false }
    var isStyled: Bool { false }

    var rows: [DataRow] {
        lines.indices.flatMap { line in
            columns.indices.map { column in
                DataRow(
                    mark: kind, series: series, x: columns[column], y: lines[line], value: "\(values[line][column])")
            }
        }
    }

    func validate() throws {
        try expect(values.count, "rows", toBe: lines.count)
        for row in values { try expect(row.count, "values in a row", toBe: columns.count) }
    }

    func draw(_ phase: DrawingPhase, _: MethodStyle, in area: PlotArea) throws {
        guard phase != .middle else { return }
        for line in lines.indices {
            for column in columns.indices {
                guard let corner = area.place(Double(column) - 0.5, Double(line) - 0.5),
                    let other = area.place(Double(column) + 0.5, Double(line) + 0.5)
                else { continue }
                let cell = Rectangle(
                    x: corner.x, y: min(corner.y, other.y), width: other.x - corner.x, height: abs(other.y - corner.y))
                try draw(values[line][column], phase, in: cell, on: area.canvas)
            }
        }
    }

    private func draw(_ share: Double, _ phase: DrawingPhase, in cell: Rectangle, on canvas: Canvas) throws {
        if phase == .back {
            if share.isFinite { canvas.fill(cell, colour: ColourMap.pale.colour(at: share)) }
            return
        }
        // "100" only where it is all of them, "0" only where it is none.
        let percent = share <= 0 ? 0 : share >= 1 ? 100 : min(max((share * 100).rounded(), 1), 99)
        let text = try TextLayout(
            share.isFinite ? String(Int(percent)) : "–", size: Theme.smallSize, fonts: canvas.fonts)
        guard text.width + 1 <= cell.width, text.ascent <= cell.height else { return }
        canvas.show(text, at: Point(x: cell.centre.x - text.width / 2, y: cell.centre.y + text.ascent / 2 - 0.2))
    }
}
