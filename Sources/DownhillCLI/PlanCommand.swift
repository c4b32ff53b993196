import ArgumentParser
import Bench
import Foundation
import Stages
import Support
import Tensors

/// `downhill plan`: what `report` would do, and how long it would take.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Prints the stages, what would run and why, and an estimate of the time.")

    @OptionGroup var options: RunOptions

    @Flag(help: "Prints a frozen plan in JSON, for workers and other engines: `work --plan`, `run-stage --plan`.")
    var json = false

    @Flag(help: "Prints the graph in the language of Graphviz.")
    var dot = false

    func validate() throws {
        if json, dot { throw ValidationError("--json and --dot are two forms of the plan; expected one of them.") }
    }

    func run() throws {
        try RunOptions.checkPlace(options.output)
        let settings = try options.settings()
        let studies = try options.graph(settings)
        let graph = studies.graph
        let targets = try options.targets(in: graph, settings)
        for warning in options.ignoredMethods(targets: targets, settings) {
            StandardStreams.printError("warning: \(PrintableText.line(warning, limit: .max))\n")
        }
        let rows = try graph.plan(options.store, targets: targets, verify: options.verify)
        if dot { return print(graph.dot(rows)) }
        if json {
            let plan = try frozen(rows, studies, settings)
            return StandardStreams.printOutput(String(decoding: try CanonicalJSON.fileData(plan), as: UTF8.self))
        }
        var open = 0.0
        // What went wrong left nothing in the store.
        let last = (try? RunManifest.load(from: options.outputFolder))?.stages ?? []
        for row in rows {
            let isDone = row.state.isFinished
            if !isDone { open += row.work }
            let time = isDone ? "" : "about \(Durations.text(row.work))"
            let trouble = last.first {
                $0.name == row.name && $0.key == row.key && [.diverged, .failed].contains($0.state)
            }
            let reason = trouble.map { "\($0.state.rawValue) when last run: \(PrintableText.line($0.reason))" }
            let reasons = reason.map { row.reason.replacing("never run", with: $0) } ?? row.reason
            print("\(row.state.rawValue)\t\(row.key.hex.prefix(12))\t\(row.name)\t\(reasons)\t\(time)")
        }
        let left = try waiting(rows, in: graph)
        let seconds = Schedule.seconds(left, threads: options.threadCount, memory: MachineLimits.memory)
        print(
            "\(left.count) of \(Counts.text(rows.count, "stage")) to run, about \(Durations.text(open)) of one core, "
                + "\(Durations.text(seconds)) on \(Counts.text(options.threadCount, "thread"))")
    }

    private func waiting(_ rows: [PlanRow], in graph: StageGraph) throws -> [Stage] {
        try rows.filter { !$0.state.isFinished }.map { try graph.stage(named: $0.name) }
    }

    private func frozen(_ rows: [PlanRow], _ studies: StudyGraph, _ settings: RunSettings) throws -> FrozenPlan {
        let left = try waiting(rows, in: studies.graph)
        let counts = [1, 2, 4, 8, 16, 32, 64, 128, 256]
        func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
        let seconds = counts.map { ("\($0)", rounded(Schedule.seconds(left, threads: $0))) }
        return FrozenPlan(
            profile: settings.profile, settings: settings.stageSettings, images: studies.images.knownFingerprints,
            numerics: Numerics.description,
            studies: Studies.drawing(try options.figures(settings), settings)?.sorted(),
            criticalPath: rounded(Schedule.ways(left).values.max() ?? 0),
            seconds: Dictionary(uniqueKeysWithValues: seconds),
            stages: try rows.map { row in
                let stage = try studies.graph.stage(named: row.name)
                return .init(stage, row: row, directory: options.store.relativePath(name: row.name, key: row.key))
            })
    }
}
