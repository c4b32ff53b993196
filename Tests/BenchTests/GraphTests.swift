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

    @Test func theTenRecipesAndTheReferences() throws {
        let recipes = [
            "standard", "standard-noisy", "constrained", "constrained-quiet", "constrained-from-2",
            "constrained-strong", "incremental", "layerwise", "standard-slow", "standard-ista",
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
            #expect(names.contains("sparse/evaluate/\(id)/seed-0"))
        }
        #expect(names.isSuperset(of: ["study/toy", "study/sparse"]))
        #expect(names.filter { !$0.contains("inpainting") }.count == 2 + 5 + 2 * (10 + 10 + 4 + 1) + 6)
    }

    /// The 2×2 with every seed, ablations with one, references with none.
    @Test func theInpaintingStudysStages() throws {
        let crossed = ["standard", "standard-noisy", "constrained-quiet", "constrained"]
        let ablations = [
            "difference", "normalised", "decline", "fine", "shared", "pixel", "half", "rotation", "ungated",
            "unbounded", "additive", "shift", "blind", "glow", "authors", "authors-standard",
        ]
        let references = ["mean", "harmonic", "biharmonic", "ridge", "flow-prox", "flow-prox-long"]
        var wanted: Set = ["study/inpainting", "data/inpainting", "inpainting/flow"]
        for kind in ["train", "evaluate"] {
            for id in crossed { for seed in 1...2 { wanted.insert("inpainting/\(kind)/\(id)/seed-\(seed)") } }
            for id in ablations { wanted.insert("inpainting/\(kind)/ablation-\(id)/seed-1") }
        }
        for id in references { wanted.insert("inpainting/evaluate/\(id)/seed-0") }
        let names = try images.keys([("run.seeds", 2)]).keys.filter { $0.contains("inpainting") }
        #expect(Set(names) == wanted)
        let few = try images.keys([("inpainting.training.ablations", false)]).keys
        #expect(!few.contains { $0.contains("ablation") } && few.contains("inpainting/train/standard/seed-1"))
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
        #expect(second.graph.stages.contains { $0.name == "data/inpainting" })
        #expect(throws: DataError.self) { try StudyGraph(settings, studies: [InpaintingStudy.self]) }
    }

    /// What was read for the check before a run is not read again by the stage.
    @Test func imagesThatWereCheckedAreKept() throws {
        let settings = try images.settings(StudyRun.small)
        let sparse = try StudyGraph(settings, studies: [SparseCodingStudy.self])
        try sparse.checkImages(targets: ["data/sparse"], store: store)
        try FileManager.default.removeItem(at: images.url)
        #expect(throws: DataError.self) { try StudyGraph(settings, studies: [SparseCodingStudy.self]) }
        defer { try? FileManager.default.removeItem(at: store.root) }
        let summary = try GraphRunner.run(sparse.graph, targets: ["data/sparse"], store: store)
        #expect(summary.exitCode == 0, "\(summary.stages.map(\.reason))")
    }
}
