/// A number with its confidence interval, and what the interval is over.
public struct Estimate: Codable, Equatable, Sendable {
    /// The estimate itself.
    public var value: Double
    /// The interval's lower end.
    public var low: Double
    /// The interval's upper end.
    public var high: Double
    /// The two-sided confidence level, such as 0.95.
    public var level: Double
    /// How many seeds went in.
    public var seeds: Int
    /// How many test examples of each seed went in.
    public var examples: Int

    /// An estimate with its interval.
    public init(value: Double, low: Double, high: Double, level: Double, seeds: Int, examples: Int) {
        self.value = value
        self.low = low
        self.high = high
        self.level = level
        self.seeds = seeds
        self.examples = examples
    }

    /// Whether the numbers are fit to judge anything.
    public var isUsable: Bool { value.isFinite && low.isFinite && high.isFinite }

    /// What the interval is over, in words.
    public var scope: String {
        if examples == 1 { return "over \(seeds) seeds" }
        return seeds > 1
            ? "over \(seeds) seeds and \(examples) test examples"
            : "over \(examples) test examples of one seed; the spread over seeds is not known"
    }

    /// Whether the whole interval is above `bound`.
    public func isAbove(_ bound: Double) -> Bool { low > bound }
    /// Whether the whole interval is below `bound`.
    public func isBelow(_ bound: Double) -> Bool { high < bound }
}
