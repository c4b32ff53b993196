import Foundation

/// Phrases that captions share.
enum CaptionText {
    /// "3 seeds", "1 seed", "2 to 3 seeds".
    static func seeds(_ counts: [Int]) -> String {
        guard let low = counts.min(), let high = counts.max() else { return "no seed" }
        if low < high { return "\(low) to \(high) seeds" }
        return "\(high) \(high == 1 ? "seed" : "seeds")"
    }

    /// "2000 test examples", "10 000 test examples"; without a count "the test examples".
    static func examples(_ count: Int?, _ what: String = "test examples") -> String {
        count.map { "\(number($0)) \(what)" } ?? "the \(what)"
    }

    /// A whole number; from five digits on with a space between thousands.
    static func number(_ value: Int) -> String {
        let digits = String(value)
        guard digits.count > 4 else { return digits }
        return String(digits.dropLast(3)) + "\u{202F}" + String(digits.suffix(3))
    }

    /// What bars and bands are: the sentence that every figure with error bars needs.
    static func spread(examples: String, seeds: [Int], bars: String = "Bars") -> String {
        let many = (seeds.max() ?? 1) > 1
        let mean = "Means over \(examples)" + (many ? " and \(self.seeds(seeds))" : ", one seed")
        let deviation = "\(bars): ± one standard deviation over examples" + (many ? ", averaged over seeds" : "")
        return mean + ". " + deviation + (many ? "; shading: lowest to highest seed." : ".")
    }

    /// "a", "a and b", "a, b and c".
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The first letter in upper case.
    static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
