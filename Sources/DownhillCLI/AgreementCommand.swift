import ArgumentParser
import Foundation
import Report
import Support

/// `downhill agreement`: how far runs agree in their verdicts.
struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Prints how far runs agree in their verdicts, pair by pair, from their claims.json, in Markdown.")

    @Argument(help: "Two claims.json or more.")
    var files: [String]

    func validate() throws {
        guard files.count > 1, !files.contains("") else {
            throw ValidationError("Expected two files or more, as in: downhill agreement A.json B.json")
        }
    }

    func run() throws {
        let runs = try files.map { try KeptClaims(URL(fileURLWithPath: $0)) }
        for run in runs { try run.checkVerdicts() }
        StandardStreams.printOutput(PrintableText.block(VerdictAgreement.markdown(runs)))
    }
}
