import Foundation
import Support

/// A program of the user's that a stage runs to its end: somebody's method, say. It may be missing, fail or never end.
public enum UserProgram {
    /// What a program says is kept up to this many bytes; one that says more is ended.
    private static let mostWords = 16 << 20

    /// Runs a program with this process's environment and an empty standard input.
    ///
    /// - Parameters:
    ///   - command: its path, and its arguments.
    ///   - log: where what it prints is kept while it runs.
    ///   - seconds: after how long it is killed, with all that it has started.
    ///   - check: called several times a second; where it throws, the program is killed.
    /// - Throws: `UserProgramError` unless it ends with status 0; `FileError`; what `check` throws.
    public static func run(_ command: [String], log: URL, seconds: Double, check: () throws -> Void) throws {
        let words = open(log.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, 0o666)
        guard words >= 0 else { throw FileError("write", log.path) }
        defer { close(words) }
        guard
            let child = ChildProcess.start(
                command, environment: ProcessInfo.processInfo.environment, output: words, errors: words)
        else {
            throw UserProgramError(
                command,
                "it could not be started; a program that this system can run was expected, a script with #! and its interpreter in "
                    + "the first line, say",
                words: "")
        }
        // The first of several is also killed where a signal ends this process at once.
        _ = runningGroup.compareExchange(expected: 0, desired: child, ordering: .acquiringAndReleasing)
        defer { _ = runningGroup.compareExchange(expected: child, desired: 0, ordering: .acquiringAndReleasing) }
        let deadline = ContinuousClock.now + .seconds(seconds)
        do {
            while true {
                var status: Int32 = 0
                let ended = waitpid(child, &status, WNOHANG)
                if ended == child {
                    // What it started and left behind would go on writing.
                    kill(-child, SIGKILL)
                    guard status == 0 else { throw UserProgramError(command, ending(status), words: tail(words)) }
                    return
                }
                guard ended == 0 || errno == EINTR else { throw FileError("wait for", command[0]) }
                try check()
                var size = stat()
                if fstat(words, &size) == 0, size.st_size > mostWords {
                    throw UserProgramError(command, "it printed more than \(mostWords >> 20) MiB", words: tail(words))
                }
                guard ContinuousClock.now < deadline else {
                    throw UserProgramError(
                        command, "it had not ended after \(Float(seconds)) s and was killed", words: tail(words),
                        isLate: true)
                }
                usleep(10_000)
            }
        } catch {
            kill(-child, SIGKILL)
            for _ in 0..<100 where waitpid(child, nil, WNOHANG) == 0 { usleep(1000) }
            throw error
        }
    }

    private static func ending(_ status: Int32) -> String {
        let signal = status & 0x7f
        return signal == 0 ? "it ended with status \((status >> 8) & 0xff)" : "it was ended by signal \(signal)"
    }

    /// The last words that a program printed.
    private static func tail(_ log: Int32) -> String {
        var size = stat()
        guard fstat(log, &size) == 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: min(1500, Int(size.st_size)))
        let count = pread(log, &bytes, bytes.count, off_t(Int(size.st_size) - bytes.count))
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A user's program that did not end well.
public struct UserProgramError: Error, CustomStringConvertible, LocalizedError {
    /// What became of it: "it ended with status 1".
    public let reason: String
    /// The last that it printed; may be empty.
    public let words: String
    /// Whether its time was up.
    public let isLate: Bool
    private let program: String

    init(_ command: [String], _ reason: String, words: String, isLate: Bool = false) {
        (program, self.reason, self.words, self.isLate) = (command[0], reason, words, isLate)
    }

    /// For people.
    public var description: String {
        PrintableText.block(
            "\(program): \(reason)" + (words.isEmpty ? "; it printed nothing" : "; its last words: \(words)"))
    }

    /// The same as `description`.
    public var errorDescription: String? { description }
}
