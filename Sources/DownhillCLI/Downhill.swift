import ArgumentParser
// `stdout` is C's variable, which nothing here assigns.
@preconcurrency import Foundation
import Logging

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
            ReportCommand.self, PlanCommand.self, RenderCommand.self, RunStageCommand.self, SolveCommand.self,
            ApplyCommand.self, InfoCommand.self,
        ])

    /// No options of its own.
    public init() {}

    /// Runs the command line with these studies, and ends the process with one of the exit codes above.
    public static func main(studies: [StudyEntry]) -> Never {
        Studies.all = studies
        setvbuf(stdout, nil, _IOLBF, 0)
        do {
            var command = try parseAsRoot()
            try command.run()
            Foundation.exit(0)
        } catch {
            guard let status = ExitStatus.of(error) else { exit(withError: error) }
            FileHandle.standardError.write(Data("downhill: \(error)\n".utf8))
            Foundation.exit(status)
        }
    }
}
