import Support

/// The content address of a stage's result: 64 hexadecimal digits of SHA-256.
public struct StageKey: Hashable, Sendable, CustomStringConvertible {
    /// All 64 digits.
    public let hex: String

    /// A key from its digits, as read from a file.
    public init(hex: String) { self.hex = hex }

    /// The key of a text's UTF-8 bytes.
    public init(hashing text: String) { hex = Fingerprint.of(text) }

    /// The first 12 digits, which folder names carry.
    public var short: String { String(hex.prefix(12)) }

    /// All 64 digits.
    public var description: String { hex }
}

extension StageKey: Codable {
    /// Reads the digits.
    public init(from decoder: any Decoder) throws { hex = try decoder.singleValueContainer().decode(String.self) }

    /// Writes the digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
