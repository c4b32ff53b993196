/// What happens in a run.
public enum RunEvent {
    /// The stages to come, in topological order.
    case runBegan(stages: [Stage], concurrentStages: Int)
    /// Another process is making this stage; the run waits for it. Said once a stage.
    case stageWaits(Stage, holder: String)
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
