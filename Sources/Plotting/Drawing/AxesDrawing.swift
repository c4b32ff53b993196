/// Draws a frame with its ticks, inwards on all four sides, and the words around it.
struct AxesDrawing {
    let frame: Rectangle
    let measure: PanelMeasure
    let canvas: Canvas

    func draw() {
        canvas.stroke(frame, colour: .black, width: Theme.axisWidth)
        for tick in measure.xTicks { drawX(tick) }
        for tick in measure.yTicks { drawY(tick) }
        for minor in measure.xMinors { mark(x: minor, length: Theme.gridTickMinor) }
        for minor in measure.yMinors { mark(y: minor, length: Theme.gridTickMinor) }
        drawLabels()
        for label in measure.rightLabels {
            canvas.show(
                label.text, at: Point(x: frame.right + 3, y: frame.y + label.place + label.text.ascent / 2 - 0.4))
        }
        for label in measure.topLabels {
            canvas.show(label.text, at: Point(x: frame.x + label.place, y: frame.y - 3))
        }
    }

    private func drawX(_ tick: PanelMeasure.Tick) {
        guard let place = measure.x.place(tick.value), measure.x.contains(tick.value) else { return }
        if tick.hasMark { mark(x: tick.value, length: Theme.gridTickMajor) }
        var base = frame.bottom + Theme.tickLabelGap
        for line in tick.lines {
            canvas.show(line, at: Point(x: place - line.width / 2, y: base + line.ascent))
            base += Theme.smallSize * 1.15
        }
    }

    private func drawY(_ tick: PanelMeasure.Tick) {
        guard let place = measure.y.place(tick.value), measure.y.contains(tick.value) else { return }
        if tick.hasMark { mark(y: tick.value, length: Theme.gridTickMajor) }
        guard let label = tick.lines.first else { return }
        canvas.show(
            label, at: Point(x: frame.x - Theme.tickLabelGap - label.width, y: place + label.ascent / 2 - 0.2))
    }

    private func mark(x value: Double, length: Double) {
        guard let place = measure.x.place(value), measure.x.contains(value) else { return }
        for (from, to) in [(frame.bottom, frame.bottom - length), (frame.y, frame.y + length)] {
            canvas.line(Point(x: place, y: from), Point(x: place, y: to), colour: .black, width: Theme.axisWidth)
        }
    }

    private func mark(y value: Double, length: Double) {
        guard let place = measure.y.place(value), measure.y.contains(value) else { return }
        for (from, to) in [(frame.x, frame.x + length), (frame.right, frame.right - length)] {
            canvas.line(Point(x: from, y: place), Point(x: to, y: place), colour: .black, width: Theme.axisWidth)
        }
    }

    private func drawLabels() {
        if let label = measure.xLabel {
            var base = frame.bottom + measure.xWordsHeight + Theme.axisLabelGap
            for line in label.lines {
                canvas.show(line, at: Point(x: frame.centre.x - line.width / 2, y: base + line.ascent))
                base += label.lineHeight
            }
        }
        if let label = measure.yLabel {
            var x = frame.x - measure.yWordsWidth - Theme.axisLabelGap
            for line in label.lines.reversed() {
                canvas.show(
                    line, at: Point(x: x - line.descent, y: frame.centre.y + line.width / 2), upwards: true)
                x -= label.lineHeight
            }
        }
    }
}
