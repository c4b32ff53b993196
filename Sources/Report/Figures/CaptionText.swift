import Foundation

/// Phrases that captions share.
public enum CaptionText {
    /// "3 seeds", "1 seed", "2 to 3 seeds".
    public static func seeds(_ counts: [Int]) -> String {
        guard let low = counts.min(), let high = counts.max() else { return "no seed" }
        if low < high { return "\(low) to \(high) seeds" }
        return "\(high) \(high == 1 ? "seed" : "seeds")"
    }

    /// "2000 test examples", "10 000 test examples"; without a count "the test examples".
    public static func examples(_ count: Int?, _ what: String = "test examples") -> String {
        count.map { "\(number($0)) \(what)" } ?? "the \(what)"
    }

    /// A whole number; from five digits on with a space between thousands.
    public static func number(_ value: Int) -> String {
        let digits = String(value)
        guard digits.count > 4 else { return digits }
        return digits.enumerated().map { place, digit in
            place > 0 && (digits.count - place).isMultiple(of: 3) ? "\u{202F}\(digit)" : "\(digit)"
        }.joined()
    }

    /// A setting such as p or σ̂ with as few figures as it has: 0.6, 3.
    public static func plain(_ value: Double) -> String {
        value.isFinite ? String(format: "%g", value) : NumberText.short(value)
    }

    /// "0.584 ± 0.007": both to the place of the mean's third figure, so that a table's cells agree, or to that of the
    /// spread's first where it is finer.
    public static func aligned(_ mean: Double, _ deviation: Double) -> String {
        guard mean.isFinite, deviation.isFinite, mean != 0, abs(mean) >= 1e-3, abs(mean) < 1e4 else {
            return NumberText.plusMinus(mean, deviation)
        }
        // A spread that the mean's place would round away has one figure at least.
        let finest = deviation > 0 ? Int(ceil(-log10(deviation) - 1e-9)) : 0
        let places = min(max(0, 2 - Int(floor(log10(abs(mean)))), finest), 6)
        return String(format: "%.\(places)f ± %.\(places)f", mean, deviation).replacing("-", with: "−")
    }

    /// What bars and bands are: the sentence that every figure with error bars needs. `barred` names the methods that have
    /// bars where not all have them.
    public static func spread(examples: String, seeds: [Int], barred: [String]? = nil) -> String {
        let many = (seeds.max() ?? 1) > 1
        let mean = "Means over \(examples)" + (many ? " and \(self.seeds(seeds))" : ", one seed")
        let whose = barred.map { " (of \(list($0)))" } ?? ""
        let bars =
            "bars\(whose): ± one standard deviation over examples" + (many ? ", averaged over seeds" : "")
            + ", side by side around the place that they share"
        let parts = (barred?.isEmpty == true ? [] : [bars]) + (many ? ["shading: lowest to highest seed"] : [])
        return ([mean] + parts).joined(separator: "; ") + "."
    }

    /// "a", "a and b", "a, b and c".
    public static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// "0.0544 (constrained), 0.0449 (standard)": numbers of a study's methods, whose names can have commas of their own.
    public static func named(_ values: [(id: String, value: Double)], _ study: StudyReader) -> String {
        list(values.map { "\(NumberText.short($0.value)) (\(study.label(of: $0.id)))" })
    }
}
