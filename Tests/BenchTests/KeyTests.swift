import Bench
import Stages
import Testing

/// What a setting makes anew, and what it leaves as it is.
@Suite struct KeyTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(10) }

    @Test(arguments: [
        ("sparse.evaluation.samples", SettingValue.int(500)), ("sparse.evaluation.shifts", .list([0.1])),
        ("sparse.evaluation.noise", .list([0.1])), ("toy.test", 30), ("toy.perturbation", 1),
        ("inpainting.evaluation.samples", 20), ("inpainting.evaluation.shifts", .list([0.1])),
        ("inpainting.problem.lambda", 0.1), ("inpainting.likelihood.shrinkages", .list([0.1])),
    ])
    func whatIsEvaluatedTrainsNothingAnew(name: String, value: SettingValue) throws {
        let changed = try images.changed((name, value))
        #expect(changed.contains { $0.contains("/evaluate/") })
        #expect(changed.allSatisfy { $0.contains("/evaluate/") || $0 == "sparse/ood/draw-1" })
    }

    @Test func trainingSettingsLeaveTheLabels() throws {
        let changed = try images.changed(("sparse.training.steps", 7))
        #expect(
            changed.isDisjoint(with: [
                "data/sparse/draw-1", "sparse/labels/draw-1", "sparse/ood/draw-1", "toy/evaluate/seed-1",
            ]))
        #expect(changed.isDisjoint(with: ["sparse/evaluate/ista/draw-1", "sparse/evaluate/ridge/draw-1"]))
        #expect(changed.isSuperset(of: ["sparse/train/standard/seed-1", "sparse/evaluate/standard/seed-1"]))
    }

    /// Networks start there in training and in their evaluation; the classical methods start at zero, labels know no y_0.
    @Test func whereNetworksStartLeavesTheClassicalMethods() throws {
        let changed = try images.changed(("sparse.network.start-deviation", 0.01))
        #expect(changed.isSuperset(of: ["sparse/train/standard/seed-1", "sparse/evaluate/constrained/seed-1"]))
        #expect(
            changed.isDisjoint(with: ["sparse/labels", "sparse/evaluate/ista/seed-0", "sparse/evaluate/ridge/seed-0"]))
    }

    /// A bound of the duals is a matter of recipes that have duals.
    @Test func aBoundOfDualsTrainsTheConstrainedAnew() throws {
        let changed = try images.changed(("sparse.constraint.dual-bound", 2))
        #expect(changed.contains("sparse/train/constrained-strong/seed-1"))
        #expect(changed.isDisjoint(with: ["sparse/train/standard/seed-1", "sparse/train/standard-noisy/seed-1"]))
    }

    @Test func aStudysSettingsLeaveTheOthers() throws {
        #expect(try images.changed(("inpainting.data.side", 16)).allSatisfy { $0.contains("inpainting") })
        #expect(try images.changed(("sparse.data.side", 8)).allSatisfy { $0.contains("sparse") })
        let trained = try images.changed(("inpainting.training.steps", 7))
        #expect(trained.isDisjoint(with: ["data/inpainting/draw-1", "inpainting/flow"]))
        #expect(trained.filter { $0.contains("/draw-") }.isEmpty)
        #expect(trained.count == 6 + 2 * (6 + 15))
        let reference = try images.changed(("inpainting.likelihood.steps", 7))
        #expect(reference.isSuperset(of: ["inpainting/flow", "inpainting/evaluate/ablation-haar/seed-1"]))
        #expect(reference.filter { $0.contains("/train/") }.isEmpty)
    }

    /// An ablation is trained anew only where its own networks change, or the rate that it takes.
    @Test func whatAnAblationSetsItselfDoesNotChangeIt() throws {
        let changed = try images.changed(
            ("inpainting.flow.squeeze", "haar"), from: [("inpainting.training.candidates", 1)])
        #expect(!changed.contains("inpainting/train/ablation-haar/seed-1"))
        #expect(!changed.contains("inpainting/train/gated/seed-1"))
        #expect(changed.contains("inpainting/train/ablation-quarter/seed-1"))
        #expect(changed.contains("inpainting/train/constrained/seed-1"))
    }

    /// Each study reads the images of its own folder.
    @Test func anotherFolderForOneStudy() throws {
        let other = try MadeUpImages(10, seed: 2)
        let changed = try images.changed(("inpainting.data.directory", .string(other.url.path)))
        let all = try images.keys().keys.filter { $0.contains("inpainting") && $0 != "study/inpainting" }
        #expect(changed == Set(all))
    }

    @Test func moreSeedsKeepTheFirst() throws {
        let (one, three) = (try images.keys([("run.seeds", 1)]), try images.keys([("run.seeds", 3)]))
        for (name, key) in one where !name.hasPrefix("study/") { #expect(three[name] == key, "\(name)") }
    }

    /// Seed 3 sees draw 1 of two and draw 3 of three; seeds 1 and 2 do not see how many there are.
    @Test func moreDrawsMoveTheLaterSeeds() throws {
        let changed = try images.changed(("run.draws", 3), from: [("run.seeds", 3), ("run.draws", 2)])
        #expect(changed.contains("sparse/train/standard/seed-3") && changed.contains("toy/train/standard/seed-3"))
        #expect(changed.contains("inpainting/evaluate/constrained/seed-3") && changed.contains("data/sparse/draw-3"))
        #expect(changed.filter { $0.hasSuffix("/seed-1") || $0.hasSuffix("/draw-2") }.isEmpty, "\(changed)")
    }

    @Test func theFoldersPlaceIsOfNoMatterAndItsContentIs() throws {
        let (moved, other) = (try MadeUpImages(10), try MadeUpImages(10, seed: 2))
        let here = try images.keys()
        #expect(try moved.keys() == here)
        let elsewhere = try other.keys()
        for (name, key) in here {
            let isMadeUp = [
                "toy/", "steps/", "recovery/", "gaussian/", "theory/", "convergent/", "oamp/", "landscape/",
                "generalisation/", "study/",
            ]
            .contains(
                where: name.hasPrefix)
            #expect((elsewhere[name] != key) == !isMadeUp, "\(name)")
        }
    }

    /// Where they take effect: the number of stages; which draw a seed sees (`moreDrawsMoveTheLaterSeeds`); when checkpoints
    /// are written; the fingerprint of the images.
    private static let inNoKey =
        ["run.seeds", "run.draws", "run.checkpoint-every"]
        + DataAssignments.studies(Studies.schema).flatMap { ["\($0).data.directory", "\($0).data.source"] }

    /// What has to be set for a setting to have an effect.
    private static let conditions: [String: (String, SettingValue)] = [
        "inpainting.network.shared-flow": ("inpainting.network.coarse-to-fine", false),
        "inpainting.network.checkpoint-steps": ("inpainting.network.memory", "checkpoints"),
        "gaussian.scalar-seeds": ("run.seeds", 13), "gaussian.matrix-seeds": ("run.seeds", 3),
        "gaussian.further-seeds": ("run.seeds", 3), "recovery.training.seeds": ("run.seeds", 3),
        "oamp.seeds": ("run.seeds", 4),
        "landscape.seeds": ("run.seeds", 13),
        "generalisation.seeds": ("run.seeds", 13),
    ]

    @Test(arguments: Studies.schema.all.map(\.name).filter { !inNoKey.contains($0) })
    func everySettingIsInAKey(name: String) throws {
        let setting = try #require(Studies.schema[name])
        let other: SettingValue
        switch setting.fallbackValue {
        case _ where name == "inpainting.data.side": other = 16  // sides halve with every level
        case .int(let value): other = .int(value == 1_000 || value == 512 ? value - 1 : value + 1)
        case .double(let value): other = .double(value == 0 ? 0.5 : value * 0.75)
        case .list(let values):
            let numbers: [SettingValue] = [0.0123, 7]
            other = .list(values.dropLast() + [try #require(numbers.first { setting.accept(.list([$0])) != nil })])
        case .bool(let value): other = .bool(!value)
        case .string(let value):
            let words = setting.expectation.dropFirst("one of ".count).split(separator: ", ").map(String.init)
            other = .string(try #require(words.first { $0 != value }))
        }
        #expect(try images.changed((name, other), from: [Self.conditions[name]].compactMap { $0 }) != [])
    }
}
