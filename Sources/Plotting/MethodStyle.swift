/// How one method looks in every figure: colour, dash and marker together, so that it survives grey printing.
public struct MethodStyle: Equatable, Sendable {
    /// The pattern of a line.
    public enum Dash: String, Sendable, CaseIterable {
        case solid, dashed, dotted, dashDotted, longDashed, dashDotDotted
        /// Long dashes with gaps as wide: bounds.
        case spaced
    }

    /// The shape that stands on a data point.
    public enum Marker: String, Sendable, CaseIterable {
        case none, circle, openCircle, square, openSquare, diamond, openDiamond, triangle, openTriangle
        case triangleDown, openTriangleDown, cross, plus, star
    }

    /// How heavy a line is.
    public enum Weight: Sendable {
        /// Data: 1 pt.
        case normal
        /// References such as the zero vector: 0.6 pt.
        case thin
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
