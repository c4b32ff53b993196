import Support

/// How a run ended.
public struct RunSummary: Sendable {
    /// A record for each stage that was asked for or needed, in topological order.
    public let stages: [StageRecord]
    /// Seconds from begin to end.
    public let seconds: Double
    /// Trouble with the disk that stopped the run, if any did.
    public let storeError: FileError?
    /// The names of stages that may diverge, or be skipped for one that did.
    var tolerated: Set<String> = []
    /// Whether the user asked for an end before all was done.
    public let wasInterrupted: Bool

    /// The record of the stage named `name`.
    public func record(of name: String) -> StageRecord? { stages.first { $0.name == name } }

    /// The stages in `state`.
    public func stages(in state: StageState) -> [StageRecord] { stages.filter { $0.state == state } }

    /// 74 after trouble with the disk, 75 when interrupted, 1 when a stage failed or diverged that should not, else 0.
    public var exitCode: Int32 {
        if storeError != nil { return 74 }
        if wasInterrupted { return 75 }
        return stages.allSatisfy { stage in
            stage.state.isFinished || tolerated.contains(stage.name) && [.diverged, .skipped].contains(stage.state)
        } ? 0 : 1
    }
}
