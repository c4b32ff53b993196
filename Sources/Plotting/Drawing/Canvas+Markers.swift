import Foundation

extension Canvas {
    /// Draws the shape of a data point; open shapes are white inside, so that lines do not show through.
    func marker(_ marker: MethodStyle.Marker, at place: Point, colour: Colour, scale: Double = 1) {
        let radius = Theme.markerSize / 2 * scale
        let line = 0.8
        func polygon(_ corners: [(Double, Double)], open: Bool) {
            let points = corners.map { Point(x: place.x + $0.0 * radius, y: place.y + $0.1 * radius) }
            fill([points], colour: open ? .white : colour)
            stroke(points, closed: true, colour: colour, width: open ? line : 0.4)
        }
        func strokes(_ ends: [(Double, Double)]) {
            for (x, y) in ends {
                self.line(
                    Point(x: place.x - x * radius, y: place.y - y * radius),
                    Point(x: place.x + x * radius, y: place.y + y * radius), colour: colour, width: line + 0.1)
            }
        }
        let square = [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)]
        let diamond = [(0, -1.25), (1.1, 0), (0, 1.25), (-1.1, 0)]
        let triangle = [(0, -1.2), (1.12, 0.8), (-1.12, 0.8)]
        let triangleDown = triangle.map { ($0.0, -$0.1) }
        switch marker {
        case .none: break
        case .circle: disc(place, radius: radius, fill: colour, stroke: colour, width: 0.3)
        case .openCircle: disc(place, radius: radius, fill: .white, stroke: colour, width: line)
        case .square: polygon(square, open: false)
        case .openSquare: polygon(square, open: true)
        case .diamond: polygon(diamond, open: false)
        case .openDiamond: polygon(diamond, open: true)
        case .triangle: polygon(triangle, open: false)
        case .openTriangle: polygon(triangle, open: true)
        case .triangleDown: polygon(triangleDown, open: false)
        case .openTriangleDown: polygon(triangleDown, open: true)
        case .cross: strokes([(0.95, 0.95), (0.95, -0.95)])
        case .plus: strokes([(1.25, 0), (0, 1.25)])
        case .star:
            let corners = (0..<10).map { index -> (Double, Double) in
                let angle = -Double.pi / 2 + Double(index) * .pi / 5
                let reach = index % 2 == 0 ? 1.9 : 0.76
                return (cos(angle) * reach, sin(angle) * reach)
            }
            polygon(corners, open: false)
        }
    }

    /// The first and last point of a trajectory: an open ring and an open square.
    func special(_ shape: LegendKey.Special, at place: Point, colour: Colour) {
        switch shape {
        case .start: disc(place, radius: 2.6, fill: .white, stroke: .black, width: 0.9)
        case .end:
            // Open, so that an optimum that is reached stands inside it.
            let side = 6.2
            let square = Rectangle(x: place.x - side / 2, y: place.y - side / 2, width: side, height: side)
            stroke(square, colour: .white, width: 2.1)
            stroke(square, colour: colour, width: 1.2)
        }
    }
}
