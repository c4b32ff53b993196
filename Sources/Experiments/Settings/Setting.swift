import Stages

/// One thing that a profile or `--set` may change: its name, default, what it may be, and what it means.
public struct Setting: Sendable {
    /// The values a setting may take.
    public enum Allowed: Sendable {
        /// Whole numbers.
        case whole(ClosedRange<Int>)
        /// Real numbers.
        case real(ClosedRange<Double>)
        /// Lists of at least one real number.
        case reals(ClosedRange<Double>)
        /// One of some words.
        case choice([String])
        /// Yes or no.
        case flag
        /// Any text.
        case text
    }

    /// Its full name, "sparse.training.steps".
    public let name: String
    /// The value where no profile gives one.
    public let fallback: SettingValue
    /// What it may be.
    public let allowed: Allowed
    /// One line for people.
    public let help: String

    init(_ name: String, _ fallback: SettingValue, _ allowed: Allowed, _ help: String) {
        self.name = name
        self.fallback = fallback
        self.allowed = allowed
        self.help = help
    }

    /// What it may be, in words.
    public var expectation: String {
        switch allowed {
        case .whole(let range):
            range.upperBound == .max
                ? "a whole number of at least \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .real(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .reals(let range): "a list of numbers from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .flag: "true or false"
        case .text: "a text"
        }
    }

    /// The value in its canonical form, or nil when it may not be.
    func accept(_ value: SettingValue) -> SettingValue? {
        switch (allowed, value) {
        case (.whole(let range), .int(let number)): range.contains(number) ? value : nil
        case (.whole(let range), .double(let number)):
            Int(exactly: number).flatMap { range.contains($0) ? .int($0) : nil }
        case (.real(let range), _): Self.number(value).flatMap { range.contains($0) ? .double($0) : nil }
        case (.reals(let range), .list(let values)):
            values.isEmpty || values.contains { Self.number($0).map { !range.contains($0) } ?? true }
                ? nil : .list(values.compactMap { Self.number($0).map { .double($0) } })
        case (.reals, _): Self.number(value).flatMap { accept(.list([.double($0)])) }
        case (.choice(let words), _): words.contains(value.description) ? .string(value.description) : nil
        case (.flag, .bool): value
        case (.text, _): .string(value.description)
        default: nil
        }
    }

    private static func number(_ value: SettingValue) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number.isFinite ? number : nil
        default: nil
        }
    }
}
