/// Draws a figure that has been laid out: the same calls for every format.
struct FigureDrawing {
    let figure: Figure
    let layout: FigureLayout
    let canvas: Canvas

    func draw() throws {
        for (index, panel) in figure.panels.enumerated() {
            try draw(panel, layout.panels[index].frame, layout.panels[index].measure)
        }
        for heading in layout.rowHeadings {
            canvas.show(
                heading.text,
                at: Point(x: Theme.outerMargin + Theme.labelSize * 0.8, y: heading.centre + heading.text.width / 2),
                upwards: true)
        }
        let centre = layout.width / 2
        if let legend = layout.legend { legend.layout.draw(on: canvas, centre: centre, top: legend.top) }
        if let table = layout.table { table.layout.draw(on: canvas, centre: centre, top: table.top) }
        if let note = layout.note {
            for (index, line) in note.block.lines.enumerated() {
                let base = note.top + Double(index) * note.block.lineHeight + line.ascent
                canvas.show(line, at: Point(x: Theme.outerMargin, y: base))
            }
        }
        if let failure = canvas.failure { throw PlottingError.drawing(what: figure.id, reason: failure) }
    }

    private func draw(_ panel: Panel, _ frame: Rectangle, _ measure: PanelMeasure) throws {
        drawTitle(measure, frame)
        switch panel.content {
        case .plot(let xAxis, let yAxis, let marks):
            let area = plotArea(marks, xAxis, yAxis, frame, measure)
            for phase in DrawingPhase.allCases {
                for mark in marks { try mark.content.draw(phase, layout.styles.style(of: mark), in: area) }
                // Axes over areas and lines, under markers.
                if phase == .middle { AxesDrawing(frame: frame, measure: measure, canvas: canvas).draw() }
            }
        case .image(let pixels):
            let scale = min(frame.width / Double(pixels.columns), frame.height / Double(pixels.rows))
            let (width, height) = (scale * Double(pixels.columns), scale * Double(pixels.rows))
            let place = Rectangle(
                x: frame.centre.x - width / 2, y: frame.centre.y - height / 2, width: width, height: height)
            try pixels.draw(in: place, on: canvas)
            canvas.stroke(place, colour: .black, width: Theme.axisWidth * 0.5)
        case .grid:
            if let layout = measure.grid { try draw(layout, at: frame) }
        case .table(let table):
            let layout = try TableLayout(table, fonts: canvas.fonts)
            layout.draw(on: canvas, centre: frame.centre.x, top: frame.centre.y - layout.height / 2)
        case .empty: break
        }
    }

    /// A grid stands in the middle of its frame's width, on whole dots.
    private func draw(_ layout: ImageGridLayout, at frame: Rectangle) throws {
        let x = ImageGridLayout.wholeDots(frame.x + max(0, frame.width - layout.width) / 2)
        let y = ImageGridLayout.wholeDots(frame.y)
        for image in layout.images {
            var place = image.place
            place.x += x
            place.y += y
            try image.pixels.draw(in: place, on: canvas)
            canvas.stroke(place.outset(Theme.axisWidth / 4), colour: .black, width: Theme.axisWidth / 2)
        }
        for rule in layout.rules {
            canvas.line(
                Point(x: x + rule.from.x, y: y + rule.from.y), Point(x: x + rule.to.x, y: y + rule.to.y),
                colour: .black, width: Theme.axisWidth)
        }
        for words in layout.words {
            canvas.show(
                words.text, at: Point(x: x + words.origin.x, y: y + words.origin.y), upwards: words.upwards)
        }
    }

    private func drawTitle(_ measure: PanelMeasure, _ frame: Rectangle) {
        let references = measure.topLabels.isEmpty ? 0 : Theme.smallSize + 1
        for (index, line) in measure.title.lines.enumerated() {
            let below = Double(measure.title.lines.count - 1 - index) * measure.title.lineHeight
            let base = frame.y - Theme.titleGap - references - below
            canvas.show(line, at: Point(x: frame.centre.x - line.width / 2, y: base))
        }
    }

    /// Series with bars at the same places stand next to each other, in order of appearance.
    private func plotArea(
        _ marks: [Mark], _ xAxis: Axis, _ yAxis: Axis, _ frame: Rectangle, _ measure: PanelMeasure
    ) -> PlotArea {
        var area = PlotArea(canvas: canvas, frame: frame, x: measure.x, y: measure.y)
        area.dodgesAlongY = yAxis.isDiscrete && !xAxis.isDiscrete
        guard xAxis.isDiscrete || yAxis.isDiscrete else { return area }
        var names: [String] = []
        for mark in marks where mark.content.isDodged && !names.contains(mark.content.series) {
            names.append(mark.content.series)
        }
        // Nobody moves further than a third of the way to the next place.
        let scale = area.dodgesAlongY ? measure.y : measure.x
        let unit = (area.dodgesAlongY ? yAxis : xAxis).room(on: scale)
        let wish = area.dodgesAlongY ? Theme.dodge * 3 : Theme.dodge
        let step = min(wish, unit * 0.66 / Double(max(names.count - 1, 1)))
        area.dodges = names.enumerated().map { index, name in
            (name, (Double(index) - Double(names.count - 1) / 2) * step)
        }
        return area
    }
}
