import Foundation

/// A Python process that takes the same steps when it is asked to: one JSON object a line each way.
final class PyTorchPeer {
    private let process = Process()
    private let requests = Pipe()
    private let answers = Pipe()
    private var pending = Data()

    /// PyTorch's version.
    private(set) var version = ""
    /// Its process.
    var identifier: Int32 { process.processIdentifier }

    init(python: String, script: String, threads: Int) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, script]
        process.standardInput = requests
        process.standardOutput = answers
        do { try process.run() } catch { throw BenchmarkError("cannot start \(python): \(error)") }
        version = try ask(["threads": threads])["torch"] as? String ?? "?"
    }

    /// Sends a request and waits for its answer.
    @discardableResult func ask(_ request: [String: Any]) throws -> [String: Any] {
        var line = try JSONSerialization.data(withJSONObject: request)
        line.append(UInt8(ascii: "\n"))
        try requests.fileHandleForWriting.write(contentsOf: line)
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let answer = try JSONSerialization.jsonObject(with: pending[..<end])
                pending = Data(pending[pending.index(after: end)...])
                return answer as? [String: Any] ?? [:]
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { throw BenchmarkError("PyTorch's process ended; its message is above") }
            pending.append(more)
        }
    }

    /// Takes steps, and returns the milliseconds of each.
    func times(steps: Int) throws -> [Double] {
        (try ask(["steps": steps])["times"] as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
    }

    /// Takes the step that `folder` describes, leaves the weights in its torch.npy, and returns the duals.
    func check(_ folder: String) throws -> [Double] {
        (try ask(["check": folder])["duals"] as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
    }

    /// Changes its number of threads, how its images lie in memory, and how it keeps couplings to the hole.
    func use(threads: Int, layout: String, gate: String) throws {
        try ask(["threads": threads])
        try ask(["layout": layout, "gate": gate])
    }

    /// The largest memory its process has had, in MB (2²⁰ bytes).
    func peakMemory() throws -> Double? { (try ask(["memory": true])["peak_mb"] as? NSNumber)?.doubleValue }

    func close() {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
