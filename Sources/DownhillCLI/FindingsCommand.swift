import ArgumentParser
import Foundation
import Report
import Support

/// `downhill findings`: what a run found, as a README has it.
struct FindingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "Prints what a run found, in Markdown, or compares a file with it.")

    @Option(help: "The folder with run.json and claims.json.")
    var output = "Output"

    @Option(
        help: ArgumentHelp(
            """
            A claims.json that was kept under a name that begins with its day, instead of a folder's. May be given several times: of each \
            study the last one counts that has it.
            """, valueName: "file"))
    var claims: [String] = []

    @Option(help: "A file, README.md say, whose lines between the two marks have to be what would be printed.")
    var check: String?

    func validate() throws {
        try RunOptions.checkOutput(output)
        if check?.isEmpty == true {
            throw ValidationError("--check is empty; expected a file, as in --check README.md.")
        }
        if claims.contains("") {
            throw ValidationError("--claims is empty; expected a file, as in --claims 2026-11-26-full.json.")
        }
    }

    func run() throws {
        let findings: FindingsBlock
        if !claims.isEmpty {
            findings = try FindingsBlock(claims: claims.map { URL(fileURLWithPath: $0) })
        } else {
            try RunOptions.checkPlace(output)
            findings = try FindingsBlock(output: RunOptions.folder(output))
        }
        guard let check else { return StandardStreams.printOutput(PrintableText.block(findings.marked)) }
        try findings.check(check)
        print("\(PrintableText.line(check)) says what this run found.")
    }
}
