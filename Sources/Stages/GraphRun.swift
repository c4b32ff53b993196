import Foundation
import Logging
import Support

/// One run's state: which stages are waiting, running and ended.
///
/// Unchecked: `condition` guards all that varies and the manifest, `eventLock` the observers; the rest are constants.
final class GraphRun: @unchecked Sendable {
    let graph: StageGraph
    let stages: [Stage]
    let store: Store
    let threads: Int
    let force: Set<String>
    let verify: Bool
    let interruption: InterruptionFlag
    let manifest: ManifestRecorder?
    /// What finished stages carry: the manifest itself is for one thread at a time.
    let provenance: Provenance
    let observers: [any RunObserver]
    let logger: Logger

    private let condition = NSCondition()
    private let eventLock = NSRecursiveLock()
    private var records: [String: StageRecord] = [:]
    private var storeError: FileError?
    private var isInterrupted = false

    init(
        graph: StageGraph, stages: [Stage], store: Store, threads: Int, force: Set<String>, verify: Bool,
        interruption: InterruptionFlag, manifest: ManifestRecorder?, observers: [any RunObserver], logger: Logger
    ) {
        self.graph = graph
        self.stages = stages
        self.store = store
        self.threads = threads
        self.force = force
        self.verify = verify
        self.interruption = interruption
        self.manifest = manifest
        provenance = manifest?.provenance ?? Provenance()
        self.observers = observers
        self.logger = logger
    }

    /// Tells all observers, one event at a time.
    func tell(_ event: RunEvent) {
        eventLock.lock()
        defer { eventLock.unlock() }
        for observer in observers { observer.handle(event) }
    }

    /// Starts `workers` threads, as far as the system gives them, and waits until nothing is left to do.
    func workThroughAll(workers: Int) {
        let group = DispatchGroup()
        var started = 0
        for number in 0..<workers {
            group.enter()
            let isStarted = DetachedThread.start("stage-\(number)") { [self] in
                workUntilNothingIsLeft()
                group.leave()
            }
            if isStarted { started += 1 } else { group.leave() }
        }
        if started < workers { logger.warning("the system starts \(started) of \(workers) threads for stages") }
        if started == 0 { workUntilNothingIsLeft() }
        group.wait()
    }

    private func workUntilNothingIsLeft() {
        while let (stage, key) = nextStage() { end(stage, perform(stage, key: key)) }
    }

    /// The next ready stage in topological order; waits for one; nil when there will be none.
    private func nextStage() -> (Stage, StageKey)? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            skipHopeless()
            if interruption.isRaised || isInterrupted || storeError != nil { return nil }
            let waiting = stages.filter { records[$0.name] == nil }
            if let stage = waiting.first(where: { $0.inputs.allSatisfy(isFinished) }),
                let key = try? graph.key(of: stage.name)
            {
                records[stage.name] = StageRecord(stage, key: key, state: .running)
                return (stage, key)
            }
            if waiting.isEmpty { return nil }
            condition.wait()
        }
    }

    private func isFinished(_ name: String) -> Bool { records[name]?.state.isFinished ?? false }

    /// Skips stages with an input that will never be there; topological order makes one pass enough.
    private func skipHopeless() {
        for stage in stages where records[stage.name] == nil {
            let lost = stage.inputs.first { [.failed, .diverged, .skipped].contains(records[$0]?.state) }
            guard let lost, let input = records[lost], let key = try? graph.key(of: stage.name) else { continue }
            let reason = input.state == .skipped ? input.reason : "its input \(lost) \(input.state.rawValue)"
            let record = StageRecord(stage, key: key, state: .skipped, reason: reason)
            records[stage.name] = record
            publish(record)
            tell(.stageEnded(stage, record))
        }
    }

    private func end(_ stage: Stage, _ outcome: (record: StageRecord, storeError: FileError?)) {
        condition.lock()
        records[stage.name] = outcome.record
        if outcome.record.state == .interrupted { isInterrupted = true }
        if let error = outcome.storeError, storeError == nil { storeError = error }
        publish(outcome.record)
        tell(.stageEnded(stage, outcome.record))
        condition.broadcast()
        condition.unlock()
    }

    /// Notes a beginning in run.json.
    func publishRunning(_ record: StageRecord) {
        condition.lock()
        publish(record)
        condition.unlock()
    }

    /// Needs `condition`.
    private func publish(_ record: StageRecord) {
        do {
            try manifest?.update(record)
        } catch {
            let trouble = FileError.storageTrouble(in: error)
            storeError = storeError ?? trouble ?? FileError("write", "run.json", reason: "\(error)")
        }
    }

    /// Records for the stages that were never begun, the manifest's end, and the summary.
    func finish(seconds: Double) -> RunSummary {
        condition.lock()
        defer { condition.unlock() }
        let reason = storeError != nil ? "the run stopped: \(storeError?.description ?? "")" : "the run was interrupted"
        for stage in stages where records[stage.name] == nil {
            guard let key = try? graph.key(of: stage.name) else { continue }
            let record = StageRecord(stage, key: key, state: .pending, reason: reason)
            records[stage.name] = record
            publish(record)
        }
        do { try manifest?.end() } catch { storeError = storeError ?? FileError.storageTrouble(in: error) }
        let ordered = stages.compactMap { records[$0.name] }
        let isComplete = ordered.allSatisfy(\.state.isFinished)
        return RunSummary(
            stages: ordered, seconds: seconds, storeError: storeError,
            tolerated: Set(stages.filter(\.mayDiverge).map(\.name)),
            wasInterrupted: !isComplete && (isInterrupted || interruption.isRaised))
    }
}
