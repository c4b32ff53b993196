import Foundation
import Synchronization

/// How often SIGINT or SIGTERM came. A signal handler may touch nothing but lock-free atomics.
private let signalCount = Atomic<Int>(0)

/// Raised once, never lowered: stages look at it between steps and stop with their checkpoint written.
public final class InterruptionFlag: Sendable {
    private let raised = Atomic<Bool>(false)
    private let listening = Atomic<Bool>(false)

    /// A flag that is down and hears no signals yet.
    public init() {}

    /// True after `raise()`, or after a signal where the handlers are installed.
    public var isRaised: Bool {
        if raised.load(ordering: .acquiring) { return true }
        return listening.load(ordering: .acquiring) && signalCount.load(ordering: .acquiring) > 0
    }

    /// Asks for an end.
    public func raise() { raised.store(true, ordering: .releasing) }

    /// From now on the first SIGINT or SIGTERM raises the flag; the second leaves the process at once with status 75
    /// (EX_TEMPFAIL). Checkpoints make even that safe.
    public func installSignalHandlers() {
        // Makes Swift initialise the global here, not inside the handler.
        _ = signalCount.load(ordering: .acquiring)
        listening.store(true, ordering: .releasing)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            if signalCount.add(1, ordering: .acquiringAndReleasing).oldValue >= 1 { _exit(75) }
            let note: StaticString = "\nStopping at the next checkpoint; once more stops at once.\n"
            _ = write(STDERR_FILENO, note.utf8Start, note.utf8CodeUnitCount)
        }
        action.sa_flags = SA_RESTART
        sigemptyset(&action.sa_mask)
        sigaction(SIGINT, &action, nil)
        sigaction(SIGTERM, &action, nil)
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
