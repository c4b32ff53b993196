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
        var counts: [String: Int] = [:]
        for (name, standing) in standings {
            let (word, more) = Self.words(standing)
            counts[word, default: 0] += 1
            if case .done = standing, !all { continue }
            print(PrintableText.block("\(word)\t\(name)\t\(more)"))
        }
        let order = ["done", "held", "ready", "waiting", "diverged", "failed", "skipped"]
        print(
            "\(stages.count) stages: "
                + order.compactMap { word in counts[word].map { "\($0) \(word)" } }.joined(separator: ", "))
    }

    private static func words(_ standing: StageStanding) -> (word: String, more: String) {
        switch standing {
        case .done(let seconds): return ("done", Durations.text(seconds))
        case .held(let holder, let host, let since):
            let place = holder.hasSuffix(" on \(host)") ? holder : "\(holder) on \(host)"
            return ("held", "by \(place) since \(since.ISO8601Format())")
        case .ready(let hasCheckpoint): return ("ready", hasCheckpoint ? "goes on from a checkpoint" : "")
        case .waiting(let inputs): return ("waiting", "for \(inputs) of its inputs")
        case .lost(let state, let reason): return (state.rawValue, PrintableText.line(reason))
        case .hopeless(let input): return ("skipped", "its input \(input) is lost")
        }
    }
}
