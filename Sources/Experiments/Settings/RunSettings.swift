import Foundation
import Stages
import Support

/// All settings of a run, checked: defaults, then the profile, then `--set`, each over the one before.
public struct RunSettings: Sendable {
    /// Values from one place.
    public struct Source: Sendable {
        /// The place, for errors: "Profiles/quick.yml" or "--set".
        public let place: String
        /// Names and values.
        public let values: [(name: String, value: SettingValue)]

        /// Values and where they stand.
        public init(place: String, values: [(name: String, value: SettingValue)]) {
            self.place = place
            self.values = values
        }
    }

    /// The profile's name.
    public let profile: String
    private var values: [String: SettingValue]

    /// - Throws: `SettingsError` for an unknown name or a value that may not be.
    public init(profile: String, sources: [Source]) throws {
        self.profile = profile
        values = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.name, $0.fallback) })
        for source in sources {
            for (name, value) in source.values { try set(name, value, place: source.place) }
        }
        try checkTogether()
    }

    private mutating func set(_ name: String, _ value: SettingValue, place: String) throws {
        guard let setting = Setting.all.first(where: { $0.name == name }) else {
            let hint = NearestName.suggest(name, among: Setting.all.map(\.name)).map { "; did you mean \($0)?" }
            throw SettingsError(
                "\(place): there is no setting \(name)\(hint ?? ". `downhill report --print-config` lists them all.")")
        }
        guard let accepted = setting.accept(value) else {
            throw SettingsError("\(place): \(name) is \(value); expected \(setting.expectation) (\(setting.help))")
        }
        values[name] = accepted
    }

    private func checkTogether() throws {
        guard int("sparse.problem.atoms") >= 2 else { throw SettingsError("sparse.problem.atoms: expected at least 2") }
        for (small, large) in [
            ("sparse.training.batch", "sparse.data.train"), ("sparse.evaluation.samples", "sparse.data.test"),
            ("sparse.training.validation-samples", "sparse.data.validation"), ("toy.batch", "toy.samples"),
            ("inpainting.training.batch", "inpainting.data.train"),
            ("inpainting.likelihood.batch", "inpainting.data.train"),
            ("inpainting.training.validation-samples", "inpainting.data.validation"),
            ("inpainting.evaluation.samples", "inpainting.data.test"),
        ] where int(small) > int(large) {
            throw SettingsError("\(small) is \(int(small)), more than \(large), \(int(large))")
        }
    }

    /// The same with some values changed: the settings of a variant that differs in more than its constraints.
    ///
    /// - Throws: `SettingsError`.
    func changing(_ changes: [(name: String, value: SettingValue)], for variant: String) throws -> RunSettings {
        var copy = self
        for (name, value) in changes { try copy.set(name, value, place: variant) }
        return copy
    }

    /// A whole number.
    public func int(_ name: String) -> Int { if case .int(let value)? = values[name] { value } else { 0 } }

    /// A real number.
    public func double(_ name: String) -> Double {
        switch values[name] {
        case .double(let value)?: value
        case .int(let value)?: Double(value)
        default: .nan
        }
    }

    /// A list of real numbers.
    public func doubles(_ name: String) -> [Double] {
        guard case .list(let list)? = values[name] else { return [] }
        return list.compactMap {
            switch $0 {
            case .double(let value): value
            case .int(let value): Double(value)
            default: nil
            }
        }
    }

    /// Yes or no.
    public func bool(_ name: String) -> Bool { if case .bool(let value)? = values[name] { value } else { false } }

    /// A text.
    public func string(_ name: String) -> String { values[name]?.description ?? "" }

    /// Those whose names begin with one of the prefixes: what a stage reads, and so what its key holds.
    public func stageSettings(_ prefixes: String...) -> StageSettings {
        StageSettings(values.filter { name, _ in prefixes.contains { name.hasPrefix($0) } })
    }

    /// All of them.
    public var stageSettings: StageSettings { StageSettings(values) }
}
