import Foundation
import Stages

/// A made-up run on disk with the shapes and sizes of a real one, for figures to draw.
final class FiguresRun {
    let output: URL
    let seeds: [Int]
    let layers = 10
    let examples = 120
    /// Numbers of these methods are all NaN.
    let broken: Set<String>
    /// Trainings of sparse coding whose loss runs away for a while: "constrained/3".
    let spikes: Set<String>
    var manifest: RunManifest

    init(seeds: [Int] = [1, 2, 3], broken: Set<String> = [], spikes: Set<String> = []) {
        self.seeds = seeds
        self.spikes = spikes
        self.broken = broken
        output = FileManager.default.temporaryDirectory
            .appendingPathComponent("figures-\(UUID().uuidString)", isDirectory: true)
        manifest = RunManifest(
            profile: "standard", command: "downhill report", started: Date(timeIntervalSince1970: 1_750_000_000),
            settings: [
                "sparse.evaluation.watched-shift": 0.4, "sparse.noise.form": "relative", "sparse.noise.strength": 1,
            ])
    }

    deinit { try? FileManager.default.removeItem(at: output) }

    /// A repeatable number in −1…1 from a few whole numbers.
    func jitter(_ numbers: Int...) -> Double {
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        for number in numbers {
            state = (state ^ UInt64(bitPattern: Int64(number &+ 101))) &* 0x9E37_79B9_7F4A_7C15
            state ^= state >> 29
        }
        return Double(state >> 11) / Double(1 << 53) * 2 - 1
    }

    func add(_ name: String, state: StageState = .done, tables: [String: Table] = [:]) throws {
        let key = StageKey(hashing: name)
        let directory = "store/\(name.replacingOccurrences(of: "/", with: "-"))-\(key.short)"
        manifest.stages.append(
            StageRecord(
                Stage(name: name, settings: [:]) { _ in }, key: key, state: state, seconds: 1,
                directory: state.isFinished ? directory : nil))
        for (file, table) in tables {
            try table.write(to: output.appendingPathComponent(directory).appendingPathComponent(file))
        }
    }

    /// Writes run.json and the studies' descriptions.
    func finish() throws {
        for study in StudyDescription.all { try study.add(to: &manifest, in: output) }
        try manifest.write(to: output.appendingPathComponent("run.json"))
    }

    func summary(_ rows: [(String, Double)]) -> Table {
        var table = Table(columns: ["name", "value"])
        for row in rows { table.append([row.0, row.1]) }
        return table
    }

    /// The toy and every variant and reference of both case studies but those left out.
    static func whole(
        seeds: [Int] = [1, 2, 3], without: Set<String> = [], broken: Set<String> = [], spikes: Set<String> = []
    ) throws -> FiguresRun {
        let run = FiguresRun(seeds: seeds, broken: broken, spikes: spikes)
        try run.addToy()
        try run.addSteps()
        try run.addRecovery()
        try run.addGaussian()
        try run.addTheory()
        try run.addConvergent()
        try run.addOAMP()
        try run.addLandscape()
        try run.addGeneralisation()
        try run.add("data/sparse", tables: ["summary.csv": run.summary([("test", 2000), ("train", 20000)])])
        for (index, variant) in FiguresRun.variants.enumerated() where !without.contains(variant.id) {
            for seed in seeds {
                try run.addTraining(variant, index, seed)
                try run.addEvaluation(variant, index, seed)
            }
        }
        for reference in FiguresRun.references where !without.contains(reference.id) {
            try run.addReference(reference.id, final: reference.final, iterations: reference.iterations)
        }
        try run.addInpainting(without: without)
        try run.finish()
        return run
    }
}
