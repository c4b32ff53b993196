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
