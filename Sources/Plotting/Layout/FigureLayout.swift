/// Where everything of a figure stands on the page: measured first, then drawn.
struct FigureLayout {
    private(set) var width: Double
    private(set) var height = 0.0
    /// For each panel its frame and what is around it.
    private(set) var panels: [(frame: Rectangle, measure: PanelMeasure)] = []
    private(set) var rowHeadings: [(text: TextLayout, centre: Double)] = []
    private(set) var legend: (layout: LegendLayout, top: Double)?
    private(set) var table: (layout: TableLayout, top: Double)?
    private(set) var note: (block: TextBlock, top: Double)?

    let styles: SeriesStyles
    private let figure: Figure
    private let columns: Int
    private let rows: Int
    private let largestImage: Double

    /// A figure that would be taller than a page has smaller images in its grids.
    /// - Throws: the errors of text and of `Figure.validate`.
    init(_ figure: Figure, fonts: FontBook) throws {
        try figure.validate()
        try self.init(figure, fonts: fonts, largestImage: Theme.largestImage)
        while height > Theme.tallestFigure, panels.contains(where: { $0.measure.grid != nil }),
            largestImage > Theme.smallestImage / 2
        {
            try self.init(figure, fonts: fonts, largestImage: largestImage * 0.95)
        }
    }

    private init(_ figure: Figure, fonts: FontBook, largestImage: Double) throws {
        self.figure = figure
        styles = SeriesStyles(figure)
        self.largestImage = largestImage
        width = figure.width.points
        columns = min(figure.columns, figure.panels.count)
        rows = (figure.panels.count + columns - 1) / columns
        let headingRoom = figure.rowHeadings.isEmpty ? 0 : Theme.labelSize * 1.3
        let scales = FigureRanges(figure).scales
        let available = width - 2 * Theme.outerMargin - headingRoom - Theme.columnGap * Double(columns - 1)

        // Ticks depend on the frame, the frame on the ticks' words: a few rounds settle it.
        var frames = FrameSizes(figure, columns: columns, rows: rows, room: available - 34 * Double(columns))
        var measures: [PanelMeasure] = []
        for _ in 0..<4 {
            measures = try figure.panels.indices.map { index in
                try PanelMeasure(request(index, scales[index], frames), fonts: fonts)
            }
            let around = (0..<columns).reduce(0) {
                $0 + most(measures, column: $1, \.left) + most(measures, column: $1, \.right)
            }
            frames.fit(measures, room: available - around)
            guard frames.widths.allSatisfy({ $0 > 12 }) else {
                throw PlottingError.invalidFigure(
                    id: figure.id,
                    reason: "the words around \(columns) panels side by side leave no room for their frames")
            }
        }
        try place(measures, frames, headingRoom: headingRoom, fonts: fonts)
    }

    private mutating func place(
        _ measures: [PanelMeasure], _ frames: FrameSizes, headingRoom: Double, fonts: FontBook
    ) throws {
        let inner = width - 2 * Theme.outerMargin
        var y = Theme.outerMargin
        let order = figure.legendOrder
        let places = figure.panels.flatMap(\.marks).map { mark in
            (mark: mark, place: order.firstIndex(of: mark.content.series) ?? order.count)
        }
        let marks = (0...order.count).flatMap { place in places.filter { $0.place == place }.map(\.mark) }
        let keys = LegendKey.merged(marks.flatMap { $0.content.keys(styles.style(of: $0)) })
        let legendLayout =
            figure.legend == .hidden || keys.isEmpty ? nil : try LegendLayout(keys, width: inner, fonts: fonts)
        if figure.legend == .above, let legendLayout {
            legend = (legendLayout, y)
            y += legendLayout.height + Theme.legendGap
        }
        for row in 0..<rows {
            let indices = Array((row * columns)..<min((row + 1) * columns, measures.count))
            let top = indices.map { measures[$0].top }.max() ?? 0
            let below = indices.map { frames.heights[$0] + measures[$0].bottom }.max() ?? 0
            let tallest = indices.map { frames.heights[$0] }.max() ?? 0
            var x = Theme.outerMargin + headingRoom
            for (column, index) in indices.enumerated() {
                x += most(measures, column: column, \.left)
                let place = Rectangle(
                    x: x, y: y + top, width: frames.widths[column], height: frames.heights[index])
                var measure = measures[index]
                (measure.x.start, measure.x.end) = (place.x, place.right)
                (measure.y.start, measure.y.end) = (place.bottom, place.y)
                panels.append((place, measure))
                x += place.width + most(measures, column: column, \.right) + Theme.columnGap
            }
            if row < figure.rowHeadings.count {
                let text = try TextLayout(figure.rowHeadings[row], size: Theme.labelSize, fonts: fonts)
                rowHeadings.append((text, y + top + tallest / 2))
            }
            y += top + below + (row < rows - 1 ? Theme.rowGap : 0)
        }
        if let content = figure.table {
            y += Theme.legendGap
            let layout = try TableLayout(content, fonts: fonts)
            table = (layout, y)
            y += layout.height
        }
        if figure.legend == .below, let legendLayout {
            y += Theme.legendGap
            legend = (legendLayout, y)
            y += legendLayout.height
        }
        if !figure.note.isEmpty {
            y += Theme.legendGap
            let block = try TextBlock(figure.note, size: Theme.smallSize, width: inner, fonts: fonts)
            note = (block, y)
            y += block.height
        }
        height = y + Theme.outerMargin
    }

    private func most(_ measures: [PanelMeasure], column: Int, _ side: KeyPath<PanelMeasure, Double>) -> Double {
        stride(from: column, to: measures.count, by: columns).map { measures[$0][keyPath: side] }.max() ?? 0
    }

    private func request(
        _ index: Int, _ scales: (x: AxisScale, y: AxisScale), _ frames: FrameSizes
    ) -> PanelMeasure.Request {
        let panel = figure.panels[index]
        var below = false
        if index + columns < figure.panels.count, case .plot = figure.panels[index + columns].content { below = true }
        let sharesY = !figure.sharing.isDisjoint(with: [.y, .yWithinRows])
        return PanelMeasure.Request(
            title: title(index), content: panel.content, x: scales.x, y: scales.y,
            showsX: !(figure.sharing.contains(.x) && below), showsY: !(sharesY && index % columns != 0),
            width: frames.widths[index % columns], height: frames.heights[index], largestImage: largestImage)
    }

    private func title(_ index: Int) -> String {
        let panel = figure.panels[index]
        if case .empty = panel.content { return "" }
        guard figure.hasLetters, let letter = "abcdefghijklmnopqrstuvwxyz".dropFirst(index).first else {
            return panel.title
        }
        return panel.title.isEmpty ? "(\(letter))" : "(\(letter)) \(panel.title)"
    }
}
