import Foundation
import Logging
import Synchronization

/// What a running stage may use.
public struct StageContext: Sendable {
    /// The stage's name.
    public let name: String
    /// The stage's key.
    public let key: StageKey
    /// The folder to write results in; it becomes the stage's folder when `run` returns.
    public let directory: URL
    /// A folder that survives interruption and kill −9, for checkpoints; deleted once the stage is done.
    public let checkpointDirectory: URL
    /// How many threads the stage may use, at least 1. The bytes it writes must not depend on it.
    public let threads: Int
    /// Where to say how far the work is.
    public let progress: StageProgress
    /// A logger that carries the stage's name.
    public let logger: Logger

    let inputs: [String: URL]
    let interruption: InterruptionFlag
    let noteDamage: @Sendable (String) -> Void

    /// The finished folder of a declared input. Throws `StageGraphError` for a stage that is not declared as one.
    public func input(_ name: String) throws -> URL {
        guard let url = inputs[name] else {
            throw StageGraphError.undeclaredInput(stage: self.name, input: name, declared: inputs.keys.sorted())
        }
        return url
    }

    /// Says that a checkpoint is damaged, and what the stage goes on from instead, for people.
    public func noteDamagedCheckpoint(_ what: String) { noteDamage(what) }

    /// True when the user asked for an end: time to write a checkpoint and call `checkInterruption()`.
    public var isInterrupted: Bool { interruption.isRaised }

    /// Throws `Interruption` when the user asked for an end.
    public func checkInterruption() throws {
        if interruption.isRaised { throw Interruption() }
    }
}

/// Where a running stage stands; written by the stage, read by the display, from any thread.
public final class StageProgress: Sendable {
    /// One moment's answer.
    public struct Snapshot: Equatable, Sendable {
        /// Steps done.
        public var step: Int
        /// Steps in all, or 0 where unknown.
        public var total: Int
        /// What a step is, in the plural: "steps", "samples".
        public var unit: String
        /// A few words more, such as the loss.
        public var message: String

        /// Done share in 0…1; 0 where the total is unknown.
        public var fraction: Double { total > 0 ? min(1, max(0, Double(step) / Double(total))) : 0 }
    }

    private let state = Mutex((now: Snapshot(step: 0, total: 0, unit: "steps", message: ""), first: Int?.none))

    /// Progress at nothing.
    public init() {}

    /// Says that `step` of `total` steps are done. Cheap enough for every training step.
    public func report(step: Int, of total: Int, unit: String = "steps", message: String = "") {
        state.withLock {
            $0.first = $0.first ?? step
            $0.now = Snapshot(step: step, total: total, unit: unit, message: message)
        }
    }

    /// The last report.
    public var snapshot: Snapshot { state.withLock { $0.now } }

    /// The step of the first report: not 0 where a stage resumed from a checkpoint, so that its rate stays honest.
    public var firstStep: Int { state.withLock { $0.first ?? 0 } }
}
