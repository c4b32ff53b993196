import Stages

/// The largest count that a setting may ask for: products of two fit into an `Int`, and sums of many.
public let largestCount = 1_000_000_000

extension Setting where Value == Int {
    /// A whole number in a range.
    public static func whole(
        _ name: String, _ fallback: Int, _ range: ClosedRange<Int>, unit: String = "", _ help: String
    ) -> Setting {
        Setting(
            name, fallback, unit: unit, help: help,
            expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { ScalarText.whole($0, in: range) }, write: { .int($0) })
    }

    /// A whole number of at least 1.
    public static func count(_ name: String, _ fallback: Int, unit: String, _ help: String) -> Setting {
        whole(name, fallback, 1...largestCount, unit: unit, help)
    }
}

extension Setting where Value == Double {
    /// A finite real number in a range.
    public static func real(
        _ name: String, _ fallback: Double, _ range: ClosedRange<Double>, unit: String = "", _ help: String
    ) -> Setting {
        Setting(
            name, fallback, unit: unit, help: help,
            expectation: "a number from \(range.lowerBound) to \(range.upperBound)",
            read: { ScalarText.real($0, in: range) }, write: { .double($0) })
    }
}

extension Setting where Value == [Double] {
    /// A list of at least one real number; a number alone is a list of one.
    public static func reals(
        _ name: String, _ fallback: [Double], _ range: ClosedRange<Double>, unit: String = "", _ help: String
    ) -> Setting {
        Setting(
            name, fallback, unit: unit, help: help,
            expectation: "a list of numbers from \(range.lowerBound) to \(range.upperBound), in brackets",
            read: { value in
                guard case .list(let values) = value else { return ScalarText.real(value, in: range).map { [$0] } }
                let numbers = values.compactMap { ScalarText.real($0, in: range) }
                return numbers.isEmpty || numbers.count < values.count ? nil : numbers
            }, write: { .list($0.map { .double($0) }) })
    }
}

extension Setting where Value == [Int] {
    /// A list of at least one whole number; a number alone is a list of one.
    public static func wholes(
        _ name: String, _ fallback: [Int], _ range: ClosedRange<Int>, unit: String = "", _ help: String
    ) -> Setting {
        Setting(
            name, fallback, unit: unit, help: help,
            expectation: "a list of whole numbers from \(range.lowerBound) to \(range.upperBound), in brackets",
            read: { value in
                guard case .list(let values) = value else { return ScalarText.whole(value, in: range).map { [$0] } }
                let numbers = values.compactMap { ScalarText.whole($0, in: range) }
                return numbers.isEmpty || numbers.count < values.count ? nil : numbers
            }, write: { .list($0.map { .int($0) }) })
    }
}

extension Setting where Value == Bool {
    /// Yes or no.
    public static func flag(_ name: String, _ fallback: Bool, _ help: String) -> Setting {
        Setting(
            name, fallback, help: help, expectation: "true or false",
            read: { value in
                if case .bool(let flag) = value { return flag }
                guard case .string(let text) = value else { return nil }
                return ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false][
                    text.lowercased()]
            }, write: { .bool($0) })
    }
}

extension Setting where Value == String {
    /// Any text, as it is written.
    public static func text(_ name: String, _ fallback: String, _ help: String) -> Setting {
        Setting(
            name, fallback, help: help, expectation: "a text",
            read: { value in if case .list = value { nil } else { value.description } }, write: { .string($0) })
    }
}

extension Setting where Value == [String] {
    /// A list of texts, as they are written; a text alone is a list of one.
    public static func texts(_ name: String, _ fallback: [String], _ help: String, expectation: String) -> Setting {
        Setting(
            name, fallback, help: help, expectation: expectation,
            read: { value in
                guard case .list(let values) = value else { return [value.description] }
                return values.map(\.description)
            }, write: { .list($0.map { .string($0) }) })
    }
}

extension Setting where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a type's words.
    public static func choice(_ name: String, _ fallback: Value, _ help: String) -> Setting {
        let words = Value.allCases.map(\.rawValue)
        return Setting(
            name, fallback, help: help, expectation: "one of " + words.joined(separator: ", "),
            read: { value in if case .string(let word) = value { Value(rawValue: word) } else { nil } },
            write: { .string($0.rawValue) })
    }
}

/// Numbers as people write them in profiles: decimal digits, a point, an exponent. Nothing else: no hexadecimal, octal or
/// sexagesimal numbers, no infinities.
private enum ScalarText {
    private static func whole(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" }) { return Int(parts[0]) }
        // Beyond these, several whole numbers are one Double.
        return Int(text) ?? number(text).flatMap { abs($0) < 0x1p53 ? Int(exactly: $0) : nil }
    }

    static func whole(_ value: SettingValue, in range: ClosedRange<Int>) -> Int? {
        let number: Int? =
            switch value {
            case .int(let number): number
            case .double(let number): Int(exactly: number)
            case .string(let text): Self.whole(text)
            default: nil
            }
        return number.flatMap { range.contains($0) ? $0 : nil }
    }

    static func real(_ value: SettingValue, in range: ClosedRange<Double>) -> Double? {
        let number: Double? =
            switch value {
            case .int(let number): Double(number)
            case .double(let number): number
            case .string(let text): Self.number(text)
            default: nil
            }
        return number.flatMap { $0.isFinite && range.contains($0) ? $0 : nil }
    }

    private static func number(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let number = Double(text) else {
            return nil
        }
        // 1e-400 would become 0, which often means something else: no limit, nothing at all.
        let isZero = text.prefix { !"eE".contains($0) }.allSatisfy { !("1"..."9").contains($0) }
        return number == 0 && !isZero ? nil : number
    }
}
