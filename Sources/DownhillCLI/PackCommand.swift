import ArgumentParser
import Foundation
import Report
import Support

/// `downhill pack`: a run as an archive.
struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Packs a finished run's pages, figures, tables and records, not its store, into a ZIP archive.")

    @Option(name: .customLong("run"), help: "The folder of the run, as --output of `report` named it.")
    var folder = "Output"

    @Option(help: "The archive.")
    var output = "run.zip"

    func validate() throws {
        if folder.isEmpty { throw ValidationError("--run is empty; expected a folder, as in --run Output.") }
        if output.isEmpty { throw ValidationError("--output is empty; expected a file, as in --output run.zip.") }
    }

    func run() throws {
        for path in [folder, output] { try RunOptions.checkPlace(path) }
        let archive = try RunArchive(RunOptions.folder(folder))
        let packed = try archive.write(to: output)
        let file = PrintableText.line(output, limit: .max)
        tell("\(file): \(Counts.text(packed.files, "file")), \(ByteCounts.text(packed.bytes))", besides: output)
        for stage in archive.lost {
            tell("without a result, as README.txt in it says: \(stage.name), \(stage.state.rawValue)", besides: output)
        }
        for path in packed.shortened {
            tell(
                "the path \(PrintableText.line(path, limit: .max)) of this machine is shortened in it", besides: output)
        }
        tell("SHA-256 \(packed.sha256)", besides: output)
    }
}

extension PackCommand: WorkingCommand {}
