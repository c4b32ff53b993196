import Foundation

/// The program under test, in a process of its own.
struct ChildProcess {
    /// How it ended.
    struct Ending {
        /// Its exit code; nil where a signal ended it.
        let status: Int32?
        /// The signal that ended it.
        let signal: Int32?
        let seconds: Double
        /// The most memory that it held, in bytes.
        let memory: Int
        /// What it printed, on both outputs.
        let text: String
    }

    /// The program's path.
    let program: String
    /// Seconds after which it is killed.
    let limit: Double

    /// Runs it to its end. Throws where it cannot be started.
    ///
    /// - Parameter stop: asked every few milliseconds; once it says so the program is told to end (SIGTERM).
    func run(_ arguments: [String], log: String, stop: () -> Bool = { false }) throws -> Ending {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child = pid_t()
        let start = DispatchTime.now().uptimeNanoseconds
        let result = posix_spawn(&child, program, &actions, nil, &words, environ)
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .ENOENT) }
        let (status, usage) = wait(for: child, since: start, stop: stop)
        let exited = status & 0x7F == 0
        return Ending(
            status: exited ? status >> 8 & 0xFF : nil, signal: exited ? nil : status & 0x7F,
            seconds: Self.seconds(since: start), memory: usage.ru_maxrss * 1024,
            text: String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: log))) ?? Data(), as: UTF8.self))
    }

    private func wait(for child: pid_t, since start: UInt64, stop: () -> Bool) -> (status: Int32, usage: rusage) {
        var (status, usage) = (Int32(), rusage())
        var pause: UInt32 = 200
        var isStopped = false
        while wait4(child, &status, WNOHANG, &usage) == 0 {
            if !isStopped, stop() {
                kill(child, SIGTERM)
                isStopped = true
            }
            if Self.seconds(since: start) > limit { kill(child, SIGKILL) }
            usleep(pause)
            pause = min(pause * 2, 5_000)
        }
        return (status, usage)
    }

    private static func seconds(since start: UInt64) -> Double {
        Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }
}
