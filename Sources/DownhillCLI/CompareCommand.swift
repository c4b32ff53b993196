import ArgumentParser
import Foundation
import Report
import Support

/// `downhill compare`: two runs side by side.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Sets two runs side by side on a page: settings, verdicts, figures and numbers that changed.")

    @Argument(help: ArgumentHelp("The folder of a run, as --output of `report` named it.", valueName: "A"))
    var first: String

    @Argument(help: ArgumentHelp("The folder of another run.", valueName: "B"))
    var second: String

    @Option(help: "The folder for the page, its pictures and its tables.")
    var output = "Comparison"

    func validate() throws {
        if first.isEmpty || second.isEmpty {
            throw ValidationError("A folder is empty; expected two, as in: downhill compare Output Other")
        }
        try RunOptions.checkOutput(output)
    }

    func run() throws {
        for path in [first, second, output] { try RunOptions.checkPlace(path) }
        let templates = try PageTemplates(folder: try ProjectFolders.folder("Templates"))
        let comparison = try Comparison(RunOptions.folder(first), RunOptions.folder(second))
        let folder = RunOptions.folder(output)
        try comparison.write(to: folder, templates: templates)
        print(PrintableText.block(comparison.summary))
        for trouble in comparison.troubles { print(PrintableText.line("  \(trouble)", limit: .max)) }
        print("open \(PrintableText.line(folder.appendingPathComponent("index.html").path, limit: .max))")
        if let status = ExitStatus.of(troubles: comparison.troubles) { throw ExitCode(status) }
    }
}

extension CompareCommand: WorkingCommand {}
