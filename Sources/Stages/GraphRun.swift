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
    let force: Set<String>
    let verify: Bool
    let triesFailedAgain: Bool
    let interruption: InterruptionFlag
    let manifest: ManifestRecorder?
    /// What finished stages carry: the manifest itself is for one thread at a time.
    let provenance: Provenance
    let observers: [any RunObserver]
    let logger: Logger

    private let condition = NSCondition()
    private let eventLock = NSRecursiveLock()
    private let names: Set<String>
    private var schedule: Schedule
    private var records: [String: StageRecord] = [:]
    private var held: [String: HeldStage] = [:]
    private var storeError: FileError?
    private var isInterrupted = false

    init(
        graph: StageGraph, stages: [Stage], store: Store, schedule: Schedule, force: Set<String>, verify: Bool,
        triesFailedAgain: Bool, interruption: InterruptionFlag, manifest: ManifestRecorder?,
        observers: [any RunObserver], logger: Logger
    ) {
        self.graph = graph
        self.stages = stages
        self.store = store
        self.schedule = schedule
        names = Set(stages.map(\.name))
        self.force = force
        self.verify = verify
        self.triesFailedAgain = triesFailedAgain
        self.interruption = interruption
        self.manifest = manifest
        provenance = manifest?.provenance ?? Provenance()
        self.observers = observers
        self.logger = logger
    }

    /// A stage that another process makes.
    private struct HeldStage {
        var holder: String
        /// When it is looked at again.
        var until: Date
        var pause: Double
        var isAnnounced = false
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
        while let (stage, key, threads) = nextStage() {
            switch perform(stage, key: key, threads: threads) {
            case .ended(let record, let trouble): end(stage, record, storeError: trouble)
            case .held(let holder): passOver(stage, holder: holder)
            }
        }
    }

    /// Records stages that need no run, before threads are shared out. Trouble with the disk comes up again when they are taken.
    func findFinished() {
        // All their files are to be read, which several threads do.
        guard !verify else { return }
        for stage in stages where !interruption.isRaised {
            guard let key = try? graph.key(of: stage.name), let record = try? finding(of: stage, key: key) else {
                continue
            }
            end(stage, record, storeError: nil, writes: false)
        }
    }

    /// The next stage that can be made, and its threads; waits for one; nil when there will be none.
    private func nextStage() -> (Stage, StageKey, threads: Int)? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            skipHopeless()
            if interruption.isRaised || isInterrupted || storeError != nil { return nil }
            let waiting = schedule.stages.filter { records[$0.name] == nil }
            if waiting.isEmpty { return nil }
            let now = Date()
            let ready = waiting.filter { $0.inputs.allSatisfy(isFinished) }
            let free = ready.filter { (held[$0.name]?.until ?? now) <= now }
            if let (stage, threads) = schedule.next(free), let key = try? graph.key(of: stage.name) {
                records[stage.name] = StageRecord(stage, key: key, state: .running)
                schedule.begin(stage, threads: threads)
                return (stage, key, threads)
            }
            if schedule.isIdle { announceHeld(ready) }
            if let first = ready.compactMap({ held[$0.name]?.until }).min() {
                // Soon enough for a signal, too.
                _ = condition.wait(until: min(first, now + 0.5))
            } else {
                condition.wait()
            }
        }
    }

    /// Says once a stage that nothing is left but to wait for another process. Needs `condition`.
    private func announceHeld(_ ready: [Stage]) {
        for stage in ready {
            guard let holder = held[stage.name]?.holder, held[stage.name]?.isAnnounced == false else { continue }
            held[stage.name]?.isAnnounced = true
            tell(.stageWaits(stage, holder: holder))
        }
    }

    /// Leaves a stage to the process that makes it, and looks at it again after a while.
    private func passOver(_ stage: Stage, holder: String) {
        condition.lock()
        records[stage.name] = nil
        schedule.end(stage)
        let pause = min(5, (held[stage.name]?.pause ?? 0.05) * 1.5)
        held[stage.name] = HeldStage(
            holder: holder, until: Date() + pause, pause: pause, isAnnounced: held[stage.name]?.isAnnounced ?? false)
        condition.broadcast()
        condition.unlock()
    }

    /// Whether another process was seen to make the stage.
    func wasHeld(_ stage: Stage) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        return held[stage.name] != nil
    }

    /// Inputs that are not to be made were looked for before.
    private func isFinished(_ name: String) -> Bool { records[name]?.state.isFinished ?? !names.contains(name) }

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

    private func end(_ stage: Stage, _ record: StageRecord, storeError error: FileError?, writes: Bool = true) {
        condition.lock()
        records[stage.name] = record
        schedule.close(stage)
        if record.state == .interrupted { isInterrupted = true }
        if let error, storeError == nil { storeError = error }
        publish(record, writes: writes)
        tell(.stageEnded(stage, record))
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
    private func publish(_ record: StageRecord, writes: Bool = true) {
        do {
            try manifest?.update(record, writes: writes)
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
