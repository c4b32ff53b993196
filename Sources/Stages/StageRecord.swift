/// One stage of a run: a row of run.json.
public struct StageRecord: Codable, Equatable, Sendable {
    /// The stage's name.
    public var name: String
    /// Its key.
    public var key: StageKey
    /// Where it stands.
    public var state: StageState
    /// Why it is not done, for people; empty where there is nothing to say.
    public var reason: String
    /// Seconds that making it took, also where an earlier run made it; 0 where it has not run.
    public var seconds: Double
    /// Its folder relative to that of run.json; nil while it is not finished.
    public var directory: String?
    /// The names of its inputs.
    public var inputs: [String]
    /// Its own settings.
    public var settings: StageSettings

    /// A record of `stage` in `state`.
    public init(
        _ stage: Stage, key: StageKey, state: StageState, reason: String = "", seconds: Double = 0,
        directory: String? = nil
    ) {
        name = stage.name
        self.key = key
        self.state = state
        self.reason = reason
        self.seconds = seconds
        self.directory = directory
        inputs = stage.inputs
        settings = stage.settings
    }
}

extension StageRecord {
    /// Says of a stage that the store has that it is there; false where the store has it not. Throws `FileError`.
    mutating func take(from store: Store) throws -> Bool {
        guard let receipt = try store.receipt(name: name, key: key) else { return false }
        (state, reason, seconds) = (.cached, "", receipt.seconds)
        directory = store.relativePath(name: name, key: key)
        return true
    }
}

/// Where a stage stands.
public enum StageState: String, Codable, Sendable, CaseIterable {
    /// Not begun.
    case pending
    /// Begun and not ended.
    case running
    /// Made by this run.
    case done
    /// Made by an earlier run.
    case cached
    /// Ended with an error; not kept.
    case failed
    /// Its numbers went wrong; not kept.
    case diverged
    /// Stopped by the user; its checkpoints are kept.
    case interrupted
    /// Not begun, because an input could not be made or the run stopped.
    case skipped

    /// Whether the stage's folder is there.
    public var isFinished: Bool { self == .done || self == .cached }
}
