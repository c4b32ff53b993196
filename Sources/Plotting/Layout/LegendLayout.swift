/// An entry of the legend: what it shows for a name.
struct LegendKey: Equatable {
    var name: String
    var style: MethodStyle
    var hasLine = false
    var hasMarker = false
    var hasFill = false
    var special: Special?

    /// Shapes that are no style's marker.
    enum Special: Equatable {
        case start, end
    }

    private var isMethod: Bool { special == nil && (hasLine || hasFill) }

    /// The entries of all marks: one for each name and look, in order of first appearance.
    static func merged(_ keys: [LegendKey]) -> [LegendKey] {
        let merged: [LegendKey] = keys.reduce(into: []) { list, key in
            guard !key.name.isEmpty else { return }
            if let known = list.firstIndex(where: {
                $0.name == key.name && $0.style == key.style && $0.special == key.special
            }) {
                list[known].hasLine = list[known].hasLine || key.hasLine
                list[known].hasMarker = list[known].hasMarker || key.hasMarker
                list[known].hasFill = list[known].hasFill || key.hasFill
            } else {
                list.append(key)
            }
        }
        // Methods first, then what is marked along them.
        return merged.filter { $0.isMethod } + merged.filter { !$0.isMethod }
    }
}

/// The legend, in as few lines as fit the width, about equally long, each in the middle.
struct LegendLayout {
    private typealias Entry = (key: LegendKey, text: TextLayout)
    private let lines: [[Entry]]

    init(_ keys: [LegendKey], width: Double, fonts: FontBook) throws {
        let entries = try keys.map { (key: $0, text: try TextLayout($0.name, size: Theme.smallSize, fonts: fonts)) }
        let fewest = Self.broken(entries, width: width).count
        // The narrowest lines that are not more: a full line over a short one looks like an accident.
        var (narrow, wide) = (0.0, width)
        for _ in 0..<12 {
            let middle = (narrow + wide) / 2
            if Self.broken(entries, width: middle).count > fewest { narrow = middle } else { wide = middle }
        }
        lines = Self.broken(entries, width: wide)
    }

    /// Entries line by line, none longer than `width` but where one entry is.
    private static func broken(_ entries: [Entry], width: Double) -> [[Entry]] {
        entries.reduce(into: []) { lines, entry in
            if let last = lines.last, length(last + [entry]) <= width {
                lines[lines.count - 1].append(entry)
            } else {
                lines.append([entry])
            }
        }
    }

    private static func length(_ line: [Entry]) -> Double {
        line.reduce(Theme.legendColumnGap * Double(line.count - 1)) { $0 + self.width(of: $1) }
    }

    private static func width(of entry: Entry) -> Double { entry.text.width + Theme.legendKey + Theme.legendKeyGap }

    var height: Double { Double(lines.count) * Theme.legendLine }

    /// Draws the legend with its middle at `centre` and its upper border at `top`.
    func draw(on canvas: Canvas, centre: Double, top: Double) {
        for (row, line) in lines.enumerated() {
            var left = centre - Self.length(line) / 2
            let middle = top + (Double(row) + 0.5) * Theme.legendLine
            for entry in line {
                draw(entry.key, on: canvas, left: left, middle: middle)
                canvas.show(
                    entry.text,
                    at: Point(x: left + Theme.legendKey + Theme.legendKeyGap, y: middle + entry.text.ascent / 2 - 0.4))
                left += Self.width(of: entry) + Theme.legendColumnGap
            }
        }
    }

    private func draw(_ key: LegendKey, on canvas: Canvas, left: Double, middle: Double) {
        let centre = Point(x: left + Theme.legendKey / 2, y: middle)
        if let special = key.special { return canvas.special(special, at: centre, colour: key.style.colour) }
        if key.hasFill {
            let box = Rectangle(x: left + 2, y: middle - 3.5, width: Theme.legendKey - 4, height: 7)
            if key.hasLine {
                canvas.fill(box, colour: key.style.colour.opacity(Theme.bandOpacity * 1.4))
            } else {
                drawArea(key.style, in: box, on: canvas)
            }
        }
        if key.hasLine {
            canvas.stroke(
                [Point(x: left, y: middle), Point(x: left + Theme.legendKey, y: middle)], colour: key.style.colour,
                width: key.style.weight.points, dash: key.style.dash)
        }
        if key.hasMarker { canvas.marker(key.style.marker, at: centre, colour: key.style.colour) }
    }

    /// The swatch of a histogram is a bar of one.
    private func drawArea(_ style: MethodStyle, in box: Rectangle, on canvas: Canvas) {
        let area = PlotArea(
            canvas: canvas, frame: Rectangle(x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2),
            x: AxisScale(logarithmic: false, lower: 0, upper: 1, start: box.x, end: box.right),
            y: AxisScale(logarithmic: false, lower: 0, upper: 1, start: box.bottom, end: box.y))
        let bar = HistogramMark(series: "", edges: [0, 1], heights: [1])
        bar.draw(.back, style, in: area)
        bar.draw(.middle, style, in: area)
        canvas.line(
            Point(x: box.x, y: box.bottom), Point(x: box.right, y: box.bottom), colour: style.colour,
            width: Theme.lineWidth * 0.8)
    }
}
