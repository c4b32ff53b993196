import Foundation
import Logging

/// What a running stage may use.
public struct StageContext: @unchecked Sendable {
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

    /// The finished folder of a declared input. Throws `StageGraphError` for a stage that is not declared as one.
    public func input(_ name: String) throws -> URL {
        guard let url = inputs[name] else {
            throw StageGraphError.undeclaredInput(stage: self.name, input: name, declared: inputs.keys.sorted())
        }
        return url
    }

    /// True when the user asked for an end: time to write a checkpoint and call `checkInterruption()`.
    public var isInterrupted: Bool { interruption.isRaised }

    /// Throws `Interruption` when the user asked for an end.
    public func checkInterruption() throws {
        if interruption.isRaised { throw Interruption() }
    }
}
