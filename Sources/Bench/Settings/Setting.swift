import Stages

/// One thing that a profile or `--set` may change: its name, type, default, range, unit, and what it means.
///
/// A study declares its settings once, as stored properties of a `SettingsGroup`. What reads them goes through these
/// properties (`settings.training.steps`), so that neither a name that does not exist nor another type compiles.
public struct Setting<Value: Sendable>: SettingDeclaration {
    public let name: String
    /// The value where no profile gives one.
    public let fallback: Value
    public let unit: String
    public let help: String
    public let expectation: String
    private let read: @Sendable (SettingValue) -> Value?
    private let write: @Sendable (Value) -> SettingValue

    /// A setting of any type; see `Setting+Kinds.swift` for the usual ones.
    ///
    /// - Parameters:
    ///   - name: its full name, "sparse.training.steps".
    ///   - unit: of numbers, in the plural; empty where they have none.
    ///   - expectation: what it may be, in words: "a whole number from 1 to 100".
    ///   - read: the value that a text or number of a profile stands for; nil where it may not be.
    ///   - write: the one form in which it is kept, printed and hashed.
    public init(
        _ name: String, _ fallback: Value, unit: String = "", help: String, expectation: String,
        read: @escaping @Sendable (SettingValue) -> Value?, write: @escaping @Sendable (Value) -> SettingValue
    ) {
        self.name = name
        self.fallback = fallback
        self.unit = unit
        self.help = help
        self.expectation = expectation
        self.read = read
        self.write = write
    }

    public var fallbackValue: SettingValue { write(fallback) }

    public func accept(_ value: SettingValue) -> SettingValue? { read(value).map(write) }

    /// The value kept for this setting, which `accept` has let in.
    func value(_ kept: SettingValue) -> Value? { read(kept) }
}

/// A setting of some type, as lists of all settings see it.
public protocol SettingDeclaration: Sendable {
    /// Its full name, "sparse.training.steps".
    var name: String { get }
    /// The unit of its numbers, in the plural; may be empty.
    var unit: String { get }
    /// One line for people.
    var help: String { get }
    /// What it may be, in words.
    var expectation: String { get }
    /// The default in its canonical form.
    var fallbackValue: SettingValue { get }
    /// A value of a profile in its canonical form, or nil when it may not be. Texts are read by the setting's type: "0100"
    /// is 100 to a whole number, and "no" is a folder's name to a text.
    func accept(_ value: SettingValue) -> SettingValue?
}

/// Settings that belong together: a struct whose stored properties are settings, or groups of them.
public protocol SettingsGroup: Sendable {}

extension SettingsGroup {
    /// All settings of the group in the order of declaration, those of a nested group in its place.
    public var declarations: [any SettingDeclaration] {
        Mirror(reflecting: self).children.flatMap { child -> [any SettingDeclaration] in
            if let setting = child.value as? any SettingDeclaration { return [setting] }
            return (child.value as? any SettingsGroup)?.declarations ?? []
        }
    }
}
