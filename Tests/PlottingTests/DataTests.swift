import Foundation
import Plotting
import Testing

@Suite struct DataTests {
    private func figure(_ marks: [Mark], y: Axis = Axis("y", scale: .logarithmic)) -> Figure {
        Figure(id: "f", panels: [Panel(x: Axis("x"), y: y, marks: marks)])
    }

    @Test func notPositiveIsDroppedWithANote() throws {
        let marks: [Mark] = [.line(x: [0, 1, 2, 3], y: [1, 0, -2, 4], series: "standard")]
        #expect(figure(marks).notes == ["2 points of standard ≤ 0, dropped on the logarithmic axis."])
        #expect(figure(marks, y: Axis("y")).notes.isEmpty)
        _ = try figure(marks).png(dotsPerInch: 72)
    }

    /// Values within a tenth of one another are not squeezed into the middle of a logarithmic axis.
    @Test func aNarrowLogarithmicRangeFillsItsFrame() throws {
        func height(_ y: [Double]) throws -> Double {
            let svg = String(
                decoding: try figure([.line(x: [0, 1, 2], y: y, series: "standard")]).svg(), as: UTF8.self)
            let line = try #require(svg.firstMatch(of: #/d="M \S+ (\S+) L \S+ (\S+) L \S+ (\S+) "/#))
            let heights = [line.output.1, line.output.2, line.output.3].compactMap { Double($0) }
            return try #require(heights.max()) - #require(heights.min())
        }
        #expect(try height([1.75, 1.8, 1.92]) > 0.6 * height([1, 10, 100]))
    }

    /// Dropped means that nothing is drawn: not clamped to the axis.
    @Test func droppedPointsLeaveNoInk() throws {
        let range = 1.0...10.0
        func raster(_ y: [Double]) throws -> Raster {
            let marks: [Mark] = [.scatter(x: Array(0..<y.count).map(Double.init), y: y, series: "standard")]
            return try Raster(
                png: Figure(
                    id: "f",
                    panels: [
                        Panel(
                            x: Axis("x", range: -1...3), y: Axis("y", scale: .logarithmic, range: range), marks: marks)
                    ]
                ).png(dotsPerInch: 100))
        }
        let dropped = try raster([2, 0, -1, .nan])
        #expect(try dropped == raster([2]))
        #expect(try dropped != raster([2, 1.5]))
    }

    @Test func notFiniteIsDroppedWithANote() {
        let marks: [Mark] = [.line(x: [0, 1, 2], y: [1, .nan, .infinity], series: "ista")]
        #expect(figure(marks).notes == ["2 points of ista not finite, dropped."])
    }

    @Test func openSpreadsAndPointsOutsideAreNoted() {
        let marks: [Mark] = [.line(x: [0, 1], y: [1, 2], spread: .deviationBars([2, 0.1]), series: "ista")]
        #expect(
            figure(marks).notes == ["1 spread of ista reaching to or below 0, running off the logarithmic axis."])
        let narrow = Axis("y", range: 0...1.5)
        #expect(figure(marks, y: narrow).notes == ["1 point of ista outside of the axis' range, not shown."])
    }

    @Test func csvHoldsEveryNumber() {
        let marks: [Mark] = [
            .line(
                x: [0, 1], y: [0.1, 0.2], spread: .bars(lower: [0, 0.1], upper: [0.3, 0.30000000000000004]),
                series: "a,b"),
            .histogram(edges: [0, 1, 2], heights: [3, 4], series: "h"), .horizontal(at: 1.5, series: "zero"),
        ]
        #expect(
            figure(marks, y: Axis("y")).csv == """
                panel,series,mark,x,y,lower,upper,value
                1,"a,b",line,0.0,0.1,0.0,0.3,
                1,"a,b",line,1.0,0.2,0.1,0.30000000000000004,
                1,h,histogram,0.5,3.0,0.0,1.0,
                1,h,histogram,1.5,4.0,1.0,2.0,
                1,zero,horizontal line,,1.5,,,

                """)
    }

    @Test func countsMustAgree() {
        let wrong: [Mark] = [
            .line(x: [0, 1], y: [1], series: "s"), .histogram(edges: [0, 1], heights: [1, 2], series: "s"),
            .line(x: [0], y: [1], spread: .deviationBand([1, 2]), series: "s"),
            .intervals(at: [0], estimates: [1], lower: [0], upper: [], series: "s"),
            .trajectory(x: [0], y: [], series: "s"), .band(x: [0], lower: [], upper: [1], series: "s"),
        ]
        for mark in wrong {
            #expect(throws: PlottingError.self) { try figure([mark]).pdf() }
        }
    }

    @Test func impossibleFiguresAreErrors() {
        let axis = Axis("y", scale: .logarithmic, range: 0...1)
        #expect(throws: PlottingError.self) { try figure([], y: axis).validate() }
        #expect(throws: PlottingError.self) { try Figure(id: "../f", panels: [.empty]).validate() }
        #expect(throws: PlottingError.self) { try Figure(id: "f", panels: []).validate() }
        let table = FigureTable(columns: ["a", "b"], rows: [["1"]])
        #expect(throws: PlottingError.self) { try Figure(id: "f", panels: [.empty], table: table).validate() }
    }
}
