import Foundation
import Stages

/// A synthetic run in a temporary folder. Its numbers are made up from formulas that say which claims must hold.
final class FixtureRun {
    /// What its networks do.
    enum Story {
        /// What the paper says.
        case asInThePaper
        /// The opposite of each claim.
        case opposite
    }

    let output: URL
    let story: Story
    let seeds: [Int]
    let examples: Int
    /// What one example's distances are multiplied with.
    let poison: Double
    let layers = 10
    /// The studies that have described themselves.
    let studies: [StudyDescription]
    var manifest: RunManifest

    init(
        _ story: Story = .asInThePaper, seeds: [Int] = [0, 1, 2], examples: Int = 40, poison: Double = 1,
        studies: [StudyDescription] = StudyDescription.all
    ) throws {
        self.studies = studies
        self.poison = poison
        self.examples = examples
        self.story = story
        self.seeds = seeds
        output = FileManager.default.temporaryDirectory
            .appendingPathComponent("report-\(UUID().uuidString)", isDirectory: true)
        manifest = RunManifest(
            profile: "standard", command: "downhill report --profile standard",
            started: Date(timeIntervalSince1970: 1_750_000_000),
            settings: [
                "sparse.training.epochs": 30, "sparse.training.epsilon": 0.05, "sparse.alpha": 0.5, "seed": 1,
                "sparse.dictionary": "gaussian",
            ],
            provenance: Provenance(["cpu": "a processor", "commit": "0123456789abcdef0123", "dirty": "yes"]))
        manifest.seconds = 754
        manifest.finished = manifest.started.addingTimeInterval(754)
    }

    deinit { try? FileManager.default.removeItem(at: output) }

    /// A repeatable number in (−1, 1) of a few whole numbers.
    func jitter(_ numbers: Int...) -> Double {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for number in numbers {
            state ^= UInt64(bitPattern: Int64(number &* 0x1000_0001 &+ 77))
            state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        }
        return Double(state >> 11) / Double(1 << 53) * 2 - 1
    }

    /// Adds a stage with tables.
    func add(
        _ name: String, state: StageState = .done, reason: String = "", seconds: Double = 12,
        settings: StageSettings = [:], inputs: [String] = [], tables: [String: Table] = [:]
    ) throws {
        let key = StageKey(hashing: name)
        let directory = "store/" + name.replacingOccurrences(of: "/", with: "-") + "-" + key.short
        let stage = Stage(name: name, settings: settings, inputs: inputs) { _ in }
        manifest.stages.append(
            StageRecord(
                stage, key: key, state: state, reason: reason, seconds: seconds,
                directory: state.isFinished ? directory : nil))
        for (file, table) in tables {
            // Without the waits for the disk that Table.write has.
            let folder = output.appendingPathComponent(directory)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try table.csv.write(to: folder.appendingPathComponent(file))
        }
    }

    /// Writes run.json and the studies' descriptions.
    func finish() throws {
        for study in studies { try study.add(to: &manifest, in: output) }
        try manifest.write(to: output.appendingPathComponent("run.json"))
    }

    /// A table of names and values.
    func summary(_ rows: [(String, String)]) -> Table {
        var table = Table(columns: ["name", "value"])
        for row in rows { table.append([row.0, row.1]) }
        return table
    }
}
