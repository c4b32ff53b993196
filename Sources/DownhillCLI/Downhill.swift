import ArgumentParser
import Foundation
import Logging
import Stages
import Support

/// The command line: thin, over two wings that meet in files alone.
///
/// A program of your own adds its studies to those of the house:
///
///     Downhill.main(studies: StudyEntry.house + [StudyEntry(OwnStudy.self, .own)])
public struct Downhill: ParsableCommand {
    static let version = "0.1.0"
    public static let configuration = CommandConfiguration(
        commandName: "downhill",
        abstract: "Trains unrolled networks that descend, with their baselines, and reports what held.",
        discussion: """
            Reproduces “Robust Stochastically-Descending Unrolled Networks” (Hadou, NaderiAlizadeh, Ribeiro) on this \
            machine. Exit codes: 0 all done, 1 a stage failed or diverged, 64 a mistake in the command or the settings, \
            65 damaged data, 74 trouble with the disk, 75 interrupted (the same command goes on).
            """,
        version: version,
        subcommands: [
            ReportCommand.self, PlanCommand.self, RenderCommand.self, WorkCommand.self, StatusCommand.self,
            RunStageCommand.self, SolveCommand.self, ApplyCommand.self, ExportCommand.self, FindingsCommand.self,
            AgreementCommand.self, CompareCommand.self, PackCommand.self, InfoCommand.self, CleanCommand.self,
        ])

    /// No options of its own.
    public init() {}

    /// Seconds from the first signal that asks for an end to the process's end, whatever it is doing then. Less than the ten
    /// after which containers and batch systems kill.
    static let patience: UInt32 = 5

    /// The same of a worker, whose updates may be long: less than the thirty seconds that batch systems give.
    static let patienceOfWorkers: UInt32 = 25

    /// Runs the command line with these studies, and ends the process with one of the exit codes above.
    public static func main(studies: [StudyEntry]) -> Never {
        StandardStreams.prepare()
        StopSignals.install(patience: patience)
        AllocationFailure.explain()
        widenNarrowTerminals()
        Studies.all = studies
        var status: Int32 = 0
        var isForItsText = true
        do {
            try Arguments.check()
            var command = try parseAsRoot()
            isForItsText = (command as? any WorkingCommand)?.isForItsText ?? true
            try command.run()
        } catch {
            status = tell(error)
        }
        if let error = StandardStreams.outputError {
            StandardStreams.printError("downhill: \(error)\n")
            if status == 0, isForItsText { status = ExitStatus.inputOutput }
        }
        Foundation.exit(status)
    }

    /// Says what an error says; the parser's include the help that was asked for. The process's status.
    private static func tell(_ error: any Error) -> Int32 {
        if let status = ExitStatus.of(error) {
            StandardStreams.printError("downhill: \(printable("\(error)"))\n")
            return status
        }
        let status = exitCode(for: error).rawValue
        let text = fullMessage(for: error, columns: nil)
        if status == 0 { print(text) } else if !text.isEmpty { StandardStreams.printError(printable(text) + "\n") }
        return status
    }

    /// Without control characters, and no longer than people read: a file may have put anything into it.
    private static func printable(_ text: String) -> String {
        let most = 8000
        return PrintableText.block(text.unicodeScalars.count > most ? String(text.prefix(most)) + "…" : text)
    }

    /// The parser sets its texts in as many columns as COLUMNS or the terminal has, and ends the process on fewer than its
    /// help needs.
    private static func widenNarrowTerminals() {
        var size = winsize()
        let ofTerminal = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 80
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? ofTerminal
        if !(40...1000).contains(columns) { setenv("COLUMNS", columns > 1000 ? "1000" : columns > 0 ? "40" : "80", 1) }
    }
}
