/// A place on the page in points (1/72 inch) from the upper left corner; y grows downwards.
struct Point: Equatable, Sendable {
    var x: Double
    var y: Double
}

/// A rectangle on the page in points.
struct Rectangle: Equatable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var centre: Point { Point(x: x + width / 2, y: y + height / 2) }

    /// The rectangle that is larger by `reach` on every side.
    func outset(_ reach: Double) -> Rectangle {
        Rectangle(x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach)
    }

    /// Whether `point` lies inside or on the border, to a hundredth of a point.
    func contains(_ point: Point) -> Bool {
        point.x >= x - 0.01 && point.x <= right + 0.01 && point.y >= y - 0.01 && point.y <= bottom + 0.01
    }
}
