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
