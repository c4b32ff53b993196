import Foundation
import Support
import Synchronization

// A signal handler may touch nothing but lock-free atomics.
private let signalCount = Atomic<Int>(0)
private let isListenedTo = Atomic<Bool>(false)
private let firstSignal = Atomic<Int>(0)
private let secondsOfPatience = Atomic<UInt32>(0)

/// The signals by which people, terminals and batch systems ask for an end: SIGINT, SIGTERM, SIGHUP, SIGUSR1
/// and SIGXCPU.
public enum StopSignals {
    /// From now on such a signal leaves the process with status 75 (EX_TEMPFAIL), and no half-written files.
    ///
    /// Where something listens (`InterruptionFlag`), the first one is only counted, and the process left by a second one,
    /// or where `patience` seconds later it still is there: the work may be inside of a long computation. Checkpoints make
    /// even that safe. 0 seconds are for ever.
    public static func install(patience: UInt32) {
        // Makes Swift initialise the globals here, not inside the handler.
        _ = signalCount.load(ordering: .acquiring)
        _ = isListenedTo.load(ordering: .acquiring)
        _ = firstSignal.load(ordering: .acquiring)
        secondsOfPatience.store(patience, ordering: .releasing)
        UnfinishedFiles.prepare()
        ChildProcess.killRunning()
        var action = sigaction()
        action.sa_flags = SA_RESTART
        sigemptyset(&action.sa_mask)
        action.__sigaction_handler.sa_handler = { _ in StopSignals.leave() }
        set(SIGALRM, to: action)
        action.__sigaction_handler.sa_handler = { _ in StopSignals.take() }
        for number in [SIGINT, SIGTERM, SIGUSR1, SIGXCPU] { set(number, to: action) }
        // `nohup` has it ignored, and means it.
        var before = sigaction()
        sigaction(SIGHUP, nil, &before)
        let isIgnored = unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
        if !isIgnored { set(SIGHUP, to: action) }
    }

    static var hasCome: Bool { signalCount.load(ordering: .acquiring) > 0 }

    /// From now on the first signal is left to those who ask `hasCome`.
    static func beginListening() { isListenedTo.store(true, ordering: .releasing) }

    /// A parent may have blocked the signal, which children inherit.
    private static func set(_ number: Int32, to action: sigaction) {
        var action = action
        sigaction(number, &action, nil)
        var numbers = sigset_t()
        sigemptyset(&numbers)
        sigaddset(&numbers, number)
        pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
    }

    /// In the handler.
    private static func take() {
        let number = errno
        defer { errno = number }
        guard isListenedTo.load(ordering: .acquiring) else { leave() }
        if signalCount.add(1, ordering: .acquiringAndReleasing).oldValue == 0 {
            firstSignal.store(milliseconds(), ordering: .releasing)
            let patience = secondsOfPatience.load(ordering: .acquiring)
            if patience > 0 { alarm(patience) }
            let note: StaticString = "\nStopping at the next checkpoint; once more stops at once.\n"
            _ = write(STDERR_FILENO, note.utf8Start, note.utf8CodeUnitCount)
        } else if milliseconds() - firstSignal.load(ordering: .acquiring) > 250 {
            // One that comes sooner is the first again: `timeout` and terminals that go away tell the process and its group.
            leave()
        }
    }

    private static func milliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }

    /// Ends the process with status 75, and no half-written files.
    public static func leaveAtOnce() -> Never { leave() }

    /// In the handler.
    private static func leave() -> Never {
        UnfinishedFiles.removeAll()
        ChildProcess.killRunning()
        _exit(75)
    }
}
