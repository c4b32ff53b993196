/// A small table with a head line; cells are in the markup of `MathText`.
public struct FigureTable: Sendable, Equatable {
    /// The head of each column.
    public var columns: [String]
    /// Rows of as many cells as there are columns; the first cell names the row.
    public var rows: [[String]]

    /// A table from its heads and rows.
    public init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }
}

extension FigureTable {
    func validate(figure: String) throws {
        guard let row = rows.firstIndex(where: { $0.count != columns.count }) else { return }
        throw PlottingError.invalidFigure(
            id: figure,
            reason: "row \(row + 1) of a table has \(rows[row].count) cells, expected \(columns.count)")
    }
}

/// A small table with three rules: first column to the left, the others centred.
struct TableLayout {
    private let lines: [[TextLayout]]
    private let widths: [Double]
    private let gap = 14.0

    init(_ table: FigureTable, fonts: FontBook) throws {
        let lines = try ([table.columns] + table.rows).map { row in
            try row.map { try TextLayout($0, size: Theme.smallSize, fonts: fonts) }
        }
        self.lines = lines
        widths = table.columns.indices.map { column in lines.map { $0[column].width }.max() ?? 0 }
    }

    var height: Double { Double(lines.count) * Theme.tableLine + 5 }
    var width: Double { widths.reduce(0, +) + gap * Double(max(widths.count - 1, 0)) + 8 }

    func draw(on canvas: Canvas, centre: Double, top: Double) {
        let left = centre - width / 2
        func rule(_ y: Double, _ weight: Double) {
            canvas.line(Point(x: left, y: y), Point(x: left + width, y: y), colour: .black, width: weight)
        }
        rule(top + 0.4, 0.8)
        rule(top + Theme.tableLine + 2, 0.5)
        rule(top + height - 0.4, 0.8)
        for (index, line) in lines.enumerated() {
            let base = top + Double(index) * Theme.tableLine + 8.6 + (index == 0 ? 0 : 2)
            var x = left + 4
            for (column, text) in line.enumerated() {
                let shift = column == 0 ? 0 : (widths[column] - text.width) / 2
                canvas.show(text, at: Point(x: x + shift, y: base))
                x += widths[column] + gap
            }
        }
    }
}
