import Foundation
import Logging
import Support

extension GraphRun {
    /// How a stage ended, and whether the disk was to blame.
    typealias Outcome = (record: StageRecord, storeError: FileError?)

    /// Takes one stage from ready to its end, on the calling thread.
    func perform(_ stage: Stage, key: StageKey) -> Outcome {
        var seconds = 0.0
        do {
            if case .finished(let record) = try look(at: stage, key: key, reason: "") { return (record, nil) }
            var isAnnounced = false
            let lock = try store.lock(key: key) { holder in
                if !isAnnounced { tell(.stageWaits(stage, holder: holder)) }
                isAnnounced = true
                if interruption.isRaised { throw Interruption() }
            }
            defer { lock.unlock() }
            // Somebody may have finished it between the first look and the lock.
            let reason = isAnnounced ? "made by another process" : ""
            switch try look(at: stage, key: key, reason: reason) {
            case .finished(let record): return (record, nil)
            case .damaged(let what): tell(.stageDamaged(stage, what: what))
            case .missing: break
            }
            if force.contains(stage.name) { try store.removeCheckpoint(key: key) }
            try execute(stage, key: key, seconds: &seconds)
            return (finished(stage, key: key, state: .done, reason: "", seconds: seconds), nil)
        } catch {
            return outcome(of: error, stage: stage, key: key, seconds: seconds)
        }
    }

    private func execute(_ stage: Stage, key: StageKey, seconds: inout Double) throws {
        let temporary = try store.makeTemporary(key: key)
        let checkpoint = store.checkpointDirectory(key: key)
        let spent = try store.secondsSpent(key: key)
        seconds = spent
        let start = DispatchTime.now().uptimeNanoseconds
        do {
            try makeCheckpointFolder(checkpoint, of: stage)
            let context = try makeContext(stage, key: key, directory: temporary, checkpoint: checkpoint)
            publishRunning(StageRecord(stage, key: key, state: .running))
            tell(.stageBegan(stage, progress: context.progress))
            do {
                defer { seconds = elapsed(since: start) + spent }
                try stage.run(context)
            }
            let receipt = StageReceipt(
                name: stage.name, key: key, settings: stage.settings, inputs: graph.inputKeys(of: stage),
                codeVersion: stage.codeVersion, extraKey: stage.extraKey, numerics: stage.numerics, seconds: seconds,
                finished: Date(), provenance: provenance)
            try store.commit(temporary, receipt: receipt)
        } catch {
            // What cannot be removed now is a leftover for the next run.
            try? FileSystem.remove(temporary)
            do {
                if error is any DivergenceError {
                    // Going on from a diverged state would only diverge again.
                    try store.removeCheckpoint(key: key)
                } else {
                    try store.keepCheckpoint(key: key, seconds: seconds)
                }
            } catch let trouble where FileError.storageTrouble(in: error) == nil {
                throw trouble
            }
            throw error
        }
    }

    /// The folder for the stage's checkpoints; what else stands in its place is of no use.
    private func makeCheckpointFolder(_ folder: URL, of stage: Stage) throws {
        if FileSystem.exists(folder), !FileSystem.isFolder(folder) {
            tell(.checkpointDamaged(stage, what: "\(folder.path) is no folder; the stage begins anew"))
            try FileSystem.remove(folder)
        }
        try FileSystem.makeFolder(folder)
    }

    private func makeContext(_ stage: Stage, key: StageKey, directory: URL, checkpoint: URL) throws -> StageContext {
        let inputs = graph.inputKeys(of: stage).map { ($0.key, store.directory(name: $0.key, key: $0.value)) }
        var logger = logger
        logger[metadataKey: "stage"] = "\(stage.name)"
        return StageContext(
            name: stage.name, key: key, directory: directory, checkpointDirectory: checkpoint, threads: threads,
            progress: StageProgress(), logger: logger, inputs: Dictionary(uniqueKeysWithValues: inputs),
            interruption: interruption
        ) { [self] in tell(.checkpointDamaged(stage, what: $0)) }
    }

    private enum Finding {
        case missing
        case damaged(String)
        case finished(StageRecord)
    }

    /// Whether the store has the stage already. One that is to be made anyway is not looked for.
    private func look(at stage: Stage, key: StageKey, reason: String) throws -> Finding {
        if force.contains(stage.name) { return .missing }
        switch try store.look(for: stage.name, key: key, verify: verify) {
        case .missing: return .missing
        case .damaged(let what): return .damaged(what)
        case .done(let receipt):
            try store.removeForgottenCheckpoint(key: key)
            return .finished(finished(stage, key: key, state: .cached, reason: reason, seconds: receipt.seconds))
        }
    }

    private func finished(
        _ stage: Stage, key: StageKey, state: StageState, reason: String, seconds: Double
    ) -> StageRecord {
        StageRecord(
            stage, key: key, state: state, reason: reason, seconds: seconds,
            directory: store.relativePath(name: stage.name, key: key))
    }

    private func outcome(of error: any Error, stage: Stage, key: StageKey, seconds: Double) -> Outcome {
        let state: StageState =
            error is Interruption ? .interrupted : error is any DivergenceError ? .diverged : .failed
        let record = StageRecord(stage, key: key, state: state, reason: Self.text(of: error), seconds: seconds)
        return (record, state == .failed ? FileError.storageTrouble(in: error) : nil)
    }

    /// An error's own words where it has any; Foundation's errors say more in their localised description.
    private static func text(of error: any Error) -> String {
        if let error = error as? any LocalizedError, let text = error.errorDescription { return text }
        if type(of: error) is AnyObject.Type || error is CocoaError { return error.localizedDescription }
        return "\(error)"
    }

    private func elapsed(since start: UInt64) -> Double {
        (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6).rounded() / 1000
    }
}
