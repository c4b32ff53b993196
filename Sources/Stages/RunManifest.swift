import Foundation

/// `run.json`: what a run was and where its stages stand. The report reads nothing else to find the tables.
public struct RunManifest: Equatable, Sendable {
    /// The format's version that this program writes and reads.
    public static let currentVersion = 1

    /// The format's version.
    public var version = RunManifest.currentVersion
    /// The profile's name.
    public var profile: String
    /// The command line.
    public var command: String
    /// When the run began.
    public var started: Date
    /// When it ended; nil while it runs, or after it was killed.
    public var finished: Date?
    /// Seconds from begin until this was written.
    public var seconds: Double
    /// All settings, flat: "sparse.training.epochs".
    public var settings: StageSettings
    /// Machine, program and commit.
    public var provenance: Provenance
    /// All stages of the graph in topological order, also those that this run was not asked for.
    public var stages: [StageRecord]

    /// The folder of run.json, against which stages' directories are resolved; not part of the file.
    public var folder: URL?

    /// A manifest of a run that begins.
    public init(
        profile: String, command: String, started: Date, settings: StageSettings = [:],
        provenance: Provenance = Provenance(), stages: [StageRecord] = []
    ) {
        self.profile = profile
        self.command = command
        self.started = started
        self.seconds = 0
        self.settings = settings
        self.provenance = provenance
        self.stages = stages
    }

    /// The record of the stage named `name`.
    public func stage(named name: String) -> StageRecord? { stages.first { $0.name == name } }

    /// The stages whose names begin with `prefix`, in the manifest's order.
    public func stages(withPrefix prefix: String) -> [StageRecord] { stages.filter { $0.name.hasPrefix(prefix) } }

    /// The finished folder of the stage named `name`; nil where it is unknown or not finished.
    public func directory(ofStage name: String) -> URL? { stage(named: name).flatMap(directory(of:)) }

    /// The finished folder of a record's stage; nil where it is not finished.
    public func directory(of record: StageRecord) -> URL? {
        guard record.state.isFinished, let path = record.directory else { return nil }
        return (folder ?? URL(fileURLWithPath: ".")).appendingPathComponent(path, isDirectory: true)
    }
}
