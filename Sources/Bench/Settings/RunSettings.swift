import Stages
import Support

/// All settings that there are: those of runs, and each study's.
public struct SettingsSchema: Sendable {
    /// Those that every run has, in the order in which they are printed.
    public let all: [any SettingDeclaration]
    /// Groups that a run has where it is given one of their settings, and is without else.
    public let optional: [[any SettingDeclaration]]
    private let byName: [String: any SettingDeclaration]

    /// The settings of `groups`, and of `optional` ones. Two of one name are a programmer's error.
    public init(_ groups: [any SettingsGroup], optional: [any SettingsGroup] = []) {
        all = groups.flatMap(\.declarations)
        self.optional = optional.map(\.declarations)
        byName = Dictionary((all + self.optional.joined()).map { ($0.name, $0) }) { first, _ in
            preconditionFailure("two settings are called \(first.name)")
        }
    }

    /// All of them, the optional ones last.
    public var known: [any SettingDeclaration] { all + optional.joined() }

    /// What to say of a name that is no setting's.
    public func unknown(_ name: String, place: String) -> String {
        let name = PrintableText.line(name)
        let nearest = NearestName.suggest(name, among: known.map(\.name))
        return "\(place): there is no setting \(name)"
            + (nearest.map { "; did you mean \($0)?" } ?? ". `downhill report --print-config` lists them all.")
    }

    /// The setting of a name.
    public subscript(name: String) -> (any SettingDeclaration)? { byName[name] }
}

/// The values of all settings of a run, checked: defaults, then the profile, then `--set`, each over the one before.
public struct RunSettings: Sendable {
    /// Values from one place.
    public struct Source: Sendable {
        /// The place, for errors: "quick.yml" or "--set".
        public let place: String
        /// Names and values as written.
        public let values: [(name: String, value: SettingValue)]

        /// Values and where they stand.
        public init(place: String, values: [(name: String, value: SettingValue)]) {
            self.place = place
            self.values = values
        }
    }

    /// The profile's name.
    public let profile: String
    /// The settings that there are.
    public let schema: SettingsSchema
    private var values: [String: SettingValue]

    /// - Throws: `SettingsError` for an unknown name, a value that may not be, or a setting that one place gives twice.
    public init(profile: String, schema: SettingsSchema, sources: [Source]) throws {
        self.profile = profile
        self.schema = schema
        values = Dictionary(uniqueKeysWithValues: schema.all.map { ($0.name, $0.fallbackValue) })
        for source in sources {
            var given: [String: SettingValue] = [:]
            for (name, value) in source.values {
                if let other = given.updateValue(value, forKey: name) {
                    throw SettingsError("\(source.place): \(name) is given twice, as \(other) and as \(value)")
                }
                try set(name, value, place: source.place)
            }
        }
        for group in schema.optional where group.contains(where: { values[$0.name] != nil }) {
            for setting in group where values[setting.name] == nil { values[setting.name] = setting.fallbackValue }
        }
    }

    private mutating func set(_ name: String, _ value: SettingValue, place: String) throws {
        guard let setting = schema[name] else { throw SettingsError(schema.unknown(name, place: place)) }
        guard let accepted = setting.accept(value) else {
            let got = value.description.isEmpty ? "blank" : PrintableText.line(value.description)
            throw SettingsError("\(place): \(name) is \(got); expected \(setting.expectation) (\(setting.help))")
        }
        values[name] = accepted
    }

    /// The same with some values changed: the settings of a recipe that differs in more than its constraints.
    ///
    /// - Parameter place: whose changes they are, for errors.
    /// - Throws: `SettingsError`.
    public func changing(_ changes: [String: SettingValue], place: String) throws -> RunSettings {
        var copy = self
        for (name, value) in changes { try copy.set(name, value, place: place) }
        return copy
    }

    /// A group of settings, to be read by its properties.
    public func view<Group: SettingsGroup>(_ group: Group) -> Settings<Group> { Settings(run: self, group: group) }

    /// The value kept for a setting; nil where the schema has none of this name, or the run none of its group.
    public subscript(name: String) -> SettingValue? { values[name] }

    /// All that the run has, by name.
    public var stageSettings: StageSettings { StageSettings(values) }
}
