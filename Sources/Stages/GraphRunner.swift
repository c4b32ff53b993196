import Foundation
import Logging

/// Runs a graph's stages on a few operating-system threads at once.
public enum GraphRunner {
    /// Makes `targets` and all that they need, as far as the store does not have them.
    ///
    /// Of the stages that can be made, the one with the longest way to the end comes first. As many run at once as there are
    /// threads; threads that no stage waits for go to stages that can use several. One that another process is making is passed
    /// over until nothing else is left. A stage that fails, or diverges, makes those that need it `skipped`; the rest goes on. An
    /// interruption, or trouble with the disk, starts nothing new. What is written does not depend on `threads`.
    ///
    /// - Parameters:
    ///   - targets: names of stages; nil for all.
    ///   - threads: threads for all running stages together.
    ///   - memory: bytes for all running stages together; one alone may need more.
    ///   - force: names of stages to make again, from scratch, though they are done. The old result stays until the
    ///     new one is complete. Stages that need them are not made again: their keys are the same.
    ///   - makesInputs: whether what the targets need is made, too; else it has to be there.
    ///   - verify: whether to read all files of finished stages and compare their SHA-256 with what was written; without
    ///     it their sizes alone are compared. A stage whose files are not what they were is made again.
    ///   - triesFailedAgain: whether stages that failed when they were last run are made again: what was wrong may have been
    ///     mended. Those that diverged are not, as they would again.
    ///   - interruption: looked at before each stage, and by stages between their steps.
    ///   - manifest: keeps run.json, where wanted.
    ///   - observers: are told what happens.
    /// - Throws: `StageGraphError` for an unknown name, `FileError` where the store cannot be written at all. Later
    ///   trouble with the disk is in the summary, with what was done before it.
    public static func run(
        _ graph: StageGraph, targets: [String]? = nil, store: Store, threads: Int = 1, memory: Int = .max,
        force: [String] = [], makesInputs: Bool = true, verify: Bool = false, triesFailedAgain: Bool = true,
        interruption: InterruptionFlag = InterruptionFlag(),
        manifest: ManifestRecorder? = nil, observers: [any RunObserver] = [],
        logger: Logger = Logger(label: "downhill")
    ) throws -> RunSummary {
        for name in force { _ = try graph.stage(named: name) }
        var stages = try graph.closure(of: targets ?? graph.stages.map(\.name))
        if let targets, !makesInputs { stages = try alone(targets, of: stages, graph, store) }
        let started = DispatchTime.now().uptimeNanoseconds
        try store.prepare()
        try store.removeLeftovers()
        let workers = min(max(1, threads), max(1, stages.count))
        let run = GraphRun(
            graph: graph, stages: stages, store: store, schedule: Schedule(stages, threads: threads, memory: memory),
            force: Set(force), verify: verify, triesFailedAgain: triesFailedAgain,
            interruption: interruption, manifest: manifest, observers: observers, logger: logger)
        try manifest?.begin(graph: graph, targets: Set(stages.map(\.name)), store: store)
        run.tell(.runBegan(stages: stages, concurrentStages: workers))
        run.findFinished()
        run.workThroughAll(workers: workers)
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        let summary = run.finish(seconds: seconds)
        run.tell(.runEnded(summary))
        return summary
    }

    /// The targets alone. Throws `StageGraphError.missingInput` where the store lacks what they need.
    private static func alone(
        _ targets: [String], of stages: [Stage], _ graph: StageGraph, _ store: Store
    ) throws -> [Stage] {
        let wanted = Set(targets)
        let stages = stages.filter { wanted.contains($0.name) }
        for stage in stages {
            for input in stage.inputs where !wanted.contains(input) {
                guard try store.isDone(name: input, key: try graph.key(of: input)) else {
                    throw StageGraphError.missingInput(stage: stage.name, input: input)
                }
            }
        }
        return stages
    }
}
