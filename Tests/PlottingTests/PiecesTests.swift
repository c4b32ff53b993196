import Plotting
import Testing

@Suite struct PiecesTests {
    private func plot(_ title: String, _ series: String) -> Panel {
        Panel(title, x: Axis("x"), y: Axis("y"), marks: [.line(x: [0, 1], y: [1, 2], series: series)])
    }

    @Test func eachPlotIsAPieceInTheSameLooks() throws {
        let figure = Figure(
            id: "figure-9", title: "Figure 9. All", panels: [plot("Left", "one"), plot("Right", "two")])
        let pieces = figure.pieces
        #expect(pieces.map(\.id) == ["figure-9-a", "figure-9-b", "figure-9-column"])
        #expect(pieces[1].title == "Figure 9. All: Right" && pieces[1].panels[0].title.isEmpty)
        // “two” by itself would take the first free look, which is that of “one” in the figure.
        #expect(pieces[1].styles["two"] != nil && pieces[1].styles["two"] != pieces[1].styles["one"])
        for piece in pieces { #expect(try piece.svg().count > 500) }
    }

    @Test func whatIsNarrowOrNoPlotHasNone() {
        let table = Panel(table: FigureTable(columns: ["a"], rows: [["1"]]))
        #expect(Figure(id: "f", width: .oneColumn, panels: [plot("", "one")]).pieces.isEmpty)
        #expect(Figure(id: "f", panels: [plot("", "one"), table]).pieces.map(\.id) == ["f-a"])
    }
}

@Suite struct SymmetricTicksTests {
    @Test func zeroAndPowersOfBothSigns() {
        let ticks = Ticks.symmetric(from: -20, to: 3000, exponent: 0)
        #expect(ticks.majors == [-10, 1, 0, 10, 100, 1000, -1].sorted())
        #expect(ticks.labels == ["−10", "−1", "0", "1", "10", "100", "1000"])
    }

    @Test func theLargestStayWhereThereIsRoomForFew() {
        let ticks = Ticks.symmetric(from: -0.5, to: 2000, exponent: -2, most: 4)
        #expect(
            ticks.labels.count <= 4 && ticks.labels.contains("1000") && ticks.labels.contains("0"), "\(ticks.labels)")
        #expect(ticks.minors.contains(100) && !ticks.minors.contains(1000))
    }

    @Test func noPointIsOutside() throws {
        let values = [-3, -0.001, 0, 0.002, 40, 5000]
        let figure = Figure(
            id: "f",
            panels: [
                Panel(
                    x: Axis("x"), y: Axis("y", scale: .symmetric(exponent: -2)),
                    marks: [.line(x: values.indices.map(Double.init), y: values, series: "s")])
            ])
        #expect(figure.notes.isEmpty, "\(figure.notes)")
        #expect(try figure.svg().count > 500)
    }
}
