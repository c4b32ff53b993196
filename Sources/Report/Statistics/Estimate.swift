import Foundation

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
    /// How many test examples of each seed went in; 1 where single examples are not known.
    public var examples: Int
    /// Whether the interval is made of the spread between draws of the data, which differ by more than their seeds explain.
    public var isOfDraws: Bool
    /// How many draws of the data the seeds see.
    public var draws: Int

    /// An estimate with its interval.
    public init(
        value: Double, low: Double, high: Double, level: Double, seeds: Int, examples: Int, isOfDraws: Bool = false,
        draws: Int = 1
    ) {
        (self.isOfDraws, self.draws) = (isOfDraws, draws)
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
        if seeds == 1 { return "over \(examples) test examples of one seed; the spread over seeds is not known" }
        if isOfDraws { return "over \(draws) draws of the data, which differ by more than the \(seeds) seeds explain" }
        return "over \(seeds) seeds" + (draws > 1 ? " in \(draws) draws of the data" : "")
            + (examples > 1 ? ", each a mean over \(examples) test examples" : "")
    }

    /// Whether the whole interval is above `bound`.
    public func isAbove(_ bound: Double) -> Bool { low > bound }
    /// Whether the whole interval is below `bound`.
    public func isBelow(_ bound: Double) -> Bool { high < bound }
}

extension Estimate {
    /// "0.947 [0.945, 0.949]"; "0.947 (the same with every seed)", where an interval would look like a mistake.
    public var cell: String { "\(NumberText.short(value)) \(span)" }

    /// "[0.945, 0.949]", or that there is no spread to see.
    public var span: String {
        isSharp ? "(the same with every seed)" : "[\(NumberText.short(low)), \(NumberText.short(high))]"
    }

    /// Whether several seeds give one number, as far as it is printed: there is nothing by chance that an interval shows.
    public var isSharp: Bool {
        let text = NumberText.short(value)
        return seeds > 1 && isUsable && NumberText.short(low) == text && NumberText.short(high) == text
    }

    /// "63 % [60 %, 66 %]".
    public var percentCell: String {
        "\(NumberText.percent(value)) [\(NumberText.percent(low)), \(NumberText.percent(high))]"
    }

    /// As `cell`, with all three to the place of the interval's second figure: "−0.001 [−0.012, 0.011]".
    public var alignedCell: String {
        let half = (high - low) / 2
        guard isUsable, half > 0, half < 1e6, abs(value) < 1e6 else { return cell }
        let places = min(8, max(0, 1 - Int(floor(log10(half)))))
        let texts = [value, low, high].map { number -> String in
            let text = String(format: "%.\(places)f", number).replacing("-", with: "−")
            // "−0.000" is no number.
            return text.contains { "123456789".contains($0) } ? text : text.replacing("−", with: "")
        }
        return "\(texts[0]) [\(texts[1]), \(texts[2])]"
    }
}
