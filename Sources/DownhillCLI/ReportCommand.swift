import ArgumentParser
import Bench
import Foundation
import Logging
import Report
import Stages
import Support
import Tensors

/// `downhill report`: trains what is not trained yet, then makes the page.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Runs every stage that is not done, and makes the report.")

    @OptionGroup var options: RunOptions

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Makes a stage again, or all stages below a name: sparse/train/constrained.", valueName: "stage"))
    var force: [String] = []

    @Flag(help: "Prints all settings as YAML and stops.")
    var printConfig = false

    @Flag(help: "Logs more.")
    var verbose = false

    func run() throws {
        let settings = try options.settings()
        if printConfig {
            print(ConfigurationText.yaml(settings))
            return
        }
        let templates = try ProjectFolders.folder("Templates")
        let registered = try ProtocolFile.load()
        let studies = try options.graph(settings)
        let graph = studies.graph
        let session = Session(options: options, settings: settings, verbose: verbose)
        // Its lock is held until the pages are drawn.
        defer { withExtendedLifetime(session) {} }
        let page = LivePage(
            output: options.outputFolder, templates: templates, registered: registered,
            only: try options.figures(settings))
        let summary = try session.run(
            studies, targets: try options.targets(in: graph, settings),
            force: try forced(in: graph),
            observers: [page])
        let trouble = page.stop()
        session.tell(summary)
        var status = summary.exitCode
        do {
            let report = try Report.render(
                output: options.outputFolder, templates: templates, only: try options.figures(settings),
                studies: Studies.all.map(\.report), protocol: registered)
            Self.tell(report)
            // A run without one of its figures or verdicts is not done.
            if status == 0 { status = ExitStatus.of(troubles: report.troubles) ?? 0 }
        } catch  where summary.exitCode != 0 {
            // What stopped the run says more than what a part of a run lacks.
            print("  there is no new page: \(error)")
            if error is FileError { status = ExitStatus.inputOutput }
        }
        if let trouble, status != ExitStatus.inputOutput {
            print("  the page could not be drawn while the run went on: \(trouble)")
            status = ExitStatus.inputOutput
        }
        guard status == 0 else { throw ExitCode(status) }
    }

    private func forced(in graph: StageGraph) throws -> [String] {
        try force.flatMap { pattern in
            do {
                return try graph.names(matching: pattern)
            } catch let error as StageGraphError {
                guard let only = options.only else { throw error }
                throw SettingsError("--force \(pattern) names no stage that --only \(only) needs: \(error)")
            }
        }
    }

    static func tell(_ report: RenderSummary) {
        for claim in report.claims where !claim.isWaiting {
            let reason = claim.trouble.map { ": \($0)" } ?? ""
            say("  \(claim.id): \(claim.judgement.verdict.word)\(reason)")
        }
        for (study, claims) in Self.waiting(report.claims) {
            say(
                "  \(study): \(Counts.text(claims.count, "claim is", "claims are")) not testable, as the run lacks what "
                    + "\(claims.count == 1 ? "it needs" : "they need"): \(claims[0].judgement.verdict.reason)")
        }
        for figure in report.failed { say("  \(figure.id) failed: \(figure.reason)") }
        let said = Set(report.failed.map(\.reason) + report.claims.map(\.judgement.verdict.reason))
        for trouble in Set(report.troubles.map { "\($0)" }).subtracting(said).sorted() { say("  \(trouble)") }
        for figure in report.missed { say("  \(figure.id) waits: \(figure.reason)") }
        let page = PrintableText.line(report.page.path, limit: 4096)
        say("\(Counts.text(report.drawn.count, "figure")) in \(String(format: "%.1f", report.seconds)) s; open \(page)")
    }

    /// The claims of which the run says nothing, or not yet, by study: a line for each would hide the others.
    private static func waiting(_ claims: [JudgedClaim]) -> [(study: String, claims: [JudgedClaim])] {
        claims.filter(\.isWaiting).reduce(into: []) { groups, one in
            if groups.last?.study == one.claim.study {
                groups[groups.count - 1].claims.append(one)
            } else {
                groups.append((one.claim.study, [one]))
            }
        }
    }

    /// Names, folders and what a study says of itself are printed without what a terminal acts on.
    private static func say(_ line: String) { print(PrintableText.block(line)) }
}

/// Settings as text.
enum ConfigurationText {
    /// One line for each setting that the run has, with what it means.
    static func yaml(_ settings: RunSettings) -> String {
        settings.schema.known.compactMap { setting in
            guard let value = settings[setting.name]?.canonicalJSON else { return nil }
            let unit = setting.unit.isEmpty || setting.help.contains(setting.unit) ? "" : "; in \(setting.unit)"
            return "\(setting.name): \(value)  # \(setting.help)\(unit)"
        }.joined(separator: "\n")
    }
}
