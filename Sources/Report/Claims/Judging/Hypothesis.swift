/// The values of a statistic with which a claim is right.
public enum Region: Equatable, Sendable {
    /// All below a bound.
    case below(Double)
    /// All above a bound.
    case above(Double)
    /// Those within a margin.
    case within(ClosedRange<Double>)

    /// Within a factor of `factor` of 1 in either direction: from 1/`factor` to `factor`.
    public static func factor(_ factor: Double) -> Region { .within((1 / factor)...factor) }

    /// The bound of a region with one; nil of a margin.
    var bound: Double? {
        switch self {
        case .below(let bound), .above(let bound): bound
        case .within: nil
        }
    }

    /// The margin; nil where there is one bound.
    var margin: ClosedRange<Double>? {
        if case .within(let range) = self { range } else { nil }
    }

    /// The ends on a scale; nil where there is none.
    func ends(on scale: Scale) -> (low: Double?, high: Double?) {
        switch self {
        case .below(let bound): (nil, scale.forward(bound))
        case .above(let bound): (scale.forward(bound), nil)
        case .within(let range): (scale.forward(range.lowerBound), scale.forward(range.upperBound))
        }
    }
}

/// That the mean of a statistic over seeds lies in a region.
public struct Hypothesis: Sendable {
    /// The statistic.
    public var statistic: SeedStatistic
    /// The region.
    public var region: Region
    /// Where it was measured, in `Markup`: "layer 3"; empty where a claim has one hypothesis.
    public var place: String

    /// A hypothesis.
    public init(_ statistic: SeedStatistic, _ region: Region, at place: String = "") {
        (self.statistic, self.region, self.place) = (statistic, region, place)
    }

    /// The one-sided p-values of "outside" and of "inside": the first is small where the data show that the mean is inside
    /// (of a margin by two one-sided tests), the second where they show that it is not.
    public var tails: (inside: Double, outside: Double) {
        let (spread, ends) = (statistic.spread, region.ends(on: statistic.scale))
        let inside = [ends.low.map(spread.tail(above:)), ends.high.map(spread.tail(below:))].compactMap { $0 }
        let outside = [ends.low.map(spread.tail(below:)), ends.high.map(spread.tail(above:))].compactMap { $0 }
        return (inside.max() ?? 1, outside.min() ?? 1)
    }

    /// Whether a number on the statistic's scale is in the region.
    func contains(_ value: Double) -> Bool {
        let ends = region.ends(on: statistic.scale)
        return ends.low.map { value > $0 } ?? true && ends.high.map { value < $0 } ?? true
    }

    /// How far `value`, on the statistic's scale, is from each end, positive to the inside.
    func distances(_ value: Double) -> [Double] {
        let ends = region.ends(on: statistic.scale)
        return [ends.low.map { value - $0 }, ends.high.map { $0 - value }].compactMap { $0 }
    }

    /// What a mean with this spread shows, tested on either side at the one-sided level of `critical`.
    func outcome(_ spread: Spread, _ critical: (Double) -> Double) -> (isInside: Bool, isOutside: Bool) {
        guard spread.freedom > 0, spread.mean.isFinite else { return (false, false) }
        let ends = region.ends(on: statistic.scale)
        let reach = spread.error * critical(spread.freedom)
        let (fromLow, fromHigh) = (ends.low.map { spread.mean - $0 }, ends.high.map { $0 - spread.mean })
        return (
            (fromLow ?? .infinity) > reach && (fromHigh ?? .infinity) > reach,
            -(fromLow ?? .infinity) > reach || -(fromHigh ?? .infinity) > reach
        )
    }
}
