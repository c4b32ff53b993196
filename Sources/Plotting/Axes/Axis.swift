/// What stands along one side of a panel.
public struct Axis: Codable, Equatable, Sendable {
    /// How values become places.
    public enum Scale: Codable, Equatable, Sendable {
        case linear
        /// Base 10. Zero and negative data are dropped with a note.
        case logarithmic
        /// Linear from −10ⁿ to 10ⁿ, and logarithmic, base 10, beyond on both sides: for values around zero of which a few are
        /// very large.
        case symmetric(exponent: Int)
        /// The values 0, 1, 2, … are the named categories: from left to right, or from top to bottom.
        case category([String])
    }

    /// Which values a linear axis labels.
    public enum Ticks: Codable, Equatable, Sendable {
        /// Nice steps 1, 2, 5 · 10^k.
        case automatic
        /// Whole numbers only: layers, iterations. Error bars of several series stand side by side.
        case integers
        /// These values, labelled as they are. Error bars of several series stand side by side.
        case at([Double])
    }

    /// The words along the axis, in the markup of `MathText`, with the unit in parentheses where there is one.
    public var label: String
    /// How values become places.
    public var scale: Scale
    /// The values at the two ends; nil takes them from the data.
    public var range: ClosedRange<Double>?
    /// Which values are labelled.
    public var ticks: Ticks
    /// A linear range taken from data always contains zero.
    public var includesZero: Bool

    /// An axis. All but the label has a default: linear, range and ticks from the data.
    public init(
        _ label: String, scale: Scale = .linear, range: ClosedRange<Double>? = nil, ticks: Ticks = .automatic,
        includesZero: Bool = false
    ) {
        self.label = label
        self.scale = scale
        self.range = range
        self.ticks = ticks
        self.includesZero = includesZero
    }

    var isCategory: Bool {
        if case .category = scale { return true }
        return false
    }

    var isLogarithmic: Bool { scale == .logarithmic }

    var linearExponent: Int? {
        if case .symmetric(let exponent) = scale { return exponent }
        return nil
    }

    /// Whether several series at one value are drawn side by side.
    var isDiscrete: Bool {
        if case .at = ticks { return true }
        return gap != nil
    }

    /// How far neighbouring values are from each other where several series at one value are drawn side by side.
    var gap: Double? {
        switch (scale, ticks) {
        case (.category, _), (.linear, .integers): return 1
        case (.linear, .at(let values)):
            let sorted = values.sorted()
            return zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min()
        default: return nil
        }
    }
}
