import Foundation
import Support

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
    /// All stages of the graph in topological order, also those that this run was not asked for; then those of studies
    /// that were not built, whose results are still good.
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

extension RunManifest: Codable {
    private enum CodingKeys: String, CodingKey {
        case version, profile, command, started, finished, seconds, settings, provenance, stages
    }

    /// Reads the file's object; fields that it does not know are ignored.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            profile: try container.decode(String.self, forKey: .profile),
            command: try container.decode(String.self, forKey: .command),
            started: try container.decode(Date.self, forKey: .started),
            settings: try container.decode(StageSettings.self, forKey: .settings),
            provenance: try container.decode(Provenance.self, forKey: .provenance),
            stages: try container.decode([StageRecord].self, forKey: .stages))
        version = try container.decode(Int.self, forKey: .version)
        finished = try container.decodeIfPresent(Date.self, forKey: .finished)
        seconds = try container.decode(Double.self, forKey: .seconds)
    }

    /// Writes the file's object; `finished` is null while the run goes on.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(profile, forKey: .profile)
        try container.encode(command, forKey: .command)
        try container.encode(started, forKey: .started)
        try container.encode(finished, forKey: .finished)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(settings, forKey: .settings)
        try container.encode(provenance, forKey: .provenance)
        try container.encode(stages, forKey: .stages)
    }

    /// Reads `url`, which is run.json itself or the folder that holds it, and takes from the store beside it what has become of
    /// stages since it was written, perhaps by other processes. Throws `FileError` where there is no such file or
    /// the disk fails, `DataError` where it is no manifest, or one of a later version.
    public static func load(from url: URL) throws -> RunManifest {
        let file = FileSystem.isFolder(url) ? url.appendingPathComponent("run.json") : url
        guard FileSystem.exists(file) else {
            throw FileError("read", file.path, reason: "there is no run yet")
        }
        var manifest = try CanonicalJSON.read(
            RunManifest.self, from: file, kind: "the record of a run", version: currentVersion,
            hint: "`downhill report` with the options of the run writes it again; finished stages are kept")
        try manifest.check(file)
        let folder = file.deletingLastPathComponent()
        manifest.folder = folder
        try manifest.refresh(from: Store(folder.appendingPathComponent("store", isDirectory: true)))
        return manifest
    }

    /// Takes from the store what has become of the stages that are not finished, but for those that `isOurs` is true of. Throws
    /// `FileError`.
    mutating func refresh(from store: Store, except isOurs: (StageRecord) -> Bool = { _ in false }) throws {
        for index in stages.indices where !stages[index].state.isFinished && !isOurs(stages[index]) {
            if try stages[index].take(from: store) { continue }
            guard let loss = try store.loss(key: stages[index].key) else { continue }
            (stages[index].state, stages[index].reason) = (loss.state, loss.reason)
            stages[index].seconds = loss.seconds
        }
    }

    /// Throws `DataError` for what decoding lets through and no run has.
    private func check(_ file: URL) throws {
        guard version >= 1 else { throw Self.damage(file, "version: got \(version)") }
        guard seconds.isFinite, seconds >= 0 else { throw Self.damage(file, "seconds: got \(seconds)") }
        var names = Set<String>()
        for (index, stage) in stages.enumerated() {
            guard names.insert(stage.name).inserted else {
                throw Self.damage(
                    file, "stages[\(index)].name: “\(PrintableText.line(stage.name))” is there twice")
            }
            guard stage.seconds.isFinite, stage.seconds >= 0 else {
                throw Self.damage(file, "stages[\(index)].seconds: got \(stage.seconds)")
            }
        }
    }

    private static func damage(_ file: URL, _ words: String) -> DataError {
        DataError(
            file: file.path, expected: "what a run writes of itself", got: words,
            hint: "`downhill report` makes the file again; finished stages are kept")
    }

    /// Writes the file atomically. Throws `FileError`.
    public func write(to url: URL) throws {
        do {
            try AtomicFile.write(CanonicalJSON.fileData(self), to: url)
        } catch let error as EncodingError {
            throw FileError("write", url.path, reason: "\(error)")
        }
    }
}
