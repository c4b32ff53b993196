import Foundation

/// What becomes of the process where Swift's own allocations fail: the language ends it on the spot, by an abort or a trap.
public enum AllocationFailure {
    private static let signals = [SIGABRT, SIGILL, SIGTRAP]
    /// Made beforehand, since there is no memory for it then.
    nonisolated(unsafe) private static var text: (start: UnsafeMutablePointer<CChar>, count: Int)?
    nonisolated(unsafe) private static var before: UnsafeMutablePointer<sigaction>?

    /// From now on such an end says that memory was short, with the limit, removes unfinished files, and has status 1. Other
    /// aborts and traps stay what they are: they are defects of the program.
    public static func explain() {
        let error = ResourceError(
            "memory", needed: "more than the system gives", got: ResourceError.memoryLimits,
            hint: "use fewer threads or smaller data, or raise the limit")
        let words = "downhill: \(error)\n"
        text = strdup(words).map { ($0, words.utf8.count) }
        let before = UnsafeMutablePointer<sigaction>.allocate(capacity: signals.count)
        self.before = before
        UnfinishedFiles.prepare()
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { AllocationFailure.take($0) }
        sigemptyset(&action.sa_mask)
        for (index, number) in signals.enumerated() { sigaction(number, &action, before + index) }
    }

    /// In the handler, on the thread that failed: its last error number tells why.
    private static func take(_ number: Int32) {
        if errno == ENOMEM, let text {
            UnfinishedFiles.removeAll()
            _ = write(STDERR_FILENO, text.start, text.count)
            _exit(1)
        }
        if let before {
            let index = number == SIGABRT ? 0 : number == SIGILL ? 1 : 2
            sigaction(number, before + index, nil)
        }
        // Comes again when this handler has returned: a trap by itself, an abort by this.
        if number == SIGABRT { raise(number) }
    }
}
