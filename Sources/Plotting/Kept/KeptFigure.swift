/// What a figure's CSV does not say: axes and looks. Both together draw the figure's curves again, alone or over those of
/// another run.
public struct KeptFigure: Codable, Equatable, Sendable {
    /// How many panels stand side by side.
    public var columns: Int
    /// Height of a panel's frame divided by its width.
    public var aspect: Double
    /// The bits of `Figure.Sharing`.
    public var sharing: Int
    /// Words on the left of each row of panels.
    public var rowHeadings: [String]
    /// Whether its panels are all plots: none is an image, a table or free.
    public var isWhole: Bool
    /// Its plots.
    public var panels: [KeptPanel]
    /// The looks that its marks have, each once.
    public var looks: [MethodStyle]
}

/// A plot of a kept figure.
public struct KeptPanel: Codable, Equatable, Sendable {
    /// Its name in the CSV: a letter, or a number.
    public var name: String
    /// The words above it, in the markup of `MathText`.
    public var title: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// Its marks, in the order of the CSV.
    public var marks: [KeptMark]
}

/// A mark of a kept figure: the rows of the CSV that it has, and what they look like.
public struct KeptMark: Codable, Equatable, Sendable {
    /// Its kind in the CSV: "line", "points", …
    public var kind: String
    /// Its series.
    public var series: String
    /// How many rows of its panel are its own; those of the marks before it come first.
    public var rows: Int
    /// Its look, as a place in the figure's list.
    public var look: Int
    /// Whether its spread is drawn as bars, not as an area.
    public var hasBars: Bool
    /// The words beside a line across the frame; nil where the legend has them.
    public var label: String?
}

extension KeptFigure {
    /// Whether its sizes and axes are such as figures have; those of a damaged file may be anything.
    var isDrawable: Bool {
        let axes = panels.flatMap { [$0.x, $0.y] }
        return (1...100).contains(columns) && (0.01...100).contains(aspect)
            && axes.allSatisfy { axis in
                if case .at(let ticks) = axis.ticks, !ticks.allSatisfy(\.isFinite) { return false }
                return abs(axis.linearExponent ?? 0) <= 300
            }
    }
}

extension Figure {
    /// The figure without its numbers, which are in its CSV.
    public var kept: KeptFigure {
        let styles = SeriesStyles(self)
        var looks: [MethodStyle] = []
        func place(_ style: MethodStyle) -> Int {
            if let known = looks.firstIndex(of: style) { return known }
            looks.append(style)
            return looks.count - 1
        }
        let plots = panels.indices.compactMap { index -> KeptPanel? in
            guard case .plot(let x, let y, let marks) = panels[index].content else { return nil }
            let kept = marks.map { mark in
                KeptMark(
                    kind: mark.content.kind, series: mark.content.series, rows: written(mark, in: index).count,
                    look: place(styles.style(of: mark)), hasBars: mark.content.isDodged,
                    label: (mark.content as? ReferenceMark)?.label)
            }
            return KeptPanel(name: panelName(index), title: panels[index].title, x: x, y: y, marks: kept)
        }
        return KeptFigure(
            columns: columns, aspect: aspect, sharing: sharing.rawValue, rowHeadings: rowHeadings,
            isWhole: plots.count == panels.count, panels: plots, looks: looks)
    }
}
