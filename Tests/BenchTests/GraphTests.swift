import Support
import Bench
import Tensors
import Foundation
import InpaintingExperiment
import SparseCodingExperiment
import Stages
import Testing
import ToyExperiment

/// Which stages there are, and when a study's images are read.
@Suite struct GraphTests {
    private let images: MadeUpImages
    private let store = Store(
        FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString)"))

    init() throws { images = try MadeUpImages(90) }

    @Test func theRecipesAndTheReferences() throws {
        let recipes = [
            "standard", "standard-noisy", "constrained", "constrained-quiet", "constrained-from-2",
            "constrained-strong", "incremental", "layerwise", "standard-ista", "near-start",
            "near-start-from-2", "epsilon-0.01", "epsilon-0.1",
            "epsilon-0.4",
        ]
        let study = try SparseCodingStudy(
            images.settings().view(SparseCodingStudy.declarations), images: ImageLibrary())
        #expect(study.methods.map(\.id) == recipes)
        let names = Set(try images.keys([("run.seeds", 2)]).keys)
        for seed in 1...2 {
            for id in recipes {
                #expect(names.contains("sparse/train/\(id)/seed-\(seed)"))
                #expect(names.contains("sparse/evaluate/\(id)/seed-\(seed)"))
            }
            for id in ["standard", "standard-noisy", "constrained", "constrained-quiet"] {
                #expect(names.contains("toy/train/\(id)/seed-\(seed)"))
            }
            #expect(names.contains("toy/evaluate/seed-\(seed)"))
        }
        for id in ["ista", "ista-long", "fista", "fista-long", "ridge", "zero"] {
            for draw in 1...2 { #expect(names.contains("sparse/evaluate/\(id)/draw-\(draw)")) }
        }
        #expect(names.isSuperset(of: ["study/toy", "study/sparse"]))
        let steps = (1...2).flatMap { seed in
            ["learned", "learned-worst-case", "learned-periodic"].map { "steps/train/\($0)/seed-\(seed)" }
                + ["steps/evaluate/seed-\(seed)"]
        }
        #expect(names.filter { $0.hasPrefix("steps/") || $0 == "study/steps" } == Set(steps + ["study/steps"]))
        #expect(
            names.filter { $0.contains("recovery") }
                == Set(
                    ["recovery/evaluate/seed-1", "recovery/evaluate/seed-2", "study/recovery"]
                        + ["tied-lista-cp", "tied-lista", "one-threshold"].flatMap { id in
                            (1...2).map { "recovery/train/\(id)/seed-\($0)" }
                        }))
        expectTheory(names)
        let convergent = names.filter { $0.contains("convergent") }
        // Eight networks twice, four of them with (CII) once; with the tail, an evaluation more for each seed.
        #expect(convergent.count == 1 + 2 * (2 * 8 + 1) + 2 * 4 && convergent.contains("convergent/train/firm/seed-2"))
        #expect(convergent.contains("convergent/evaluate/free-tail/seed-2"))
        #expect(!convergent.contains("convergent/train/firm-descent/seed-2"))
        let oamp = names.filter { $0.hasPrefix("oamp/") || $0 == "study/oamp" }
        // Three networks for two numbers of scenes, six for one, one with a penalty, one with (CII); ALISTA again with a safeguard;
        // 27 answers without training, checkpoints, and a choice of a rate for each of nine networks.
        #expect(oamp.count == 1 + 9 + 2 * (2 * 18 + 1 + 27 + 1), "\(oamp.count)")
        #expect(oamp.contains { $0.hasPrefix("oamp/evaluate/alista-safeguarded-") && $0.hasSuffix("/seed-2") })
        #expect(oamp.contains { $0.hasPrefix("oamp/train/tied-descent-") && $0.hasSuffix("/seed-2") })
        #expect(names.filter { $0.contains("landscape") }.count == 1 + 5 * 2)
        // Three kinds at five depths, two with a certificate, four that contract.
        let generalisation = names.filter { $0.contains("generalisation") }
        #expect(generalisation.count == 1 + 2 * 2 * (3 * 5 + 2 + 4))
        #expect(generalisation.contains("generalisation/evaluate/lista-cp-tied-8/seed-2"))
        let others = names.filter { name in
            ![
                "inpainting", "steps", "recovery", "gaussian", "theory", "convergent", "oamp", "landscape",
                "generalisation",
            ].contains(
                where: name.contains)
        }
        #expect(others.count == 2 + 2 * 4 + 9 + 4 + 2 * (14 + 14 + 4 + 1) + 2 * 6)
        let third = try images.keys([("run.seeds", 3)]).keys
        #expect(third.contains("sparse/train/constrained/seed-3") && !third.contains("sparse/train/epsilon-0.1/seed-3"))
        let fixed = try images.keys([("sparse.training.candidates", 1), ("toy.candidates", 1)]).keys
        #expect(!fixed.contains { $0.hasPrefix("sparse/rate") || $0.hasPrefix("toy/rate") })
    }

    /// Four networks and one for each smaller N with every seed, and one that is trained thirty times.
    private func expectTheory(_ names: Set<String>) {
        let networks = ["standard", "constrained-gradient", "constrained-distance", "constrained-subgradient"]
        let trained =
            (networks + ["samples-128", "samples-512", "samples-2048"]).flatMap { id in
                (1...2).map { "\(id)/seed-\($0)" }
            }
            + (1...30).map { "retrained/seed-\($0)" }
        let wanted =
            trained.flatMap { ["theory/train/\($0)", "theory/evaluate/\($0)"] }
            + (1...2).flatMap { ["theory/problem/draw-\($0)", "theory/distance/draw-\($0)"] }
        #expect(names.filter { $0.contains("theory") } == Set(wanted + ["study/theory"]))
    }

    /// The 2×2 with every seed, ablations with one, references on every draw, but for those of the one flow.
    @Test func theInpaintingStudysStages() throws {
        let crossed = ["standard", "standard-noisy", "constrained-quiet", "constrained", "gated", "gated-standard"]
        let ablations = [
            "difference", "normalised", "decline", "coarse", "shared", "haar", "quarter", "swap", "gate", "unbounded",
            "additive", "frozen", "seeing", "authors", "authors-standard",
        ]
        let references = ["mean", "harmonic", "biharmonic", "ridge", "flow-prox", "flow-prox-long"]
        var wanted: Set = [
            "study/inpainting", "data/inpainting/draw-1", "data/inpainting/draw-2", "inpainting/flow",
        ]
        for kind in ["train", "evaluate"] {
            for id in crossed { for seed in 1...2 { wanted.insert("inpainting/\(kind)/\(id)/seed-\(seed)") } }
            for id in ablations { wanted.insert("inpainting/\(kind)/ablation-\(id)/seed-1") }
        }
        for id in crossed { wanted.insert("inpainting/rate/\(id)") }
        for id in references {
            wanted.insert("inpainting/evaluate/\(id)/draw-1")
            if !id.hasPrefix("flow") { wanted.insert("inpainting/evaluate/\(id)/draw-2") }
        }
        let names = try images.keys([("run.seeds", 2)]).keys.filter { $0.contains("inpainting") }
        #expect(Set(names) == wanted)
        let few = try images.keys([("inpainting.training.ablations", false)]).keys
        #expect(!few.contains { $0.contains("ablation") } && few.contains("inpainting/train/standard/seed-1"))
    }

    /// Seeds take the draws in turn, and read the data, labels and tests of theirs alone.
    @Test func aSeedSeesItsDraw() throws {
        let graph = try Studies.graph(images.settings([("run.seeds", 5), ("run.draws", 2)]))
        let stages = Dictionary(uniqueKeysWithValues: graph.stages.map { ($0.name, $0) })
        func draws(_ stage: String) throws -> Set<Substring> {
            Set(
                try #require(stages[stage]).inputs.compactMap {
                    $0.split(separator: "/").last { $0.hasPrefix("draw-") }
                })
        }
        for (seed, draw) in zip(1...5, [1, 2, 1, 2, 1]) {
            for study in ["sparse", "inpainting"] {
                for kind in ["train", "evaluate"] {
                    #expect(
                        try draws("\(study)/\(kind)/constrained/seed-\(seed)") == ["draw-\(draw)"], "\(study) \(seed)")
                }
            }
            for stage in ["toy/train/standard/seed-\(seed)", "toy/evaluate/seed-\(seed)"] {
                #expect(stages[stage]?.settings["toy.draw"] == .int(draw))
            }
        }
        #expect(try draws("sparse/evaluate/ridge/draw-2") == ["draw-2"] && draws("sparse/ood/draw-2") == ["draw-2"])
        #expect(stages["data/sparse/draw-3"] == nil)
    }

    @Test func missingImagesAreFoundBeforeAnyStage() throws {
        for study in ["sparse", "inpainting"] {
            let settings = try images.settings([("\(study).data.directory", "/nonexistent")])
            let error = #expect(throws: DataError.self) { try Studies.graph(settings) }
            #expect(error?.description.contains("/nonexistent") == true)
        }
    }

    /// A study that nobody wants needs no images.
    @Test func studiesAreBuiltByNeed() throws {
        let settings = try images.settings([
            ("sparse.data.directory", "/nonexistent"), ("inpainting.data.directory", "/nonexistent"),
            ("inpainting.data.hole", 32),
        ])
        let toy = try StudyGraph(settings, studies: [ToyStudy.self])
        #expect(toy.graph.stages.allSatisfy { $0.name.contains("toy") })
        #expect(toy.graph.stages.contains { $0.name == "toy/evaluate/seed-1" })
        try toy.checkImages(targets: nil, store: store)
    }

    /// Two studies of the same images fingerprint their files once: the second does so when they are gone.
    @Test func aLibraryReadsFilesOnce() throws {
        let (settings, library) = (try images.settings(), ImageLibrary())
        _ = try StudyGraph(settings, studies: [SparseCodingStudy.self], images: library)
        try FileManager.default.removeItem(at: images.url)
        let second = try StudyGraph(settings, studies: [InpaintingStudy.self], images: library)
        #expect(second.graph.stages.contains { $0.name == "data/inpainting/draw-1" })
        #expect(throws: DataError.self) { try StudyGraph(settings, studies: [InpaintingStudy.self]) }
    }

    /// What was read for the check before a run is not read again by the stage.
    @Test func imagesThatWereCheckedAreKept() throws {
        let settings = try images.settings(StudyRun.small)
        let sparse = try StudyGraph(settings, studies: [SparseCodingStudy.self])
        try sparse.checkImages(targets: ["data/sparse/draw-1"], store: store)
        try FileManager.default.removeItem(at: images.url)
        #expect(throws: DataError.self) { try StudyGraph(settings, studies: [SparseCodingStudy.self]) }
        defer { try? FileManager.default.removeItem(at: store.root) }
        let summary = try GraphRunner.run(sparse.graph, targets: ["data/sparse/draw-1"], store: store)
        #expect(summary.exitCode == 0, "\(summary.stages.map(\.reason))")
    }
}
