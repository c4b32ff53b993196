/// How one method looks in every figure: colour, dash and marker together, so that it survives grey printing.
public struct MethodStyle: Codable, Equatable, Sendable {
    /// The pattern of a line.
    public enum Dash: String, Codable, Sendable, CaseIterable {
        case solid, dashed, dotted, dashDotted, longDashed, dashDotDotted
        /// Long dashes with gaps as wide: bounds.
        case spaced
    }

    /// The shape that stands on a data point.
    public enum Marker: String, Codable, Sendable, CaseIterable {
        case none, circle, openCircle, square, openSquare, diamond, openDiamond, triangle, openTriangle
        case triangleDown, openTriangleDown, cross, plus, star
    }

    /// How heavy a line is.
    public enum Weight: String, Codable, Sendable {
        /// Data: 1 pt.
        case normal
        /// References such as the zero vector: 0.6 pt.
        case thin
        /// One of many lines that are told apart from their sum, such as single seeds: 0.4 pt.
        case hair

        var points: Double {
            switch self {
            case .normal: Theme.lineWidth
            case .thin: Theme.thinWidth
            case .hair: Theme.hairWidth
            }
        }
    }

    /// The name in the legend, in the markup of `MathText`.
    public var name: String
    /// The colour of lines, markers and (translucent) areas.
    public var colour: Colour
    /// The line's pattern.
    public var dash: Dash
    /// The shape on data points.
    public var marker: Marker
    /// The line's weight.
    public var weight: Weight

    /// A style from its parts; the theme makes those of methods.
    public init(
        name: String, colour: Colour, dash: Dash = .solid, marker: Marker = .none, weight: Weight = .normal
    ) {
        self.name = name
        self.colour = colour
        self.dash = dash
        self.marker = marker
        self.weight = weight
    }

    /// Whether the two differ in at least two of colour, dash and marker.
    func isDistinct(from other: MethodStyle) -> Bool {
        [colour != other.colour, dash != other.dash, marker != other.marker].filter { $0 }.count > 1
    }

    /// The same style under another name, dash, marker or weight: for a second quantity of the same method.
    public func variant(
        name: String? = nil, dash: Dash? = nil, marker: Marker? = nil, weight: Weight? = nil
    ) -> MethodStyle {
        MethodStyle(
            name: name ?? self.name, colour: colour, dash: dash ?? self.dash, marker: marker ?? self.marker,
            weight: weight ?? self.weight)
    }
}

/// The looks of one figure's series.
///
/// A mark's own style comes first, then the figure's table, then what the theme says of series that are no methods. A
/// series that is in none of them gets a distinct style under its own name, in order of appearance.
struct SeriesStyles {
    private var styles: [String: MethodStyle]

    init(_ figure: Figure) {
        styles = Theme.commonSeries.merging(figure.styles) { _, given in given }
        let marks = figure.panels.flatMap(\.marks)
        var taken = Array(figure.styles.values) + marks.compactMap(\.style)
        for mark in marks where mark.style == nil && mark.content.isStyled && styles[mark.content.series] == nil {
            let pool = Theme.distinctStyles
            let free = pool.first { taken.allSatisfy($0.isDistinct(from:)) } ?? pool[taken.count % pool.count]
            taken.append(free)
            let name = mark.content.series.split(separator: "$", omittingEmptySubsequences: false)
            styles[mark.content.series] = free.variant(name: name.joined(separator: "\\$"))
        }
    }

    /// The looks of all series, by their names.
    var all: [String: MethodStyle] { styles }

    func style(of mark: Mark) -> MethodStyle {
        if let own = mark.style { return own }
        let style = styles[mark.content.series] ?? Theme.distinctStyles[0]
        return mark.content.hasMarkers ? style : style.variant(marker: MethodStyle.Marker.none)
    }
}
