import ArgumentParser
import Bench
import Foundation
import Stages
import Support

/// `downhill work`: one of any number of workers on one folder, on one machine or many; together they are a run.
struct WorkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Makes stages that no other worker holds, until nothing is left or its time is up.",
        discussion: """
            Any number of workers share a folder, and need nobody to lead them. Each takes the stage with the longest way to \
            the end that is ready and that nobody holds. `downhill report` with the same options draws the pages. Exit \
            codes: 0 nothing is left, 1 a stage failed or diverged, 64 other settings, program or processor than the \
            run's, 75 its time was up, or a signal came: start it again.
            """)

    @OptionGroup var options: RunOptions

    @OptionGroup var planned: PlannedOptions

    @Option(name: .customLong("for"), help: "How long it may work: 3h50m, 55min, 90s. It then ends with 75.")
    var limit: Deadline?

    @Flag(help: "Logs more.")
    var verbose = false

    func validate() throws { try planned.check(options) }

    func run() throws {
        let (settings, studies) = try planned.studies(options) { settings in
            Studies.drawing(try options.figures(settings), settings)
        }
        let session = Session(options: options, settings: settings, verbose: verbose)
        session.isWorker = true
        session.deadline = limit
        defer { withExtendedLifetime(session) {} }
        let targets = planned.plan == nil ? try options.targets(in: studies.graph, settings) : nil
        let summary = try session.run(studies, targets: targets, force: [])
        session.tell(summary)
        let made = summary.stages(in: .done).count
        let others = summary.stages(in: .cached).count
        print("  \(Counts.text(made, "stage")) made here; \(made + others) of \(summary.stages.count) are done")
        guard summary.exitCode == 0 else { throw ExitCode(summary.exitCode) }
    }
}

/// A time that work has to be over by, as batch systems give it.
struct Deadline: ExpressibleByArgument {
    /// Seconds from the start.
    let seconds: Double

    /// "3h50m", "55min", "90s", "1d2h", or "90" for seconds; nil for anything else.
    init?(argument: String) {
        let units: [String: Double] = ["": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400]
        var (rest, total) = (argument[...], 0.0)
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), value.isFinite, let factor = units[unit.lowercased()],
                !unit.isEmpty || number.count == argument.count
            else { return nil }
            total += value * factor
        }
        guard total > 0, total < 3.2e9 else { return nil }
        seconds = total
    }

    /// Asks for an end when the time has come, and leaves at once where that does not come in time.
    func start(_ interruption: InterruptionFlag) {
        let patience = Double(Downhill.patienceOfWorkers)
        // Half of a short time at most goes to stopping.
        let begin = max(seconds / 2, seconds - patience)
        let queue = DispatchQueue(label: "downhill.deadline", qos: .utility)
        queue.asyncAfter(deadline: .now() + begin) {
            StandardStreams.printError("Its time is up: stopping at the next checkpoint.\n")
            interruption.raise()
        }
        // What is not saved by then stays at its last checkpoint.
        queue.asyncAfter(deadline: .now() + max(seconds, begin + 1)) { StopSignals.leaveAtOnce() }
    }
}
