import Foundation
import Logging
import Support

extension GraphRun {
    /// How a stage ended, and whether the disk was to blame; or who else makes it.
    enum Outcome {
        case ended(StageRecord, FileError?)
        case held(by: String)
    }

    /// Takes one stage from ready to its end, on the calling thread.
    func perform(_ stage: Stage, key: StageKey, threads: Int) -> Outcome {
        var seconds = 0.0
        do {
            if let record = try finding(of: stage, key: key) { return .ended(record, nil) }
            guard let lock = try store.lock(key: key) else { return .held(by: store.holder(key: key)) }
            defer { lock.unlock() }
            // Somebody may have finished it between the first look and the lock.
            try store.lookAgain()
            var isDamaged = false
            if let record = try finding(
                of: stage, key: key,
                onDamage: {
                    isDamaged = true; tell(.stageDamaged(stage, what: $0))
                })
            {
                return .ended(record, nil)
            }
            if force.contains(stage.name) { try store.removeCheckpoint(key: key) }
            let isOurs = try execute(
                stage, key: key, threads: threads, replacing: isDamaged || force.contains(stage.name), seconds: &seconds
            )
            return .ended(
                finished(
                    stage, key: key, state: isOurs ? .done : .cached, reason: isOurs ? "" : Self.madeByAnother,
                    seconds: seconds), nil)
        } catch {
            return outcome(of: error, stage: stage, key: key, seconds: seconds)
        }
    }

    private static let madeByAnother = "made by another process"

    /// Makes the stage. False where another process was quicker, and its result stays.
    private func execute(
        _ stage: Stage, key: StageKey, threads: Int, replacing: Bool, seconds: inout Double
    ) throws -> Bool {
        let temporary = try store.makeTemporary(key: key)
        let checkpoint = store.checkpointDirectory(key: key)
        let spent = try store.secondsSpent(key: key)
        seconds = spent
        let start = DispatchTime.now().uptimeNanoseconds
        do {
            try makeCheckpointFolder(checkpoint, of: stage)
            let context = try makeContext(
                stage, key: key, threads: threads, directory: temporary, checkpoint: checkpoint)
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
            return try store.commit(temporary, receipt: receipt, replacing: replacing)
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

    private func makeContext(
        _ stage: Stage, key: StageKey, threads: Int, directory: URL, checkpoint: URL
    ) throws -> StageContext {
        let inputs = graph.inputKeys(of: stage).map { ($0.key, store.directory(name: $0.key, key: $0.value)) }
        var logger = logger
        logger[metadataKey: "stage"] = "\(stage.name)"
        return StageContext(
            name: stage.name, key: key, directory: directory, checkpointDirectory: checkpoint, threads: threads,
            progress: StageProgress(), logger: logger, inputs: Dictionary(uniqueKeysWithValues: inputs),
            interruption: interruption
        ) { [self] in tell(.checkpointDamaged(stage, what: $0)) }
    }

    /// The record of a stage that need not be made: the store has it, or knows that it leads to nothing. Nil where it is to be
    /// made; `onDamage` is told what is wrong with a result that was there.
    func finding(of stage: Stage, key: StageKey, onDamage: (String) -> Void = { _ in }) throws -> StageRecord? {
        // One that is to be made anyway is not looked for.
        if force.contains(stage.name) { return nil }
        switch try store.look(for: stage.name, key: key, verify: verify) {
        case .damaged(let what): onDamage(what)
        case .done(let receipt):
            try store.removeForgottenCheckpoint(key: key)
            return finished(
                stage, key: key, state: .cached, reason: wasHeld(stage) ? Self.madeByAnother : "",
                seconds: receipt.seconds)
        case .missing:
            guard let loss = try store.loss(key: key), loss.state == .diverged || !triesFailedAgain else { break }
            return StageRecord(stage, key: key, state: loss.state, reason: loss.reason, seconds: loss.seconds)
        }
        return nil
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
        var trouble = state == .failed ? FileError.storageTrouble(in: error) : nil
        // What lies outside of the store, or in the machine, may be right for another process.
        let readsOutside = stage.extraKey != nil && stage.inputs.isEmpty
        let isOfThisMachine = trouble != nil || error is ResourceError || readsOutside
        if state == .diverged || state == .failed && !isOfThisMachine {
            let loss = StageLoss(
                name: stage.name, key: key, state: state, reason: record.reason, seconds: seconds, finished: Date(),
                provenance: provenance)
            do { try store.note(loss) } catch { trouble = FileError.storageTrouble(in: error) }
        }
        return .ended(record, trouble)
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
