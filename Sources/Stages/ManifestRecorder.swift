import Foundation
import Support

/// Keeps run.json up to date while a run goes on.
///
/// The manifest lists the whole graph. A stage that this run was not asked for is `cached` where the store has it;
/// otherwise, with an unchanged key, it keeps what the last run.json said of it (why it failed, say).
///
/// After these come stages of the last run.json that the graph does not have: of a study that was not built this time,
/// and whose results still are those of the settings at hand.
public final class ManifestRecorder {
    /// Where it is written: `Output/run.json`.
    public let url: URL
    private var manifest: RunManifest
    private var positions: [String: Int] = [:]
    private let clock: () -> Date
    private let uptime: () -> Double
    private let began: Double
    private var store: Store?
    private var targets = Set<String>()
    private let writesOnlyEnds: Bool
    /// Whether the file of a run of other settings is left as it is.
    private let yields: Bool
    private var hasYielded = false
    /// Whether the run begins or ends now.
    private var isAtAnEnd = true
    private var lastLook = -Double.infinity

    /// A recorder of a run that begins now; writes nothing yet.
    /// - Parameters:
    ///   - writesOnlyEnds: whether nothing is written between the run's beginning and end, since others write, too: readers find
    ///     in the store what has been done.
    ///   - yields: whether the file of a run of other settings is left as it is, since this one makes a part for itself.
    ///   - clock: the date, which may be set back while a run goes on.
    ///   - uptime: seconds that only grow, from which durations are.
    public init(
        url: URL, profile: String, command: String, settings: StageSettings = [:],
        provenance: Provenance = Provenance(), writesOnlyEnds: Bool = false,
        yields: Bool = false, clock: @escaping () -> Date = { Date() },
        uptime: @escaping () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
    ) {
        self.url = url
        self.clock = clock
        self.uptime = uptime
        self.writesOnlyEnds = writesOnlyEnds
        self.yields = yields
        began = uptime()
        manifest = RunManifest(
            profile: profile, command: command, started: clock(), settings: settings, provenance: provenance)
        manifest.folder = url.deletingLastPathComponent()
    }

    /// The manifest as it stands.
    public var current: RunManifest { manifest }

    /// The provenance that finished stages carry: the run's, but for the hash of the program, by which the receipts of one commit
    /// would differ from build to build.
    var provenance: Provenance {
        var result = manifest.provenance
        result[Provenance.programHash] = nil
        return result
    }

    /// Lists the stages of `graph` and writes the file.
    func begin(graph: StageGraph, targets: Set<String>, store: Store) throws {
        self.store = store
        self.targets = targets
        try Leftovers.remove(in: url.deletingLastPathComponent())
        let previous = try previous()
        hasYielded = yields && previous.map { $0.settings != manifest.settings } ?? false
        let old = Dictionary((previous?.stages ?? []).map { ($0.name, $0) }) { first, _ in first }
        manifest.stages = try graph.stages.map { stage in
            let key = try graph.key(of: stage.name)
            if targets.contains(stage.name) { return StageRecord(stage, key: key, state: .pending) }
            if let record = old[stage.name], record.key == key, Self.kept.contains(record.state) { return record }
            return StageRecord(stage, key: key, state: .pending, reason: Self.notAskedFor)
        }
        if let previous { manifest.stages += try others(of: previous, graph: graph, store: store) }
        positions = Dictionary(uniqueKeysWithValues: manifest.stages.enumerated().map { ($1.name, $0) })
        try write()
        isAtAnEnd = false
    }

    /// The manifest of the last run; nil where there is none, or a damaged one, which this run's replaces. Throws
    /// `FileError` where the disk fails: what stands there may be good.
    private func previous() throws -> RunManifest? {
        guard FileSystem.exists(url) else { return nil }
        do { return try RunManifest.load(from: url) } catch is DataError { return nil }
    }

    /// Ends of a stage that leave no result, and of which the next run.json still tells.
    private static let kept: [StageState] = [.failed, .diverged, .interrupted]

    /// Of the previous run's stages that `graph` does not have, those that a graph of these settings would have with the
    /// same keys, as far as can be told without building it: the previous run had the same values for all settings of
    /// their studies, and their inputs are in the graph, or are kept, with the same keys. Results that the store has lost
    /// are not kept.
    private func others(of previous: RunManifest, graph: StageGraph, store: Store) throws -> [StageRecord] {
        let changed = Set(manifest.settings.names).union(previous.settings.names)
            .filter { manifest.settings[$0] != previous.settings[$0] }
        let changedStudies = Set(changed.map(Self.study))
        let old = Dictionary(previous.stages.map { ($0.name, $0.key) }) { first, _ in first }
        var keys: [String: StageKey] = [:]
        for stage in graph.stages { keys[stage.name] = try graph.key(of: stage.name) }
        var result: [StageRecord] = []
        for var record in previous.stages where keys[record.name] == nil {
            guard changedStudies.isDisjoint(with: record.settings.names.map(Self.study)),
                record.inputs.allSatisfy({ old[$0] != nil && keys[$0] == old[$0] }),
                try record.take(from: store) || Self.kept.contains(record.state)
            else { continue }
            keys[record.name] = record.key
            result.append(record)
        }
        return result
    }

    /// The study of a setting: what its name begins with.
    private static func study(_ setting: String) -> Substring { setting.prefix { $0 != "." } }

    /// Replaces a stage's record and, unless more are to come, writes the file.
    func update(_ record: StageRecord, writes: Bool = true) throws {
        if let position = positions[record.name] { manifest.stages[position] = record }
        if writes { try write() }
    }

    /// Says that the run ended, and writes the file.
    func end() throws {
        manifest.finished = max(clock(), manifest.started)
        isAtAnEnd = true
        try write()
    }

    /// Why a stage of the graph has not been made by a run of a part of it.
    public static let notAskedFor = "not asked for in this run"

    /// Seconds between two looks at what other processes have done.
    private static let pause = 5.0

    /// Looks for stages that this process did not make: of earlier runs, or of processes that work beside this one.
    private func findOthers() throws {
        guard let store, isAtAnEnd || uptime() - lastLook >= Self.pause else { return }
        try manifest.refresh(from: store) { [targets] in targets.contains($0.name) && $0.state == .running }
        lastLook = uptime()
    }

    private func write() throws {
        guard isAtAnEnd || !writesOnlyEnds, !hasYielded else { return }
        try findOthers()
        manifest.seconds = ((uptime() - began) * 1000).rounded() / 1000
        try manifest.write(to: url)
    }
}
