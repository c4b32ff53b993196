import Foundation
import Synchronization

/// Raised once, never lowered: stages look at it between steps and stop with their checkpoint written.
public final class InterruptionFlag: Sendable {
    private let raised = Atomic<Bool>(false)
    private let listening = Atomic<Bool>(false)

    /// A flag that is down and hears no signals yet.
    public init() {}

    /// True after `raise()`, or after a signal where the handlers are installed.
    public var isRaised: Bool {
        if raised.load(ordering: .acquiring) { return true }
        return listening.load(ordering: .acquiring) && StopSignals.hasCome
    }

    /// Asks for an end.
    public func raise() { raised.store(true, ordering: .releasing) }

    /// From now on the first signal that asks for an end raises the flag; one that came before does so at once. See
    /// `StopSignals.install`, which this calls.
    public func installSignalHandlers(patience: UInt32 = 0) {
        StopSignals.install(patience: patience)
        StopSignals.beginListening()
        listening.store(true, ordering: .releasing)
    }
}

/// Thrown by a stage that stops because the user asked it to; its checkpoints stay.
public struct Interruption: Error, CustomStringConvertible, LocalizedError {
    /// An interruption.
    public init() {}
    /// For people.
    public var description: String { "interrupted; run the same command again to go on" }
    /// For people.
    public var errorDescription: String? { description }
}

/// An error that says that the numbers, not the machine, went wrong. The stage's state becomes `diverged`.
public protocol DivergenceError: Error {}
