import Support

/// One value of a stage's settings.
///
/// Two values are equal when their canonical JSON texts are: the number 3 is the same setting whether it was written
/// `3` or `3.0`, so that a key does not depend on how a number was typed or decoded.
public enum SettingValue: Sendable {
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A real number. Infinities and NaN become the strings "inf", "-inf" and "nan" in JSON.
    case double(Double)
    /// A text.
    case string(String)
    /// A list of values, whose order matters.
    case list([SettingValue])

    /// The one JSON text of this value: no spaces, shortest numbers that read back as the same Double.
    public var canonicalJSON: String {
        switch self {
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        case .double(let value): return Self.canonicalNumber(value)
        case .string(let value): return CanonicalJSON.quoted(value)
        case .list(let values): return "[" + values.map(\.canonicalJSON).joined(separator: ",") + "]"
        }
    }

    private static func canonicalNumber(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "\"nan\"" : value < 0 ? "\"-inf\"" : "\"inf\"" }
        // Below 2^53 every whole number is exact in both types.
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int(value)) }
        return "\(value)"
    }
}

extension SettingValue: Hashable {
    /// Equality of the canonical texts.
    public static func == (left: SettingValue, right: SettingValue) -> Bool {
        left.canonicalJSON == right.canonicalJSON
    }

    /// Hashes the canonical text, as equality compares it.
    public func hash(into hasher: inout Hasher) { hasher.combine(canonicalJSON) }
}

extension SettingValue: CustomStringConvertible {
    /// The value for people: strings without quotes.
    public var description: String {
        if case .string(let value) = self { return value }
        return canonicalJSON
    }
}

extension SettingValue: Codable {
    /// Reads a JSON scalar or list; a whole number becomes `.int`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else {
            self = .list(try container.decode([SettingValue].self))
        }
    }

    /// Writes a JSON scalar or list; a number that is not finite is written as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value) where !value.isFinite:
            try container.encode(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        }
    }
}

extension SettingValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .int(value) }
    /// A real number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A list.
    public init(arrayLiteral elements: SettingValue...) { self = .list(elements) }
}
