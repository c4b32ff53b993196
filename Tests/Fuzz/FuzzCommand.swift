import ArgumentParser
import Foundation

/// Damages good files in ways that repeat by seed and number, and runs the program on each.
@main struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "downhill-fuzz",
        abstract: "Runs downhill on damaged inputs; exit 1 where it does anything but end with 0, 64 or 65.")

    @Option(help: "The program.")
    var program = ".build/release/downhill"

    @Option(help: "Seconds after which no new case begins.")
    var seconds: Double?

    @Option(help: "Cases.")
    var count = 10_000

    @Option(help: "The number of the first case.")
    var first = 0

    @Option(help: "Another seed makes other cases.")
    var seed: UInt64 = 1

    @Option(help: "Kinds of input, by commas; all by default.")
    var only: String?

    @Option(help: "Cases at once.")
    var workers: Int = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Where inputs are kept that ended badly.")
    var failures = ".build/fuzz-failures"

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("downhill-fuzz-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let child = ChildProcess(program: URL(fileURLWithPath: program).path, limit: 25)
        var subjects =
            try Subject.arrays() + [Subject.networks()] + Subject.settings() + Subject.images()
        // Nothing is damaged there yet, and a sanitizer takes its time.
        let patient = ChildProcess(program: child.program, limit: 600)
        let stored = try FinishedRun(in: folder, with: patient)
        subjects += try stored.tables() + [stored.results(), stored.checkpoints(with: patient)]
        if let only {
            let names = only.split(separator: ",").map(String.init)
            if let unknown = names.first(where: { name in !subjects.contains { $0.name == name } }) {
                throw ValidationError("--only names \(unknown); expected some of \(subjects.map(\.name))")
            }
            subjects.removeAll { !names.contains($0.name) }
        }
        let fuzzing = Fuzzing(
            subjects: subjects, child: child, seed: seed, numbers: first..<first + count,
            deadline: seconds.map { Date().addingTimeInterval($0) }, folder: folder,
            failures: URL(fileURLWithPath: failures))
        try fuzzing.checkSeeds()
        fuzzing.run(workers: workers)
        print(fuzzing.tally.table)
        print(
            "\(fuzzing.tally.count) cases from \(first) of seed \(seed); \(fuzzing.tally.complaints.count) ended badly")
        guard fuzzing.tally.complaints.isEmpty else { throw ExitCode(1) }
    }
}
