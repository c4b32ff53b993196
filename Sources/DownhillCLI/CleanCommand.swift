import ArgumentParser
import Bench
import Foundation
import Stages
import Support

/// `downhill clean`: removes what no run of these settings would use.
struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Removes checkpoints of trainings that nothing goes on from any more.",
        discussion: """
            A training that was stopped leaves checkpoints under a key of its settings, code and data. Once one of these \
            is changed, no run finds them again. Finished results stay, whatever their key.
            """)

    @OptionGroup var options: RunOptions

    @Flag(help: "Removes the checkpoints that no stage of the graph of these settings has, and no process works on.")
    var unused = false

    @Flag(help: "Says what would be removed, and removes nothing.")
    var dryRun = false

    func validate() throws {
        guard unused else {
            throw ValidationError(
                "clean removes nothing of its own accord; expected --unused, with --dry-run to look first.")
        }
        if let only = options.only {
            throw ValidationError("clean looks at the whole graph; expected no --only, got --only \(only).")
        }
    }

    func run() throws {
        let graph = try options.graph(try options.settings()).graph
        let keys = Set(try graph.stages.map { try graph.key(of: $0.name) })
        let store = options.store
        var (count, bytes) = (0, 0)
        for checkpoint in try store.unusedCheckpoints(keeping: keys) {
            let isKept = try checkpoint.holder != nil || !dryRun && !store.remove(checkpoint)
            let note = isKept ? "\tstays: process \(checkpoint.holder ?? "another") works on it" : ""
            print("\(checkpoint.key.short)\t\(ByteCounts.text(checkpoint.bytes))\(note)")
            if !isKept { (count, bytes) = (count + 1, bytes + checkpoint.bytes) }
        }
        print(
            "\(count) unused \(count == 1 ? "checkpoint" : "checkpoints") of \(store.root.path): "
                + "\(dryRun ? "would free" : "freed") \(ByteCounts.text(bytes))")
    }
}
