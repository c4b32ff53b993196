import Foundation
import Synchronization

/// A thread of the system's that says whether it could be started; Foundation's does not.
public enum DetachedThread {
    /// Runs `body` on a thread of its own. False where the system gives none: `body` is then never run.
    ///
    /// - Parameters:
    ///   - name: what debuggers call it.
    ///   - stackSize: bytes; Foundation's 512 kB are too little for deep recursion and big C frames.
    public static func start(
        _ name: String, stackSize: Int = 8 << 20, _ body: @escaping @Sendable () -> Void
    ) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let work = Unmanaged.passRetained(Work(name, body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                Thread.current.name = work.name
                work.body()
                return nil
            }, work.toOpaque())
        if result != 0 { work.release() }
        return result == 0
    }

    /// Runs `body(0)` … `body(iterations − 1)` on the calling thread and as many beside it as there are processors and the
    /// system gives; dispatch's own loop waits for ever for threads that it is not given. Returns when all have ended.
    public static func concurrently(_ iterations: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let next = Mutex(0)
        let group = DispatchGroup()
        let work: @Sendable () -> Void = {
            while true {
                let index = next.withLock { next in
                    next += 1
                    return next - 1
                }
                guard index < iterations else { return }
                body(index)
            }
        }
        for _ in 1..<max(1, min(iterations, ProcessInfo.processInfo.activeProcessorCount)) {
            group.enter()
            let isStarted = start("loop") {
                work()
                group.leave()
            }
            if !isStarted { group.leave() }
        }
        work()
        group.wait()
    }

    private final class Work {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
