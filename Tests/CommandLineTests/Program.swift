import Foundation
import Testing

/// The built `downhill`, run as people run it: in a process of its own.
struct Program {
    /// How a process ended.
    struct Ending {
        let status: Int32
        let output: String
        let errors: String
        /// Both, for expectations' comments.
        var text: String { output + errors }
    }

    /// The package's folder.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program beside the bundle of tests, or in the package's build folder.
    static let executable: URL? = {
        let own = URL(
            fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
        let started = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
        let folders =
            [own, started].map { $0.deletingLastPathComponent() }
            + ["release", "debug"].map { package.appendingPathComponent(".build/\($0)") }
        return folders.map { $0.appendingPathComponent("downhill") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let files: (output: URL, errors: URL)
    private let folder: TemporaryFolder

    /// Starts the program inside the package's folder; `limit` is the size in blocks beyond which no file can grow. `script` is
    /// of a shell, and runs it as "$@".
    init(
        _ arguments: [String], environment: [String: String] = [:], limit: Int? = nil, script: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        files = (folder.url.appendingPathComponent("output"), folder.url.appendingPathComponent("errors"))
        for url in [files.output, files.errors] { try Data().write(to: url) }
        let executable: URL = try #require(Self.executable, "downhill is not built")
        if let script = script ?? limit.map({ "trap '' XFSZ; ulimit -f \($0); exec \"$@\"" }) {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", script, "sh", executable.path] + arguments
        } else {
            process.executableURL = executable
            process.arguments = arguments
        }
        process.currentDirectoryURL = Self.package
        process.environment = ProcessInfo.processInfo.environment
            .merging(["COLUMNS": "100"]) { $1 }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files.output)
        process.standardError = try FileHandle(forWritingTo: files.errors)
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        // A thread of the tests may have signals blocked, and a child inherits that.
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    /// Waits for its end; one that takes minutes is killed.
    func ending() throws -> Ending {
        if ended.wait(timeout: .now() + 180) == .timedOut {
            signal(SIGKILL)
            ended.wait()
            Issue.record("downhill \(process.arguments?.joined(separator: " ") ?? "") did not end")
        }
        return Ending(
            status: process.terminationStatus, output: try String(contentsOf: files.output, encoding: .utf8),
            errors: try String(contentsOf: files.errors, encoding: .utf8))
    }

    var isRunning: Bool { process.isRunning }

    /// Sends a signal to this process alone.
    func signal(_ number: Int32) { if process.isRunning { kill(process.processIdentifier, number) } }

    /// Looks at something every few milliseconds until it is so or the program has ended.
    func wait(until isSo: () -> Bool) -> Bool {
        while process.isRunning {
            if isSo() { return true }
            usleep(2_000)
        }
        return false
    }

    /// Runs the program to its end.
    static func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
        try Program(arguments, environment: environment).ending()
    }

    /// Runs the program to its end, by a shell's script that runs it as "$@".
    static func run(
        _ arguments: [String], script: String? = nil, environment: [String: String] = [:]
    ) throws -> Ending {
        try Program(arguments, environment: environment, script: script).ending()
    }
}

/// A folder of a test's own; all of them go away when the tests end.
struct TemporaryFolder {
    private static let root: URL = {
        atexit { try? FileManager.default.removeItem(at: TemporaryFolder.root) }
        return FileManager.default.temporaryDirectory.appendingPathComponent("downhill-\(UUID().uuidString)")
    }()

    let url: URL

    init() throws {
        url = Self.root.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
