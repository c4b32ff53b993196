import Stages

/// The values of a group of settings: `settings.steps` is the value of the group's setting `steps`, in that setting's type,
/// and `settings.training` a group within.
@dynamicMemberLookup
public struct Settings<Group: SettingsGroup>: Sendable {
    /// The settings of the whole run.
    public let run: RunSettings
    /// The declarations.
    public let group: Group

    init(run: RunSettings, group: Group) {
        self.run = run
        self.group = group
    }

    /// A setting's value.
    public subscript<Value>(dynamicMember member: KeyPath<Group, Setting<Value>>) -> Value {
        let setting = group[keyPath: member]
        guard let value = run[setting.name].flatMap(setting.value) else {
            preconditionFailure("\(setting.name) is no setting of this run")
        }
        return value
    }

    /// A group within.
    public subscript<Part: SettingsGroup>(dynamicMember member: KeyPath<Group, Part>) -> Settings<Part> {
        Settings<Part>(run: run, group: group[keyPath: member])
    }

    /// What all studies share: seeds, checkpoints.
    public var common: Settings<RunDeclarations> { run.view(RunDeclarations()) }

    /// A setting's full name, for errors.
    public func name<Value>(_ member: KeyPath<Group, Setting<Value>>) -> String { group[keyPath: member].name }

    /// All of the group by their full names: what a stage reads, and so what its key holds.
    public var stageSettings: StageSettings { picked(group.declarations) }

    /// Some of the group, by their full names.
    public func only(_ members: PartialKeyPath<Group>...) -> StageSettings {
        picked(
            members.flatMap { member -> [any SettingDeclaration] in
                if let setting = group[keyPath: member] as? any SettingDeclaration { return [setting] }
                return (group[keyPath: member] as? any SettingsGroup)?.declarations ?? []
            })
    }

    private func picked(_ declarations: [any SettingDeclaration]) -> StageSettings {
        StageSettings(
            Dictionary(declarations.compactMap { setting in run[setting.name].map { (setting.name, $0) } }) { $1 })
    }

    /// The same with some values changed.
    ///
    /// - Throws: `SettingsError`.
    public func changing(_ changes: [String: SettingValue], place: String) throws -> Settings {
        Settings(run: try run.changing(changes, place: place), group: group)
    }
}

extension StageSettings {
    /// The union of several stages' settings.
    public static func + (left: StageSettings, right: StageSettings) -> StageSettings { left.merging(right) }
}
