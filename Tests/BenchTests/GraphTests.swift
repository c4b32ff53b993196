import Experiments
import Foundation
import Stages
import Testing

@Suite struct GraphTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(10) }

    private func keys(_ values: (String, SettingValue)...) throws -> [String: StageKey] {
        try keys(of: Studies.graph(images.settings(values)))
    }

    private func keys(of graph: StageGraph) throws -> [String: StageKey] {
        Dictionary(uniqueKeysWithValues: try graph.stages.map { ($0.name, try graph.key(of: $0.name)) })
    }

    private func changed(_ values: (String, SettingValue)...) throws -> Set<String> {
        let (before, after) = (try keys(), try keys(of: Studies.graph(images.settings(values))))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    }

    @Test func theTenVariantsAndTheReferences() throws {
        let variants = [
            "standard", "standard-noisy", "constrained", "constrained-quiet", "constrained-from-2",
            "constrained-strong", "incremental", "layerwise", "standard-slow", "standard-ista",
        ]
        #expect(Variant.all.map(\.id) == variants)
        let names = Set(try keys(("run.seeds", .int(2))).keys)
        for seed in 1...2 {
            for id in variants {
                #expect(names.contains("sparse/train/\(id)/seed-\(seed)"))
                #expect(names.contains("sparse/evaluate/\(id)/seed-\(seed)"))
            }
            for id in ["standard", "standard-noisy", "constrained", "constrained-quiet"] {
                #expect(names.contains("toy/train/\(id)/seed-\(seed)"))
            }
            #expect(names.contains("toy/evaluate/seed-\(seed)"))
        }
        for id in ["ista", "ista-long", "fista", "fista-long", "ridge", "zero"] {
            #expect(names.contains("sparse/evaluate/\(id)/seed-0"))
        }
        #expect(names.filter { !$0.contains("inpainting") }.count == 5 + 2 * (10 + 10 + 4 + 1) + 6)
    }

    /// The 2×2 with every seed, ablations with one, references with none.
    @Test func theInpaintingStudysStages() throws {
        let crossed = ["standard", "standard-noisy", "constrained-quiet", "constrained"]
        let ablations = [
            "difference", "normalised", "decline", "fine", "shared", "pixel", "half", "rotation", "ungated",
            "unbounded", "additive",
            "shift", "blind", "glow", "authors", "authors-standard",
        ]
        let references = ["mean", "harmonic", "biharmonic", "ridge", "flow-prox", "flow-prox-long"]
        var wanted: Set = ["data/inpainting", "inpainting/flow"]
        for kind in ["train", "evaluate"] {
            for id in crossed { for seed in 1...2 { wanted.insert("inpainting/\(kind)/\(id)/seed-\(seed)") } }
            for id in ablations { wanted.insert("inpainting/\(kind)/ablation-\(id)/seed-1") }
        }
        for id in references { wanted.insert("inpainting/evaluate/\(id)/seed-0") }
        let names = try keys(("run.seeds", .int(2))).keys.filter { $0.contains("inpainting") }
        #expect(Set(names) == wanted)
    }

    @Test(arguments: [
        ("sparse.evaluation.samples", SettingValue.int(500)), ("sparse.evaluation.shifts", .list([.double(0.1)])),
        ("sparse.evaluation.noise", .list([.double(0.1)])), ("toy.test", .int(30)), ("toy.perturbation", .double(1)),
        ("inpainting.evaluation.samples", .int(20)), ("inpainting.evaluation.shifts", .list([.double(0.1)])),
        ("inpainting.problem.lambda", .double(0.1)), ("inpainting.likelihood.shrinkages", .list([.double(0.1)])),
    ])
    func whatIsEvaluatedTrainsNothingAnew(name: String, value: SettingValue) throws {
        let changed = try changed((name, value))
        #expect(changed.contains { $0.contains("/evaluate/") })
        #expect(changed.allSatisfy { $0.contains("/evaluate/") || $0 == "sparse/ood" })
    }

    @Test func trainingSettingsLeaveTheLabels() throws {
        let changed = try changed(("sparse.training.steps", .int(7)))
        #expect(changed.isDisjoint(with: ["data/sparse", "sparse/labels", "sparse/ood", "toy/evaluate/seed-1"]))
        #expect(changed.isDisjoint(with: ["sparse/evaluate/ista/seed-0", "sparse/evaluate/ridge/seed-0"]))
        #expect(changed.isSuperset(of: ["sparse/train/standard/seed-1", "sparse/evaluate/standard/seed-1"]))
    }

    @Test func aStudysSettingsLeaveTheOthers() throws {
        #expect(try changed(("inpainting.data.side", .int(16))).allSatisfy { $0.contains("inpainting") })
        #expect(try changed(("sparse.data.side", .int(8))).allSatisfy { $0.contains("sparse") })
        let trained = try changed(("inpainting.training.steps", .int(7)))
        #expect(trained.isDisjoint(with: ["data/inpainting", "inpainting/flow"]))
        #expect(trained.filter { $0.contains("/seed-0") }.isEmpty)
        #expect(trained.count == 2 * (4 + InpaintingVariant.ablations.count))
        let reference = try changed(("inpainting.likelihood.steps", .int(7)))
        #expect(reference.isSuperset(of: ["inpainting/flow", "inpainting/evaluate/ablation-glow/seed-1"]))
        #expect(reference.filter { $0.contains("/train/") }.isEmpty)
    }

    /// An ablation is trained anew only where its own networks change.
    @Test func whatAnAblationSetsItselfDoesNotChangeIt() throws {
        let changed = try changed(("inpainting.flow.squeeze", .string("pixel")))
        #expect(!changed.contains("inpainting/train/ablation-pixel/seed-1"))
        #expect(!changed.contains("inpainting/train/ablation-glow/seed-1"))
        #expect(changed.contains("inpainting/train/ablation-half/seed-1"))
        #expect(changed.contains("inpainting/train/constrained/seed-1"))
    }

    /// Each study reads the images of its own folder.
    @Test func anotherFolderForOneStudy() throws {
        let other = try MadeUpImages(10, seed: 2)
        let changed = try changed(("inpainting.data.directory", .string(other.url.path)))
        #expect(changed == Set(try keys().keys.filter { $0.contains("inpainting") }))
    }

    @Test func moreSeedsKeepTheFirst() throws {
        let (one, three) = (try keys(("run.seeds", .int(1))), try keys(("run.seeds", .int(3))))
        for (name, key) in one { #expect(three[name] == key, "\(name)") }
    }

    @Test func theFoldersPlaceIsOfNoMatterAndItsContentIs() throws {
        let (moved, other) = (try MadeUpImages(10), try MadeUpImages(10, seed: 2))
        let here = try keys()
        #expect(try keys(of: Studies.graph(moved.settings())) == here)
        let elsewhere = try keys(of: Studies.graph(other.settings()))
        for (name, key) in here { #expect((elsewhere[name] != key) == !name.hasPrefix("toy/"), "\(name)") }
    }

    private struct Unchanged: Error { let name: String }

    /// Where they take effect: the number of stages; when checkpoints are written; the fingerprint of the images.
    private static let inNoKey =
        ["run.seeds", "run.checkpoint-every"]
        + DataAssignments.studies.flatMap { ["\($0).data.directory", "\($0).data.source"] }

    @Test(arguments: Setting.all.map(\.name).filter { !inNoKey.contains($0) })
    func everySettingIsInAKey(name: String) throws {
        let setting = try #require(Setting.all.first { $0.name == name })
        let other: SettingValue
        switch setting.fallback {
        case .int(let value): other = .int(value == 1_000 || value == 512 ? value - 1 : value + 1)
        case .double(let value): other = .double(value == 0 ? 0.5 : value * 0.75)
        case .list(let values): other = .list(values.dropLast() + [.double(0.0123)])
        case .bool(let value): other = .bool(!value)
        case .string(let value):
            guard case .choice(let words) = setting.allowed else { throw Unchanged(name: name) }
            other = .string(try #require(words.first { $0 != value }))
        }
        // Sides halve with every level, and a shared flow does not open level by level.
        let isSide = name == "inpainting.data.side"
        let plain = ("inpainting.network.coarse-to-fine", SettingValue.bool(false))
        let base = name == "inpainting.network.shared-flow" ? [plain] : []
        let before = try keys(of: Studies.graph(images.settings(base)))
        let after = try keys(of: Studies.graph(images.settings(base + [(name, isSide ? .int(16) : other)])))
        #expect(before != after)
    }

    @Test func missingImagesAreFoundBeforeAnyStage() throws {
        let settings = try images.settings([("sparse.data.directory", .string("/nonexistent"))])
        #expect(throws: (any Error).self) { try Studies.graph(settings) }
    }
}
