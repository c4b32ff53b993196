import Bench
import Foundation
import Logging
import Stages
import Support
import Tensors

/// One run of a graph from the command line: its record, its progress, its signals.
final class Session {
    let options: RunOptions
    let settings: RunSettings
    let verbose: Bool
    /// A worker beside others rather than the one process of a run.
    var isWorker = false
    /// Whether a part is made for itself, which is no run of the folder.
    var isPart = false
    /// Whether what the targets need is made, too.
    var makesInputs = true
    /// When the work has to be over.
    var deadline: Deadline?
    /// Keeps runs of other settings out of the output folder, from the time that all is known to be well.
    private var lock: RunLock?

    init(options: RunOptions, settings: RunSettings, verbose: Bool) {
        (self.options, self.settings, self.verbose) = (options, settings, verbose)
    }

    /// Runs what is not done, and returns what became of it.
    func run(
        _ studies: StudyGraph, targets: [String]?, force: [String], observers: [any RunObserver] = []
    ) throws -> RunSummary {
        var logger = Logger(label: "downhill") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = verbose ? .debug : .warning
        try RunOptions.checkPlace(options.output)
        try FileSystem.refusePipes(in: options.outputFolder)
        let threads = options.threadCount
        try MachineLimits.check(threads: threads)
        if !isWorker {
            let warnings = try studies.checkImages(targets: targets, store: options.store)
            for warning in options.ignoredMethods(targets: targets, settings) + warnings {
                StandardStreams.printError("warning: \(PrintableText.line(warning, limit: .max))\n")
            }
        }
        lock = try RunLock(options.store, settings: settings.stageSettings)
        try NumericsGuard.check(options.store, own: Numerics.description, replacing: options.anyProcessor)
        let interruption = InterruptionFlag()
        interruption.installSignalHandlers(patience: isWorker ? Downhill.patienceOfWorkers : Downhill.patience)
        deadline?.start(interruption)
        let manifest = ManifestRecorder(
            url: options.outputFolder.appendingPathComponent("run.json"), profile: settings.profile,
            command: commandLine, settings: settings.stageSettings,
            provenance: .collect(
                threads: threads, programVersion: Downhill.version, packageFolder: ProjectFolders.root,
                extra: [
                    "blas core": BLAS.description, "vector bits": "\(BLAS.vectorBits)",
                ].merging(studies.externalMethods) { $1 }), writesOnlyEnds: isWorker,
            yields: isPart)
        return try GraphRunner.run(
            studies.graph, targets: targets, store: options.store, threads: threads,
            memory: MachineLimits.memory, force: force, makesInputs: makesInputs, verify: options.verify,
            triesFailedAgain: !isWorker, interruption: interruption, manifest: manifest,
            observers: [ProgressDisplay.standardError()] + observers, logger: logger)
    }

    /// What a shell takes for the command that this is.
    private var commandLine: String { ShellText.command(["downhill"] + CommandLine.arguments.dropFirst()) }

    /// Says what did not work.
    func tell(_ summary: RunSummary) {
        for record in summary.stages(in: .failed) + summary.stages(in: .diverged) {
            print(PrintableText.block("  \(record.name): \(record.state.rawValue): \(record.reason)"))
        }
        if let error = summary.storeError { print("  \(error)") }
        if summary.wasInterrupted { print("  interrupted; run the same command again to go on") }
    }
}
