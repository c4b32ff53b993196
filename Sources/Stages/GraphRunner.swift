import Foundation
import Logging

/// Runs a graph's stages on a few operating-system threads at once.
public enum GraphRunner {
    /// Makes `targets` and all that they need, as far as the store does not have them.
    ///
    /// A stage that fails, or diverges, makes those that need it `skipped`; the rest goes on. An interruption, or
    /// trouble with the disk, starts nothing new. What is written does not depend on `concurrentStages` or `threads`.
    ///
    /// - Parameters:
    ///   - targets: names of stages; nil for all.
    ///   - threads: threads for all running stages together; each gets `max(1, threads / concurrentStages)`.
    ///   - concurrentStages: how many stages may run at once.
    ///   - force: names of stages to make again, from scratch, though they are done. The old result stays until the
    ///     new one is complete. Stages that need them are not made again: their keys are the same.
    ///   - verify: whether to read all files of finished stages and compare their SHA-256 with what was written; without
    ///     it their sizes alone are compared. A stage whose files are not what they were is made again.
    ///   - interruption: looked at before each stage, and by stages between their steps.
    ///   - manifest: keeps run.json, where wanted.
    ///   - observers: are told what happens.
    /// - Throws: `StageGraphError` for an unknown name, `FileError` where the store cannot be written at all. Later
    ///   trouble with the disk is in the summary, with what was done before it.
    public static func run(
        _ graph: StageGraph, targets: [String]? = nil, store: Store, threads: Int = 1, concurrentStages: Int = 1,
        force: [String] = [], verify: Bool = false, interruption: InterruptionFlag = InterruptionFlag(),
        manifest: ManifestRecorder? = nil, observers: [any RunObserver] = [],
        logger: Logger = Logger(label: "downhill")
    ) throws -> RunSummary {
        for name in force { _ = try graph.stage(named: name) }
        let stages = try graph.closure(of: targets ?? graph.stages.map(\.name))
        let started = DispatchTime.now().uptimeNanoseconds
        try store.prepare()
        try store.removeLeftovers()
        let workers = max(1, concurrentStages)
        let run = GraphRun(
            graph: graph, stages: stages, store: store, threads: max(1, threads / workers), force: Set(force),
            verify: verify,
            interruption: interruption, manifest: manifest, observers: observers, logger: logger)
        try manifest?.begin(graph: graph, targets: Set(stages.map(\.name)), store: store)
        run.tell(.runBegan(stages: stages, concurrentStages: workers))
        run.workThroughAll(workers: min(workers, max(1, stages.count)))
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        let summary = run.finish(seconds: seconds)
        run.tell(.runEnded(summary))
        return summary
    }
}
