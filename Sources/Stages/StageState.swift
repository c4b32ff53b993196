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
