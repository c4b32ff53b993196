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
        for warning in try studies.checkImages(targets: targets, store: options.store) {
            StandardStreams.printError("warning: \(PrintableText.line(warning, limit: .max))\n")
        }
        lock = try RunLock(options.store, settings: settings.stageSettings)
        let interruption = InterruptionFlag()
        interruption.installSignalHandlers(patience: Downhill.patience)
        // Small networks train side by side, one thread each; a large one gets all threads.
        let concurrent = studies.prefersAllThreads ? 1 : threads
        let manifest = ManifestRecorder(
            url: options.outputFolder.appendingPathComponent("run.json"), profile: settings.profile,
            command: commandLine, settings: settings.stageSettings,
            provenance: .collect(
                threads: threads, programVersion: Downhill.version, packageFolder: ProjectFolders.root,
                extra: [
                    "blas core": BLAS.description, "vector bits": "\(BLAS.vectorBits)",
                    "stages at once": "\(concurrent)",
                ].merging(studies.externalMethods) { $1 }))
        return try GraphRunner.run(
            studies.graph, targets: targets, store: options.store, threads: threads, concurrentStages: concurrent,
            force: force, verify: options.verify, interruption: interruption, manifest: manifest,
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
