import Foundation
import Stages
import Support

/// What two runs were: settings, data, program and machine, side by side.
struct RunDifferences {
    /// A fact of both.
    struct Fact: Equatable {
        let name: String
        /// What each run says; nil where it does not say.
        let first, second: String?
        var isSame: Bool { first == second }
    }

    /// Profile, seeds, times, commit and machine.
    let facts: [Fact]
    /// The images of each study.
    let data: [Fact]
    /// The settings that differ, or that one has alone.
    let settings: [Fact]
    /// How many settings are the same.
    let sameSettings: Int
    /// How many stages are in both with the same key, and so with the same bytes; in both with different ones; in one alone.
    let sameStages, otherStages, firstStages, secondStages: Int

    /// Compares what two runs were.
    init(_ first: ComparedRun, _ second: ComparedRun) {
        let (one, other) = (first.manifest, second.manifest)
        facts = Self.facts(one, other)
        let names = Set(one.settings.names).union(other.settings.names).sorted()
        settings = names.map {
            Fact(name: $0, first: one.settings[$0]?.description, second: other.settings[$0]?.description)
        }.filter { !$0.isSame }
        sameSettings = names.count - settings.count
        let keys = Dictionary(one.stages.map { ($0.name, $0.key) }) { first, _ in first }
        let others = Dictionary(other.stages.map { ($0.name, $0.key) }) { first, _ in first }
        let both = keys.filter { others[$0.key] != nil }
        sameStages = both.filter { others[$0.key] == $0.value }.count
        otherStages = both.count - sameStages
        (firstStages, secondStages) = (keys.count - both.count, others.count - both.count)
        data = Self.data(first, second)
    }

    private static func facts(_ one: RunManifest, _ other: RunManifest) -> [Fact] {
        func fact(_ name: String, _ value: (RunManifest) -> String?) -> Fact {
            Fact(name: name, first: value(one), second: value(other))
        }
        func commit(_ run: RunManifest) -> String? {
            run.provenance["commit"].map { $0.prefix(12) + (run.provenance["dirty"] == "yes" ? " with changes" : "") }
        }
        let machine = [
            ("Processor", "cpu"), ("Cores", "cores"), ("Memory", "memory"), ("BLAS core", "blas core"),
            ("Vector bits", "vector bits"), ("Threads", "threads"), ("Stages at once", "stages at once"),
            ("System", "host os"), ("Kernel", "kernel"), ("Swift", "swift version"),
        ]
        return [
            fact("Profile") { $0.profile },
            fact("Seeds") { ReportPages.seeds(of: $0) },
            fact("Program") { $0.provenance["program version"] },
            fact("Commit", commit),
        ] + program(one, other) + machine.map { name, key in fact(name) { $0.provenance[key] } } + [
            fact("Begun") { ReportPages.time($0.started) },
            fact("Finished") { $0.finished.map(ReportPages.time) ?? "not yet" },
            fact("Time") { NumberText.duration($0.seconds) },
        ]
    }

    /// The program's hash, where the two runs are of one commit and yet of two programs.
    private static func program(_ one: RunManifest, _ other: RunManifest) -> [Fact] {
        let hashes = [one, other].map { $0.provenance[Provenance.programHash] }
        guard one.provenance["commit"] == other.provenance["commit"], let first = hashes[0], let second = hashes[1],
            first != second
        else { return [] }
        return [Fact(name: "Program’s SHA-256", first: String(first.prefix(12)), second: String(second.prefix(12)))]
    }

    /// The images of each study: words where the store tells, and a fingerprint of the keys of all draws, which hold that of the
    /// files.
    private static func data(_ first: ComparedRun, _ second: ComparedRun) -> [Fact] {
        func studies(_ run: ComparedRun) -> [String: [StageRecord]] {
            Dictionary(grouping: run.manifest.stages(withPrefix: "data/")) { stage in
                String(stage.name.split(separator: "/").dropFirst().first ?? "")
            }
        }
        func text(_ run: ComparedRun, _ stages: [StageRecord]?) -> String? {
            guard let stages, let stage = stages.first else { return nil }
            let setting = stage.settings.entries.first { $0.name.hasSuffix(".source") }?.value.description
            let print = Fingerprint.of(stages.map(\.key.hex).joined(separator: " ")).prefix(12)
            return [
                run.images(stage.name) ?? setting ?? "images",
                "\(stages.count) \(stages.count == 1 ? "draw" : "draws")", "fingerprint \(print)",
            ].joined(separator: "; ")
        }
        let (one, other) = (studies(first), studies(second))
        return Set(one.keys).union(other.keys).sorted().map {
            Fact(name: $0, first: text(first, one[$0]), second: text(second, other[$0]))
        }
    }
}
