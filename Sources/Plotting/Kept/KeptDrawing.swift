/// A kept figure with the numbers of its CSV: marks that can be drawn again.
public struct KeptDrawing: Sendable {
    /// Axes and looks.
    public let kept: KeptFigure
    /// For each panel the rows of each of its marks.
    let rows: [[[DataRow]]]

    /// Gives the marks of a kept figure their rows of the CSV, which `rows` has by the panel's name. Nil where these are not the
    /// rows of this figure: another kind, another series, more or fewer; or where no figure is of such a size.
    public init?(_ kept: KeptFigure, rows: [String: [DataRow]]) {
        guard kept.isDrawable else { return nil }
        var parts: [[[DataRow]]] = []
        for panel in kept.panels {
            var rest = (rows[panel.name] ?? [])[...]
            var marks: [[DataRow]] = []
            for mark in panel.marks {
                guard mark.rows >= 0, kept.looks.indices.contains(mark.look), rest.count >= mark.rows else {
                    return nil
                }
                let own = Array(rest.prefix(mark.rows))
                rest = rest.dropFirst(mark.rows)
                let isContour = own.contains { ["field", "level"].contains($0.mark) }
                guard isContour || own.allSatisfy({ $0.mark == mark.kind && $0.series == mark.series }) else {
                    return nil
                }
                marks.append(own)
            }
            guard rest.isEmpty else { return nil }
            parts.append(marks)
        }
        (self.kept, self.rows) = (kept, parts)
    }

    /// A mark drawn again, as `series` and in a look of its own; nil for what is no curve, bar or point: fields, images, cells,
    /// words. `hasSpread` says whether areas and bars around lines are drawn, `hasLabel` whether words stand beside lines across the
    /// frame.
    func mark(
        _ place: Int, of panel: Int, series: String, look: MethodStyle, hasSpread: Bool, hasLabel: Bool
    ) -> Mark? {
        let (kept, rows) = (kept.panels[panel].marks[place], rows[panel][place])
        let (x, y) = (rows.map { $0.x ?? .nan }, rows.map { $0.y ?? .nan })
        let (lower, upper) = (rows.map { $0.lower ?? .nan }, rows.map { $0.upper ?? .nan })
        // In the margin the words of both would stand over each other.
        let label = hasLabel ? kept.label : nil
        switch kept.kind {
        case "line":
            var spread: Spread?
            if hasSpread, rows.contains(where: { $0.lower != nil }) {
                spread = kept.hasBars ? .bars(lower: lower, upper: upper) : .band(lower: lower, upper: upper)
            }
            return .line(x: x, y: y, spread: spread, series: series, style: look)
        case "band": return hasSpread ? .band(x: x, lower: lower, upper: upper, series: series, style: look) : nil
        case "points": return .scatter(x: x, y: y, series: series, style: look)
        case "histogram", "outline":
            guard let last = upper.last else { return nil }
            return kept.kind == "outline"
                ? .outline(edges: lower + [last], heights: y, series: series, style: look)
                : .histogram(edges: lower + [last], heights: y, series: series, style: look)
        case "interval":
            return .intervals(at: y, estimates: x, lower: lower, upper: upper, series: series, style: look)
        case "trajectory": return .trajectory(x: x, y: y, series: series, style: look)
        case "horizontal line":
            return y.first.map { .horizontal(at: $0, label: label, series: series, style: look) }
        case "vertical line":
            return x.first.map { .vertical(at: $0, label: label, series: series, style: look) }
        default: return nil
        }
    }
}
