import Foundation

/// What machine, program and commit made a result: names and texts, sorted by name wherever they are written.
public struct Provenance: Codable, Equatable, Sendable {
    /// The facts by name.
    public var values: [String: String]

    /// Given facts.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The fact named `name`.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Names and facts, sorted by name.
    public var entries: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Reads a JSON object of strings.
    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: String].self)
    }

    /// Writes a JSON object of strings.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
