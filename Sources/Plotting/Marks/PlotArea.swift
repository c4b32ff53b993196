/// Where marks draw: a frame with its two scales.
struct PlotArea {
    let canvas: Canvas
    let frame: Rectangle
    let x: AxisScale
    let y: AxisScale
    /// How far each series is moved along the discrete axis, in points.
    var dodges: [(series: String, offset: Double)] = []
    var dodgesAlongY = false

    /// The place of a value, or nil where it cannot be shown.
    func place(_ valueX: Double, _ valueY: Double) -> Point? {
        guard let placeX = x.place(valueX), let placeY = y.place(valueY) else { return nil }
        return Point(x: placeX, y: placeY)
    }

    /// The place of a value of a series that stands side by side with others.
    func place(_ valueX: Double, _ valueY: Double, of series: String) -> Point? {
        guard var point = place(valueX, valueY) else { return nil }
        let offset = dodges.first { $0.series == series }?.offset ?? 0
        if dodgesAlongY { point.y += offset } else { point.x += offset }
        return point
    }

    /// The place along y; what has none because it is ≤ 0 on a logarithmic axis lies below the frame.
    func lowerEnd(_ value: Double) -> Double { y.place(value) ?? frame.bottom + 50 }
    /// The place along x; what has none because it is ≤ 0 on a logarithmic axis lies left of the frame.
    func leftEnd(_ value: Double) -> Double { x.place(value) ?? frame.x - 50 }

    /// Runs of consecutive places that exist: a line breaks where a point was dropped.
    static func runs(_ points: [Point?]) -> [[Point]] {
        points.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }
    }
}
