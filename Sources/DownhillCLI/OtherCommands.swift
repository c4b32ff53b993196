import ArgumentParser
import Foundation
import Report
import Stages
import Support

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
        // Of a run that goes on some figures wait; what was asked for by name is not made then.
        if only != nil, !report.missed.isEmpty { throw ExitCode(ExitStatus.failure) }
    }
}

/// `downhill run-stage`: one stage by itself, in its own process, so that any engine can run the graph.
struct RunStageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-stage", abstract: "Runs one stage, by its name or key, with what it needs.")

    @OptionGroup var options: RunOptions

    @OptionGroup var planned: PlannedOptions

    @Argument(help: "A stage's name, the first parts of names, or at least 6 digits of a key.")
    var stage: String

    @Flag(help: "Makes nothing that the stage needs: it has to be there.")
    var alone = false

    @Flag(help: "Logs more.")
    var verbose = false

    func validate() throws { try planned.check(options) }

    func run() throws {
        let (settings, studies) = try planned.studies(options) { settings in Studies.named(in: stage, settings) }
        let session = Session(options: options, settings: settings, verbose: verbose)
        session.makesInputs = !alone
        session.isPart = true
        session.isWorker = planned.plan != nil
        defer { withExtendedLifetime(session) {} }
        let summary = try session.run(studies, targets: try studies.graph.names(matching: stage), force: [])
        session.tell(summary)
        guard summary.exitCode == 0 else { throw ExitCode(summary.exitCode) }
    }
}
