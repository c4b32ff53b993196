import Foundation

extension Figure {
    /// Every plotted number as CSV (RFC 4180, UTF-8, line feeds): panel, series, mark, x, y, lower, upper, value.
    /// Numbers have as many figures as it takes to read them back exactly.
    public var csv: String {
        var text = "panel,series,mark,x,y,lower,upper,value\n"
        for (index, panel) in panels.enumerated() {
            let name = Self.cell(panelName(index))
            for mark in panel.marks {
                for row in written(mark, in: index) { text += Self.line(name, row) }
            }
            if case .table(let table) = panel.content { text += Self.lines(name, table) }
            if case .image(let pixels) = panel.content {
                let size = "\(pixels.columns)×\(pixels.rows)"
                text += Self.line(name, DataRow(mark: "image", series: panel.title, value: size))
            }
            if case .grid(let grid) = panel.content {
                for row in grid.dataRows { text += Self.line(name, row) }
            }
        }
        if let table { text += Self.lines("table", table) }
        return text
    }

    /// What was left out, in sentences: data that the axes cannot show. Empty when all is drawn.
    public var notes: [String] {
        let ranges = FigureRanges(self).scales
        var notes: [String] = []
        for (index, panel) in panels.enumerated() {
            guard case .plot(let x, let y, let marks) = panel.content else { continue }
            let place = panels.count > 1 ? "Panel \(panelName(index)): " : ""
            for mark in marks where mark.content.countsForRange && !mark.content.isTight {
                let check = DataCheck(mark.content, x: x, y: y, scales: ranges[index])
                notes += check.sentences.map { place + $0 }
            }
        }
        return notes
    }

    /// The rows of a mark of panel `index` as they stand in the CSV.
    func written(_ mark: Mark, in index: Int) -> [DataRow] {
        guard let field = (mark.content as? ContourMark)?.field, let first = firstPanel(with: field), first < index
        else { return mark.content.rows }
        // A field that several panels share is written once.
        return [DataRow(mark: "field", series: "field", value: "as in panel \(panelName(first))")]
    }

    private func firstPanel(with field: ContourField) -> Int? {
        panels.firstIndex { $0.marks.contains { ($0.content as? ContourMark)?.field == field } }
    }

    /// What the CSV calls a panel: its letter, or its number from 1.
    func panelName(_ index: Int) -> String {
        guard hasLetters, index < 26 else { return String(index + 1) }
        return String("abcdefghijklmnopqrstuvwxyz".dropFirst(index).prefix(1))
    }

    private static func line(_ panel: String, _ row: DataRow) -> String {
        let numbers = [row.x, row.y, row.lower, row.upper].map { $0.map { "\($0)" } ?? "" }
        return ([panel, cell(row.series), cell(row.mark)] + numbers + [cell(row.value)]).joined(separator: ",") + "\n"
    }

    private static func lines(_ panel: String, _ table: FigureTable) -> String {
        table.rows.flatMap { row in
            zip(table.columns, row).dropFirst().map { column, value in
                line(panel, DataRow(mark: "table: \(column)", series: row.first ?? "", value: value))
            }
        }.joined()
    }

    private static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}

/// Counts the data of one mark that its axes cannot show.
private struct DataCheck {
    var sentences: [String] = []

    init(_ mark: any MarkContent, x: Axis, y: Axis, scales: (x: AxisScale, y: AxisScale)) {
        var notFinite = 0
        var notPositive = 0
        var outside = 0
        var openEnds = 0
        for row in mark.rows {
            let values = [row.x, row.y].compactMap { $0 }
            if !values.allSatisfy(\.isFinite) {
                notFinite += 1
            } else if (x.isLogarithmic && (row.x ?? 1) <= 0)
                || (y.isLogarithmic && (row.y ?? 1) <= 0 && mark.baseline == nil)
            {
                notPositive += 1
            } else if !(row.x.map(scales.x.contains) ?? true)
                // A bar that is taller than the frame is seen to be cut.
                || (mark.baseline == nil && !(row.y.map(scales.y.contains) ?? true))
            {
                outside += 1
            } else if let lower = row.lower, lower <= 0, (mark.intervalsRunAlongX ? x : y).isLogarithmic {
                openEnds += 1
            }
        }
        func add(_ count: Int, _ one: String, _ many: String) {
            guard count > 0 else { return }
            let name = mark.series.isEmpty ? mark.kind : mark.series
            sentences.append("\(count) \(count == 1 ? one : many) of \(name)")
        }
        func finish(_ words: String) {
            if !sentences.isEmpty, !sentences[sentences.count - 1].hasSuffix(".") {
                sentences[sentences.count - 1] += " \(words)."
            }
        }
        add(notFinite, "point", "points")
        finish("not finite, dropped")
        add(notPositive, "point", "points")
        finish("≤ 0, dropped on the logarithmic axis")
        add(outside, "point", "points")
        finish("outside of the axis' range, not shown")
        add(openEnds, "spread", "spreads")
        finish("reaching to or below 0, running off the logarithmic axis")
    }
}
