import Foundation
import Stages
import Support

/// A folder that goes away with the test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("stages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var store: Store { Store(url.appendingPathComponent("store")) }
}

/// A count that stages on several threads may raise.
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var names: [String] = []

    func note(_ name: String) {
        lock.lock()
        names.append(name)
        lock.unlock()
    }

    var all: [String] {
        lock.lock()
        defer { lock.unlock() }
        return names
    }
}

struct TestError: Error, CustomStringConvertible {
    let description: String
}

struct TestDivergence: DivergenceError, CustomStringConvertible {
    let description: String
}

/// A stage that writes its name and its inputs' texts to `text.txt`.
func textStage(
    _ name: String, inputs: [String] = [], settings: StageSettings = [:], codeVersion: Int = 1,
    counter: Counter? = nil
) -> Stage {
    Stage(name: name, settings: settings, inputs: inputs, codeVersion: codeVersion) { context in
        counter?.note(name)
        let texts = try inputs.map { input in
            try String(contentsOf: context.input(input).appendingPathComponent("text.txt"), encoding: .utf8)
        }
        let text = "\(name)(\(texts.joined(separator: ",")))"
        try AtomicFile.write(text, to: context.directory.appendingPathComponent("text.txt"))
    }
}

/// All files below a folder with their bytes, but those that hold times.
func contents(of folder: URL) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
        let url = folder.appendingPathComponent(path)
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        if isFolder.boolValue || url.lastPathComponent == "stage.json" || path.hasPrefix(".locks") { continue }
        result[path] = try Data(contentsOf: url)
    }
    return result
}

func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
}

/// Starts a shell command in a folder.
func start(_ command: String, in folder: URL) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
}

/// Runs a shell command in a folder; its status.
func shell(_ command: String, in folder: URL) throws -> Int32 {
    let process = try start(command, in: folder)
    process.waitUntilExit()
    return process.terminationStatus
}

/// Remembers events as texts.
final class EventLog: RunObserver {
    private(set) var texts: [String] = []

    func handle(_ event: RunEvent) {
        switch event {
        case .runBegan(let stages, _): texts.append("run \(stages.count)")
        case .stageWaits(let stage, let holder): texts.append("waits \(stage.name) \(holder)")
        case .stageDamaged(let stage, let what): texts.append("damaged \(stage.name): \(what)")
        case .checkpointDamaged(let stage, let what): texts.append("checkpoint of \(stage.name): \(what)")
        case .stageBegan(let stage, _): texts.append("begins \(stage.name)")
        case .stageEnded(let stage, let record): texts.append("\(record.state) \(stage.name)")
        case .runEnded: texts.append("end")
        }
    }
}

/// Kills the process that a run waits for.
final class WaitKiller: RunObserver {
    private let process: Int32
    private(set) var waits: [String] = []

    init(process: Int32) { self.process = process }

    func handle(_ event: RunEvent) {
        guard case .stageWaits(let stage, _) = event else { return }
        waits.append(stage.name)
        kill(process, SIGKILL)
    }
}
