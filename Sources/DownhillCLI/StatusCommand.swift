import ArgumentParser
import Foundation
import Stages
import Support

/// `downhill status`: what workers have done, and who does what, read from the store alone.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Says what is done, held by whom since when, ready, or lost.")

    @Option(help: "The folder with run.json and the store.")
    var output = "Output"

    @Option(help: "A plan of `plan --json`, where no process has begun the run yet.")
    var plan: String?

    @Flag(help: "Lists what is done, too.")
    var all = false

    @Flag(help: "Prints all stages as JSON, what is done included.")
    var json = false

    func validate() throws { try RunOptions.checkOutput(output) }

    func run() throws {
        try RunOptions.checkPlace(output)
        let folder = RunOptions.folder(output)
        let stages: [(name: String, key: StageKey, inputs: [String])]
        if let plan {
            stages = try FrozenPlan.load(from: URL(fileURLWithPath: plan)).stages.map { ($0.name, $0.key, $0.inputs) }
        } else {
            stages = try RunManifest.load(from: folder).stages.map { ($0.name, $0.key, $0.inputs) }
        }
        let standings = try Store(folder.appendingPathComponent("store", isDirectory: true)).standings(of: stages)
        let record = StatusRecord(zip(stages, standings).map { ($0.name, $0.key, $1.standing) })
        if json {
            return StandardStreams.printOutput(String(decoding: try CanonicalJSON.fileData(record), as: UTF8.self))
        }
        for stage in record.stages where all || stage.state != "done" {
            print(PrintableText.block("\(stage.state)\t\(stage.name)\t\(stage.words)"))
        }
        let order = ["done", "held", "ready", "waiting", "diverged", "failed", "skipped"]
        print(
            "\(Counts.text(stages.count, "stage")): "
                + order.compactMap { word in record.counts[word].map { "\($0) \(word)" } }.joined(separator: ", "))
    }
}
