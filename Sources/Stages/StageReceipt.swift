import Foundation

/// `stage.json`: how a stage's folder was made.
public struct StageReceipt: Codable, Equatable, Sendable {
    /// The stage's name.
    public var name: String
    /// The stage's key.
    public var key: StageKey
    /// Its own settings.
    public var settings: StageSettings
    /// The keys of its inputs by name.
    public var inputs: [String: StageKey]
    /// Its code version.
    public var codeVersion: Int
    /// Its extra key, such as a fingerprint of data.
    public var extraKey: String?
    /// Seconds that it took, those of interrupted attempts included.
    public var seconds: Double
    /// When it was finished.
    public var finished: Date
    /// What machine and program made it.
    public var provenance: Provenance
}
