import Support

/// What happens in a run.
public enum RunEvent {
    /// The stages to come, in topological order.
    case runBegan(stages: [Stage], concurrentStages: Int)
    /// Another process is making this stage; the run waits for it. Said once a stage.
    case stageWaits(Stage, holder: String)
    /// A finished stage's files are not what they were; it is made again. `what` is for people: "train.npy is lost".
    case stageDamaged(Stage, what: String)
    /// A checkpoint of an unfinished stage is damaged; `what` says so for people, and what it goes on from instead.
    case checkpointDamaged(Stage, what: String)
    /// A stage's work begins; `progress` may be read at any time.
    case stageBegan(Stage, progress: StageProgress)
    /// A stage ended, or was found done, or was skipped.
    case stageEnded(Stage, StageRecord)
    /// Everything ended.
    case runEnded(RunSummary)
}

/// Somebody who wants to know how a run goes. Events come one at a time, from any thread.
public protocol RunObserver: AnyObject {
    /// Is told of `event`. Must be quick: the run waits for it.
    func handle(_ event: RunEvent)
}

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
