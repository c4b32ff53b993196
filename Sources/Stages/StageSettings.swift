import Foundation
import Support

/// A stage's own settings, always listed in the order of their names.
public struct StageSettings: Hashable, Sendable {
    private var values: [String: SettingValue]

    /// Settings from a dictionary, whose order is of no matter.
    public init(_ values: [String: SettingValue] = [:]) { self.values = values }

    /// The value with the name `name`, or nil.
    public subscript(name: String) -> SettingValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The names, sorted.
    public var names: [String] { values.keys.sorted() }

    /// Names and values, sorted by name.
    public var entries: [(name: String, value: SettingValue)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The JSON object with sorted names and no spaces.
    public var canonicalJSON: String {
        let members = entries.map { CanonicalJSON.quoted($0.name) + ":" + $0.value.canonicalJSON }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// These settings with those of `other` added; where both have a name, `other` wins.
    public func merging(_ other: StageSettings) -> StageSettings {
        StageSettings(values.merging(other.values) { $1 })
    }

    /// What changed from `old` to these settings, such as "epochs 3 → 5", sorted by name.
    public func changes(from old: StageSettings) -> [String] {
        Set(names).union(old.names).sorted().compactMap { name in
            let (before, after) = (old[name], self[name])
            if before == after { return nil }
            return "\(name) \(before?.description ?? "(unset)") → \(after?.description ?? "(unset)")"
        }
    }
}

extension StageSettings: ExpressibleByDictionaryLiteral {
    /// Settings from a literal; of a name given twice the last counts.
    public init(dictionaryLiteral elements: (String, SettingValue)...) {
        self.init(Dictionary(elements) { $1 })
    }
}

extension StageSettings: Codable {
    /// Reads a JSON object.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: SettingValue].self))
    }

    /// Writes a JSON object; the encoder sorts the names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

extension StageSettings {
    /// All that a value holds, by dotted names, so that it can be part of a stage's key: what a recipe says,
    /// `recipe.constraints.0.epsilon`.
    ///
    /// The names are those of the value's JSON, elements of arrays are numbered from 0. What is absent or nil is left out,
    /// so that a new optional part of a recipe leaves the keys of others as they are. An empty array or object is the
    /// text "[]" or "{}", and nil inside an array the text "null", since its place counts.
    ///
    /// - Parameters:
    ///   - value: any value, also a number or a text by itself.
    ///   - prefix: what all names begin with, without the dot; the whole name where `value` has no parts.
    /// - Throws: `EncodingError` where the value cannot be encoded.
    public init(flattening value: some Encodable, prefix: String) throws {
        self.init()
        let data = try CanonicalJSON.fileData(value)
        let tree = try CanonicalJSON.decode(Tree.self, from: data)
        add(tree, as: prefix)
    }

    private mutating func add(_ tree: Tree, as name: String) {
        func below(_ part: String) -> String { name.isEmpty ? part : "\(name).\(part)" }
        switch tree {
        case .absent: break
        case .scalar(let value): self[name] = value
        case .array(let parts) where parts.isEmpty: self[name] = "[]"
        case .array(let parts):
            for (index, part) in parts.enumerated() {
                if case .absent = part {
                    self[below("\(index)")] = "null"
                } else {
                    add(part, as: below("\(index)"))
                }
            }
        case .object(let parts) where parts.isEmpty: self[name] = "{}"
        case .object(let parts):
            for (key, part) in parts { add(part, as: below(key)) }
        }
    }

    /// Any JSON.
    private indirect enum Tree: Decodable {
        case absent
        case scalar(SettingValue)
        case array([Tree])
        case object([String: Tree])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .absent
            } else if let parts = try? container.decode([String: Tree].self) {
                self = .object(parts)
            } else if let parts = try? container.decode([Tree].self) {
                self = .array(parts)
            } else {
                self = .scalar(try container.decode(SettingValue.self))
            }
        }
    }
}
