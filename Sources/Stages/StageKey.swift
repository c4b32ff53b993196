import CCrypto

/// The content address of a stage's result: 64 hexadecimal digits of SHA-256.
public struct StageKey: Hashable, Sendable, CustomStringConvertible {
    /// All 64 digits.
    public let hex: String

    /// A key from its digits, as read from a file.
    public init(hex: String) { self.hex = hex }

    /// The key of a text's UTF-8 bytes.
    public init(hashing text: String) { hex = Self.sha256(Array(text.utf8)) }

    /// The first 12 digits, which folder names carry.
    public var short: String { String(hex.prefix(12)) }

    /// All 64 digits.
    public var description: String { hex }

    /// SHA-256 of `bytes` in lower-case hexadecimal digits.
    public static func sha256(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        let succeeded = EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
        precondition(succeeded == 1 && length == 32, "libcrypto cannot compute SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
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
