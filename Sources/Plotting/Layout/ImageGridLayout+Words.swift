/// The words around and under the images of a grid.
extension ImageGridLayout {
    /// Adds the heads of columns and of their groups, and returns how far they reach down.
    mutating func addHeads(_ columns: [[Double]], each width: Double) throws -> Double {
        // Heads keep away from the panel's title.
        var height = Theme.axisLabelGap
        if grid.columns.contains(where: { !$0.heading.isEmpty }) {
            for (group, places) in zip(grid.columns, columns) where !group.heading.isEmpty {
                guard let first = places.first, let last = places.last else { continue }
                try addCentred(group.heading, Theme.labelSize, (first + last + width) / 2, top: height)
                let y = height + Theme.labelSize * 0.95 + 2
                addRule(from: Point(x: first, y: y), to: Point(x: last + width, y: y))
            }
            height += Theme.labelSize * 0.95 + 5
        }
        guard grid.columnNames.contains(where: { !$0.isEmpty }) else { return height }
        for (name, x) in zip(grid.columnNames, columns.joined()) {
            try addCentred(name, Theme.smallSize, x + width / 2, top: height)
        }
        return height + Theme.smallSize + Theme.tickLabelGap
    }

    /// Adds a row's heading to the left of `right`, at the height of the images' middles.
    mutating func add(_ heading: TextBlock, right: Double, middle: Double) {
        let top = middle - heading.height / 2
        for (index, line) in heading.lines.enumerated() {
            let base = top + Double(index) * heading.lineHeight + line.ascent
            add(line, at: Point(x: right - line.width, y: base))
        }
    }

    /// Adds the headings of groups of rows, turned, at the very left.
    mutating func addGroupHeadings(_ rows: [[Double]], each height: Double) throws {
        for (group, places) in zip(grid.rows, rows) where !group.heading.isEmpty {
            guard let first = places.first, let last = places.last else { continue }
            let text = try TextLayout(group.heading, size: Theme.labelSize, fonts: fonts)
            let middle = (first + last + height) / 2
            add(text, at: Point(x: Theme.labelSize * 0.8, y: middle + text.width / 2), upwards: true)
        }
    }

    /// Adds a line with its middle at `centre`.
    mutating func addCentred(_ text: String, _ size: Double, _ centre: Double, top: Double) throws {
        let layout = try TextLayout(text, size: size, fonts: fonts)
        add(layout, at: Point(x: centre - layout.width / 2, y: top + layout.ascent))
    }
}
