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

/// A scalar field on a rectangular grid.
public struct ContourField: Sendable, Equatable {
    /// Increasing places of the columns.
    public var x: [Double]
    /// Increasing places of the rows.
    public var y: [Double]
    /// y.count × x.count values, row by row: the value at (x[i], y[j]) is `values[j * x.count + i]`.
    public var values: [Double]

    /// A field from its values on a grid.
    public init(x: [Double], y: [Double], values: [Double]) {
        self.x = x
        self.y = y
        self.values = values
    }

    /// A field sampled from a function on `points` × `points` places.
    public init(
        x: ClosedRange<Double>, y: ClosedRange<Double>, points: Int = 61, _ function: (Double, Double) -> Double
    ) {
        func places(_ range: ClosedRange<Double>) -> [Double] {
            (0..<points).map { index in
                index == points - 1
                    ? range.upperBound
                    : range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(points - 1)
            }
        }
        let (columns, rows) = (places(x), places(y))
        self.init(x: columns, y: rows, values: rows.flatMap { row in columns.map { function($0, row) } })
    }

    /// `count` levels above the minimum, evenly spaced in the square root of the height.
    public func levels(_ count: Int) -> [Double] {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max(), high > low else { return [] }
        return (1...count).map { index in
            let share = Double(index) / Double(count + 1)
            return low + (high - low) * share * share
        }
    }

    /// The curves where the field has the value `level`, by marching squares with linear interpolation along the edges
    /// of the grid. Closed curves repeat their first point. A cell with a value that is not finite has no curve.
    public func curves(at level: Double) -> [[(x: Double, y: Double)]] {
        MarchingSquares(field: self, level: level).curves()
    }

    /// The field with one more row and column of very low values on each side, at the same places as the border: its
    /// curves are closed, and follow the border where the field is higher than the level.
    func padded() -> ContourField {
        let low = (values.filter(\.isFinite).min() ?? 0) - 1
        let width = x.count + 2
        var padded = [Double](repeating: low, count: width * (y.count + 2))
        for row in y.indices {
            for column in x.indices {
                let value = values[row * x.count + column]
                padded[(row + 1) * width + column + 1] = value.isFinite ? value : low
            }
        }
        return ContourField(
            x: [x[0]] + x + [x[x.count - 1]], y: [y[0]] + y + [y[y.count - 1]], values: padded)
    }
}
