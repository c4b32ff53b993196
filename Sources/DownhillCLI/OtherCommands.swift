import ArgumentParser
import Bench
import Foundation
import Report
import Stages
import Support

/// `downhill plan`: what `report` would do, and how long it would take.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Prints the stages, what would run and why, and an estimate of the time.")

    @OptionGroup var options: RunOptions

    func run() throws {
        try RunOptions.checkPlace(options.output)
        let settings = try options.settings()
        let graph = try options.graph(settings).graph
        let rows = try graph.plan(
            options.store, targets: try options.targets(in: graph, settings), verify: options.verify)
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
        let waiting = rows.filter { !$0.state.isFinished }.count
        print(
            "\(waiting) of \(rows.count) stages to run, about \(Durations.text(open)) of one core, "
                + "\(Durations.text(open / Double(options.threadCount))) on \(options.threadCount) threads")
    }
}

/// `downhill render`: figures, claims and page from what the store has.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Draws the report again from the tables of the last run; trains nothing.")

    @Option(help: "The folder with run.json and the store.")
    var output = "Output"

    @Option(help: "Figures to draw: fig3,fig5b.")
    var only: String?

    func validate() throws { try RunOptions.checkOutput(output) }

    func run() throws {
        try RunOptions.checkPlace(output)
        let report = try Report.render(
            output: RunOptions.folder(output), templates: try ProjectFolders.folder("Templates"),
            only: try RunOptions.figures(only), studies: Studies.all.map(\.report), protocol: try ProtocolFile.load())
        ReportCommand.tell(report)
        if let status = ExitStatus.of(troubles: report.troubles) { throw ExitCode(status) }
    }
}

/// `downhill run-stage`: one stage by itself, in its own process, so that any engine can run the graph.
struct RunStageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-stage", abstract: "Runs one stage, by its name or key, with what it needs.")

    @OptionGroup var options: RunOptions

    @Argument(help: "A stage's name, the first parts of names, or at least 6 digits of a key.")
    var stage: String

    @Flag(help: "Logs more.")
    var verbose = false

    func run() throws {
        let settings = try options.settings()
        let studies = try Studies.graph(settings, only: Studies.named(in: stage, settings))
        let session = Session(options: options, settings: settings, verbose: verbose)
        defer { withExtendedLifetime(session) {} }
        let summary = try session.run(studies, targets: try studies.graph.names(matching: stage), force: [])
        session.tell(summary)
        guard summary.exitCode == 0 else { throw ExitCode(summary.exitCode) }
    }
}
