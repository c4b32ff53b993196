import ArgumentParser
import Bench
import Foundation
import Stages
import Support

/// `downhill export`: a study's data as arrays, for methods that are made elsewhere.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a study's data as arrays, for a method of your own.",
        discussion: """
            Inputs, their optima, dictionary or mask, and the starts, as the study's own networks are given them; export.json \
            says what they are, and README.md how a method is judged on them: `downhill report --method NAME=PATH`.
            """)

    @OptionGroup var options: RunOptions

    @Argument(help: "The study: sparse, inpainting or gaussian; sparse2 or inpainting2 where second images are given.")
    var study: String

    @Option(help: ArgumentHelp("Where the arrays are written; export/STUDY in the output folder.", valueName: "folder"))
    var to: String?

    @Flag(help: "Logs more.")
    var verbose = false

    func validate() throws {
        if to?.isEmpty == true { throw ValidationError("--to is empty; expected a folder, as in --to sparse-data.") }
    }

    func run() throws {
        let settings = try options.settings()
        let known = MethodAssignments.studies(Studies.schema)
        guard known.contains(study) else {
            throw SettingsError(
                "there is no export of the study \(study).\(NearestName.hint(study, among: known)) Hint: one of "
                    + known.joined(separator: ", "))
        }
        let studies = try Studies.graph(settings, only: [study])
        guard let open = studies.openStudy(study) else {
            throw SettingsError("there is no second set of images for \(study). Hint: --data \(study):folder=DIR")
        }
        let target =
            to.map(RunOptions.folder)
            ?? options.outputFolder.appendingPathComponent("export/\(study)", isDirectory: true)
        let export = try ExportWriter(to: target)
        let session = Session(options: options, settings: settings, verbose: verbose)
        session.isPart = true
        defer { withExtendedLifetime(session) {} }
        if !open.exportedStages.isEmpty {
            let summary = try session.run(studies, targets: open.exportedStages, force: [])
            session.tell(summary)
            guard summary.exitCode == 0 else { throw ExitCode(summary.exitCode) }
        }
        let store = options.store
        try open.export({ Folder(store.directory(name: $0, key: try studies.graph.key(of: $0))) }, to: export)
        let own = type(of: open).id
        try export.finish(study: study, repeating: own == study ? nil : own, settings, version: Downhill.version)
        print(
            "wrote \(ByteCounts.text(export.bytes)) to \(PrintableText.line(target.path, limit: 4096)); README.md there says what they are"
        )
    }
}

extension ExportCommand: WorkingCommand {}
