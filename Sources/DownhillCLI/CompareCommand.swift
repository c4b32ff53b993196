import ArgumentParser
import Foundation
import Report
import Support

/// `downhill compare`: two runs side by side.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Sets two runs side by side on a page: settings, verdicts, figures and numbers that changed.")

    @Argument(help: "The folders of two runs, as --output of `report` named them.")
    var runs: [String]

    @Option(help: "The folder for the page, its pictures and its tables.")
    var output = "Comparison"

    func validate() throws {
        guard runs.count == 2, !runs.contains("") else {
            throw ValidationError("Expected the folders of two runs, as in: downhill compare Output Other")
        }
        try RunOptions.checkOutput(output)
    }

    func run() throws {
        for path in runs + [output] { try RunOptions.checkPlace(path) }
        let templates = try PageTemplates(folder: try ProjectFolders.folder("Templates"))
        let comparison = try Comparison(RunOptions.folder(runs[0]), RunOptions.folder(runs[1]))
        let folder = RunOptions.folder(output)
        try comparison.write(to: folder, templates: templates)
        print(PrintableText.block(comparison.summary))
        for trouble in comparison.troubles { print(PrintableText.line("  \(trouble)", limit: .max)) }
        print("open \(PrintableText.line(folder.appendingPathComponent("index.html").path, limit: .max))")
        if let status = ExitStatus.of(troubles: comparison.troubles) { throw ExitCode(status) }
    }
}

extension CompareCommand: WorkingCommand {}
