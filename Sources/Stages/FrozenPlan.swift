import Foundation
import Support

/// `plan.json`: a run before it runs, with all that decides its keys: workers that are given it need neither the profile nor the
/// images, and cannot drift from one another.
public struct FrozenPlan: Codable, Equatable, Sendable {
    /// The format's version that this program writes and reads.
    public static let currentVersion = 1

    /// The format's version.
    public var version = FrozenPlan.currentVersion
    /// The profile's name.
    public var profile: String
    /// All settings, flat.
    public var settings: StageSettings
    /// SHA-256 of the images by where they are from: "fashion-mnist=".
    public var images: [String: String]
    /// What bytes depend on of the processor: "512 bits, SkylakeX".
    public var numerics: String
    /// The studies whose stages are planned; nil for all.
    public var studies: [String]?
    /// Seconds along the costliest chain of stages that are left.
    public var criticalPath: Double
    /// Seconds that what is left takes, by threads: "1" … "256".
    public var seconds: [String: Double]
    /// The stages, inputs first.
    public var stages: [PlannedStage]

    /// A plan of the current version.
    public init(
        profile: String, settings: StageSettings, images: [String: String], numerics: String, studies: [String]?,
        criticalPath: Double, seconds: [String: Double], stages: [PlannedStage]
    ) {
        (self.profile, self.settings, self.images, self.numerics) = (profile, settings, images, numerics)
        (self.studies, self.criticalPath, self.seconds, self.stages) = (studies, criticalPath, seconds, stages)
    }

    /// A stage of a plan.
    public struct PlannedStage: Codable, Equatable, Sendable {
        /// Its name.
        public var name: String
        /// Its key.
        public var key: StageKey
        /// The names of the stages that it needs.
        public var inputs: [String]
        /// `done`, `interrupted` where a checkpoint waits, or `pending`.
        public var state: StageState
        /// Why it would run.
        public var reason: String
        /// Seconds on one thread: measured where it is done, else estimated.
        public var seconds: Double
        /// Threads that it can use.
        public var threads: Int
        /// Bytes that it holds, roughly.
        public var memory: Int
        /// Whether its divergence is a finding.
        public var mayDiverge: Bool
        /// Its folder in the store.
        public var directory: String

        /// A stage as a graph and its store have it.
        public init(_ stage: Stage, row: PlanRow, directory: String) {
            (name, key, inputs) = (row.name, row.key, stage.inputs)
            (state, reason) = (row.state, row.reason)
            seconds = row.seconds ?? (stage.work * 1000).rounded() / 1000
            (threads, memory) = (stage.needs.threads, stage.needs.bytes)
            (mayDiverge, self.directory) = (stage.mayDiverge, directory)
        }
    }

    /// Reads a plan. Throws `DataError`, `FileError`.
    public static func load(from url: URL) throws -> FrozenPlan {
        let plan = try CanonicalJSON.read(
            FrozenPlan.self, from: url, kind: "a plan", version: currentVersion, hint: hint)
        if let damage = plan.damage {
            throw DataError(file: url.path, expected: "what `downhill plan --json` writes", got: damage, hint: hint)
        }
        return plan
    }

    private static let hint = "`downhill plan --json` writes one"

    /// What decoding lets through and no plan has.
    private var damage: String? {
        var known = Set<String>()
        for stage in stages {
            let name = PrintableText.line(stage.name)
            guard !stage.name.isEmpty, !known.contains(stage.name) else {
                return "the stage “\(name)” without a name of its own"
            }
            guard stage.key.hex.utf8.count == 64, stage.key.hex.allSatisfy(\.isHexDigit) else {
                return "the key “\(PrintableText.line(stage.key.hex))” of \(name)"
            }
            guard stage.seconds.isFinite, stage.seconds >= 0, stage.threads >= 1, stage.memory >= 0 else {
                return "\(stage.seconds) seconds, \(stage.threads) threads and \(stage.memory) bytes of \(name)"
            }
            if let input = stage.inputs.first(where: { !known.contains($0) }) {
                return "\(name) before its input “\(PrintableText.line(input))”"
            }
            known.insert(stage.name)
        }
        return nil
    }

    /// Throws `PlanMismatch` where this program, on this processor, gives a planned stage another key.
    public func check(_ graph: StageGraph, numerics own: String) throws {
        guard own == numerics else { throw NumericsConflict(place: "the plan", found: numerics, own: own) }
        for stage in stages {
            let key = graph.stages.contains { $0.name == stage.name } ? try graph.key(of: stage.name) : nil
            guard key != stage.key else { continue }
            throw PlanMismatch(stage: stage.name, planned: stage.key, own: key)
        }
    }
}

/// A program that would make something else than what was planned.
public struct PlanMismatch: Error, CustomStringConvertible, LocalizedError {
    let stage: String
    let planned: StageKey
    let own: StageKey?

    /// For people.
    public var description: String {
        "the plan is of another program, of other files of a method, or was edited: \(stage) has the key \(planned.short) there, and "
            + "\(own.map { "\($0.short) here" } ?? "is no stage here"). Hint: make the plan anew, or use the program that made it"
    }
    /// For people.
    public var errorDescription: String? { description }
}

extension StageGraph {
    /// The graph in the language of Graphviz: what needs what, with the state of each stage.
    public func dot(_ rows: [PlanRow]) -> String {
        let known = Set(rows.map(\.name))
        var lines = ["digraph plan {", "  rankdir=LR; node [shape=box, style=filled, fillcolor=white];"]
        for row in rows {
            let colour = row.state.isFinished ? "lightgrey" : row.state == .interrupted ? "lightyellow" : "white"
            lines.append("  \(CanonicalJSON.quoted(row.name)) [fillcolor=\(colour)];")
        }
        for stage in stages where known.contains(stage.name) {
            for input in stage.inputs where known.contains(input) {
                lines.append("  \(CanonicalJSON.quoted(input)) -> \(CanonicalJSON.quoted(stage.name));")
            }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }
}
