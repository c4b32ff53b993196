import Foundation
import Plotting
import Testing

@Suite struct ContourTests {
    @Test func circleIsOneClosedCurveOfItsRadius() throws {
        let field = ContourField(x: -2...2, y: -2...2, points: 81) { $0 * $0 + $1 * $1 }
        let curves = field.curves(at: 1)
        #expect(curves.count == 1)
        let curve = try #require(curves.first)
        #expect(curve.first?.x == curve.last?.x && curve.first?.y == curve.last?.y)
        for point in curve { #expect(abs(hypot(point.x, point.y) - 1) < 1e-3) }
        // It goes all the way round: its length is the circle's.
        let length = zip(curve, curve.dropFirst()).reduce(0) { $0 + hypot($1.0.x - $1.1.x, $1.0.y - $1.1.y) }
        #expect(abs(length - 2 * .pi) < 0.01)
    }

    @Test func planeGivesAStraightLineExactly() throws {
        let field = ContourField(x: 0...1, y: 0...2, points: 5) { 2 * $0 + $1 }
        let curves = field.curves(at: 0.9)
        #expect(curves.count == 1)
        let curve = try #require(curves.first)
        for point in curve { #expect(abs(2 * point.x + point.y - 0.9) < 1e-12) }
        let ends = [curve.first, curve.last].compactMap { $0 }.sorted { $0.x < $1.x }
        #expect(abs(ends[0].x) < 1e-12 && abs(ends[0].y - 0.9) < 1e-12)
        #expect(abs(ends[1].x - 0.45) < 1e-12 && abs(ends[1].y) < 1e-12)
    }

    @Test func saddleHasTwoCurves() {
        let field = ContourField(x: -1...1, y: -1...1, points: 20) { $0 * $1 }
        #expect(field.curves(at: 0.2).count == 2)
    }

    /// The mean of the corners, 0.5, is above the level: the two high corners hang together, the low ones are cut off.
    @Test func saddleCellFollowsItsMean() {
        let field = ContourField(x: [0, 1], y: [0, 1], values: [1, 0, 0, 1])
        let curves = field.curves(at: 0.4).map { $0.sorted { $0.x < $1.x } }.sorted { $0[0].x > $1[0].x }
        #expect(curves.count == 2 && curves.allSatisfy { $0.count == 2 })
        #expect(abs(curves[0][0].x - 0.6) < 1e-12 && curves[0][0].y == 0)
        #expect(curves[0][1].x == 1 && abs(curves[0][1].y - 0.4) < 1e-12)
    }

    @Test func levelsOfAQuadraticAreEvenlySpacedInRadius() {
        let field = ContourField(x: -1...1, y: -1...1, points: 41) { $0 * $0 + $1 * $1 }
        let radii = field.levels(4).map { $0.squareRoot() }
        for (first, second) in zip(radii, radii.dropFirst()) { #expect(abs(second - first - radii[0]) < 1e-9) }
    }

    @Test func wrongGridIsAnError() {
        let field = ContourField(x: [0, 1, 2], y: [0, 1], values: [1, 2, 3])
        let figure = Figure(id: "f", panels: [Panel(x: Axis("x"), y: Axis("y"), marks: [.contours(field)])])
        #expect(throws: PlottingError.self) { try figure.validate() }
    }
}
