import Foundation
import Plotting
import Testing

/// Figures that are drawn again from their CSV and what is kept of them, and one over the other.
@Suite struct OverlayTests {
    private static func figure(
        _ height: Double, series: [String] = ["one"], label: String = "Error", scale: Axis.Scale = .linear
    ) -> Figure {
        let x: [Double] = [0, 1, 2]
        func y(_ place: Int) -> [Double] { x.map { height + Double(place) - $0 } }
        let lines = series.enumerated().map { place, name in
            Mark.line(
                x: x, y: y(place), spread: .deviationBars([0.1, 0.1, 0.1]), series: name,
                style: MethodStyle(
                    name: "Network $\(name)$", colour: Colour(0x4477AA), dash: .dotted, marker: .openCircle))
        }
        let field = ContourField(x: [0, 1], y: [0, 1], values: [0, 1, 1, 2])
        return Figure(
            id: "figure-7",
            panels: [
                Panel(
                    "Errors", x: Axis("Layer", ticks: .integers), y: Axis(label, scale: scale),
                    marks: lines + [.horizontal(at: 1, label: "bound", series: "zero")]),
                Panel(
                    "Others", x: Axis("x", scale: .logarithmic, range: 0.1...10), y: Axis("y"),
                    marks: [
                        .histogram(edges: [1, 2, 3], heights: [height, 2], series: "bars"),
                        .band(x: [1, 2], lower: [0, height], upper: [1, 2], series: "area"),
                        .scatter(x: [1], y: [height], series: "points"),
                        .trajectory(x: [1, 2], y: [height, 1], series: "path"),
                    ]),
                Panel("Field", x: Axis("x"), y: Axis("y"), marks: [.contours(field, levels: [0.5, 1])]),
            ])
    }

    /// The rows of a figure's CSV by panel. No cell of these has a comma.
    private static func rows(_ figure: Figure) -> [String: [DataRow]] {
        let lines = figure.csv.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return Dictionary(grouping: lines) { $0[0] }.mapValues { lines in
            lines.map {
                DataRow(
                    mark: $0[2], series: $0[1], x: Double($0[3]), y: Double($0[4]), lower: Double($0[5]),
                    upper: Double($0[6]), value: $0[7])
            }
        }
    }

    private static func drawing(_ figure: Figure) throws -> KeptDrawing? {
        let kept = try JSONDecoder().decode(KeptFigure.self, from: JSONEncoder().encode(figure.kept))
        #expect(kept == figure.kept)
        return KeptDrawing(kept, rows: rows(figure))
    }

    private static func overlay(_ first: Figure, _ second: Figure) throws -> Overlay {
        Overlay(
            id: "over", title: "", summary: "", first: try #require(try drawing(first)),
            second: try #require(try drawing(second)), names: ["A: first", "B: second"])
    }

    @Test func curvesOfBothAreInOneDrawing() throws {
        let overlay = try Self.overlay(Self.figure(5), Self.figure(6))
        let figure = try #require(overlay.figure)
        let (one, other, both) = (Self.rows(Self.figure(5)), Self.rows(Self.figure(6)), Self.rows(figure))
        #expect(overlay.remarks == ["Panel c has no curves or points to draw over each other."])
        #expect(both.count == 2)
        for (drawn, kept) in [("1", "a"), ("2", "b")] {
            let (first, second) = (one[kept] ?? [], other[kept] ?? [])
            let renamed = second.map { row in
                var row = row
                row.series += " (second)"
                return row
            }
            let found = both[drawn] ?? []
            #expect(found == first + renamed, "panel \(kept): \(found)")
        }
        let svg = String(decoding: try figure.svg(), as: UTF8.self)
        #expect(svg.contains("stroke-dasharray"), "the second is dashed")
        let twice = try #require(try Self.overlay(Self.figure(5), Self.figure(6)).figure)
        #expect(try twice.svg() == figure.svg())
    }

    @Test func manySeriesLeaveSpreadsOutAndOtherAxesAreNotMixed() throws {
        let names = ["one", "two", "three", "four"]
        let many = try Self.overlay(Self.figure(5, series: names), Self.figure(6, series: names))
        #expect(many.remarks.contains("Panel a leaves spreads out, which would hide each other."))
        let rows = Self.rows(try #require(many.figure))["1"] ?? []
        #expect(rows.filter { $0.mark == "line" }.count == 24 && rows.allSatisfy { $0.lower == nil })
        let other = try Self.overlay(Self.figure(5), Self.figure(6, label: "Distance"))
        #expect(other.remarks.first == "Panel a has other axes in the second.")
        #expect(Self.rows(try #require(other.figure)).count == 1)
    }

    /// A scale that data chose: the logarithmic one where all can be shown on it.
    @Test(arguments: [(5.0, true), (2.0, false)]) func ofTwoScalesTheWiderIsTaken(height: Double, isLogarithmic: Bool)
        throws
    {
        let figures = [Self.figure(height), Self.figure(height + 1, scale: .logarithmic)]
        for (first, second) in [(0, 1), (1, 0)] {
            let over = try #require(try Self.overlay(figures[first], figures[second]).figure)
            #expect(over.kept.panels[0].y.scale == (isLogarithmic ? .logarithmic : .linear))
            #expect(try !over.svg().isEmpty)
        }
        let other = Self.figure(height, scale: .symmetric(exponent: -1))
        #expect(try Self.overlay(figures[0], other).figure?.kept.panels[0].y.scale == .symmetric(exponent: -1))
        #expect(try Self.overlay(figures[1], other).remarks.first == "Panel a has other axes in the second.")
    }

    @Test func rowsOfAnotherFigureAreNotTaken() throws {
        let kept = Self.figure(5).kept
        var rows = Self.rows(Self.figure(5))
        #expect(KeptDrawing(kept, rows: rows) != nil)
        #expect(KeptDrawing(kept, rows: Self.rows(Self.figure(5, series: ["other"]))) == nil)
        rows["a"]?.removeLast()
        #expect(KeptDrawing(kept, rows: rows) == nil)
        var unknown = kept
        unknown.looks = []
        #expect(KeptDrawing(unknown, rows: Self.rows(Self.figure(5))) == nil)
        var odd = kept
        odd.aspect = .infinity
        #expect(KeptDrawing(odd, rows: Self.rows(Self.figure(5))) == nil)
    }
}
