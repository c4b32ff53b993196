import Foundation

/// Keeps run.json up to date while a run goes on.
///
/// The manifest always lists the whole graph. A stage that this run was not asked for is `cached` where the store has
/// it; otherwise, with an unchanged key, it keeps what the last run.json said of it (why it failed, say).
public final class ManifestRecorder {
    /// Where it is written: `Output/run.json`.
    public let url: URL
    private var manifest: RunManifest
    private var positions: [String: Int] = [:]
    private let clock: () -> Date
    private var store: Store?
    private var targets = Set<String>()

    /// A recorder of a run that begins now; writes nothing yet.
    public init(
        url: URL, profile: String, command: String, settings: StageSettings = [:],
        provenance: Provenance = Provenance(), clock: @escaping () -> Date = { Date() }
    ) {
        self.url = url
        self.clock = clock
        manifest = RunManifest(
            profile: profile, command: command, started: clock(), settings: settings, provenance: provenance)
        manifest.folder = url.deletingLastPathComponent()
    }

    /// The manifest as it stands.
    public var current: RunManifest { manifest }

    /// The provenance that finished stages carry.
    var provenance: Provenance { manifest.provenance }

    /// Lists the stages of `graph` and writes the file.
    func begin(graph: StageGraph, targets: Set<String>, store: Store) throws {
        self.store = store
        self.targets = targets
        let previous = try? RunManifest.load(from: url)
        let old = Dictionary((previous?.stages ?? []).map { ($0.name, $0) }) { first, _ in first }
        manifest.stages = try graph.stages.map { stage in
            let key = try graph.key(of: stage.name)
            if targets.contains(stage.name) { return StageRecord(stage, key: key, state: .pending) }
            let kept: [StageState] = [.failed, .diverged, .interrupted]
            if let record = old[stage.name], record.key == key, kept.contains(record.state) { return record }
            return StageRecord(stage, key: key, state: .pending, reason: "not asked for in this run")
        }
        positions = Dictionary(uniqueKeysWithValues: manifest.stages.enumerated().map { ($1.name, $0) })
        try write()
    }

    /// Replaces a stage's record and writes the file.
    func update(_ record: StageRecord) throws {
        if let position = positions[record.name] { manifest.stages[position] = record }
        try write()
    }

    /// Says that the run ended, and writes the file.
    func end() throws {
        manifest.finished = clock()
        try write()
    }

    /// Looks for stages that this run was not asked for and that the store has: from earlier runs, or from another
    /// process that works beside this one.
    private func findOthers() {
        guard let store else { return }
        for index in manifest.stages.indices where !targets.contains(manifest.stages[index].name) {
            let (name, key) = (manifest.stages[index].name, manifest.stages[index].key)
            guard !manifest.stages[index].state.isFinished, let receipt = store.receipt(name: name, key: key)
            else { continue }
            manifest.stages[index].state = .cached
            manifest.stages[index].reason = ""
            manifest.stages[index].seconds = receipt.seconds
            manifest.stages[index].directory = store.relativePath(name: name, key: key)
        }
    }

    private func write() throws {
        findOthers()
        let seconds = clock().timeIntervalSince(manifest.started)
        manifest.seconds = (seconds * 1000).rounded() / 1000
        try manifest.write(to: url)
    }
}
