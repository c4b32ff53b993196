import Bench
import ConvergentExperiment
import DescentTheoryExperiment
import Foundation
import GaussianExperiment
import GeneralisationExperiment
import InpaintingExperiment
import MessagePassingExperiment
import LandscapeExperiment
import RecoveryExperiment
import SparseCodingExperiment
import Stages
import StepsExperiment
import Tensors
import Testing
import ToyExperiment

/// The studies that there are.
enum Studies {
    static let all: [any Study.Type] = [
        ToyStudy.self, SparseCodingStudy.self, InpaintingStudy.self, StepsStudy.self,
        RecoveryStudy.self, GaussianStudy.self, DescentTheoryStudy.self, ConvergentStudy.self,
        OAMPStudy.self,
        LandscapeStudy.self,
        GeneralisationStudy.self,
    ]
    static let schema = StudyGraph.schema(all)

    /// The stages of all of them, once the settings were checked.
    static func graph(_ settings: RunSettings) throws -> StageGraph {
        try StudyGraph.check(settings, all)
        return try StudyGraph(settings, studies: all).graph
    }

    /// Settings from values, each over those before it.
    static func settings(_ values: [(String, SettingValue)], place: String = "test") throws -> RunSettings {
        try RunSettings(
            profile: "test", schema: schema,
            sources: values.map { .init(place: place, values: [(name: $0.0, value: $0.1)]) })
    }
}

/// What a graph made of some settings, in a folder of its own.
struct StudyRun {
    let folder: URL
    let store: Store
    let graph: StageGraph
    private(set) var summary: RunSummary

    /// - Parameter targets: names of stages, or what they begin with; nil for all.
    init(_ settings: RunSettings, targets: [String]? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID().uuidString)")
        store = Store(folder.appendingPathComponent("store"))
        graph = try Studies.graph(settings)
        summary = try Self.run(graph, targets, store)
    }

    /// Makes more of the same graph, as far as it is not done.
    mutating func go(on targets: [String]) throws { summary = try Self.run(graph, targets, store) }

    private static func run(_ graph: StageGraph, _ targets: [String]?, _ store: Store) throws -> RunSummary {
        let names = targets.map { targets in
            graph.stages.map(\.name).filter { name in targets.contains { name.hasPrefix($0) } }
        }
        return try GraphRunner.run(graph, targets: names, store: store, threads: 2)
    }

    func file(_ name: String, of stage: String) throws -> URL {
        store.directory(name: stage, key: try graph.key(of: stage)).appendingPathComponent(name)
    }

    func table(_ name: String, of stage: String) throws -> Table {
        try Table(contentsOf: try file(name, of: stage))
    }

    func matrix(_ name: String, of stage: String) throws -> Matrix<Float> {
        try NPY.read(try file(name, of: stage).path)
    }

    /// What did not end well, for comments.
    var trouble: [String] {
        summary.stages.filter { !$0.state.isFinished }.map { "\($0.name): \($0.state.rawValue): \($0.reason)" }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// All studies in seconds: for images of 28×28, 90 to learn from.
    static let small: [(String, SettingValue)] =
        [
            ("sparse.data.side", 4), ("sparse.data.train", 60), ("sparse.data.validation", 20),
            ("sparse.data.test", 20),
            ("sparse.problem.atoms", 12), ("sparse.network.layers", 3), ("sparse.training.steps", 20),
            ("sparse.training.batch", 16), ("sparse.training.candidates", 1), ("toy.candidates", 1),
            ("inpainting.training.candidates", 1), ("sparse.training.validation-samples", 15),
            ("sparse.evaluation.samples", 12),
            ("toy.steps", 5), ("toy.samples", 64), ("toy.batch", 16), ("toy.test", 10), ("toy.layers", 4),
            ("inpainting.data.side", 8), ("inpainting.data.train", 60), ("inpainting.data.validation", 20),
            ("inpainting.data.test", 20), ("inpainting.flow.levels", 2), ("inpainting.flow.steps", 1),
            ("inpainting.flow.hidden", 4), ("inpainting.flow.start-images", 30), ("inpainting.network.layers", 3),
            ("inpainting.training.steps", 12), ("inpainting.training.batch", 6),
            ("inpainting.training.validate-every", 5), ("inpainting.training.validation-samples", 10),
            ("inpainting.likelihood.levels", 2), ("inpainting.likelihood.flow-steps", 1),
            ("inpainting.likelihood.hidden", 4), ("inpainting.likelihood.steps", 10),
            ("inpainting.likelihood.batch", 8), ("inpainting.evaluation.samples", 12), ("steps.updates", 20),
            ("steps.eigenvalues", 12), ("steps.wishart.dimension", 8), ("steps.wishart.samples", 20),
            ("steps.instances", 10),
            ("recovery.order", 2), ("recovery.layers", 6), ("recovery.signals", 5), ("recovery.sweep.signals", 5),
            ("recovery.supports", 5), ("recovery.starts", 1), ("recovery.field.rows", 12),
            ("recovery.field.columns", 24), ("recovery.field.sparsity", 4),
            ("recovery.training.steps", 5), ("recovery.training.layers", 3),
            ("gaussian.rows", 8), ("gaussian.columns", 16), ("gaussian.layers", 3), ("gaussian.batch", 8),
            ("gaussian.validation", 8), ("gaussian.test", 10), ("gaussian.scalar-steps", 6),
            ("gaussian.matrix-steps", 6), ("gaussian.scalars.candidates", 1), ("gaussian.matrices.candidates", 1),
            ("gaussian.safeguard.iterations", 5), ("gaussian.safeguard.signals", 4),
            ("theory.problem.inputs", 6), ("theory.problem.atoms", 8), ("theory.samples.train", 40),
            ("theory.samples.certification", 20), ("theory.samples.test", 20), ("theory.samples.sizes", 20),
            ("theory.samples.retrainings", 2), ("theory.network.layers", 3), ("theory.training.steps", 10),
            ("theory.training.batch", 16), ("theory.training.validation-samples", 10),
            ("theory.evaluation.lipschitz-samples", 10),
            ("convergent.side", 4), ("convergent.layers", 3), ("convergent.channels", 2), ("convergent.samples", 20),
            ("convergent.training.steps", 5), ("convergent.training.batch", 4),
            ("convergent.training.validate-every", 5), ("convergent.training.validation-samples", 4),
            ("convergent.evaluation.iterations", 12), ("convergent.evaluation.signals", 3),
            ("convergent.evaluation.draws", 1), ("convergent.evaluation.points", 1),
            ("oamp.side", 4), ("oamp.layers", 3), ("oamp.channels", 2), ("oamp.unet-channels", 2),
            ("oamp.training.steps", 4), ("oamp.training.batch", 4), ("oamp.training.validate-every", 2),
            ("oamp.training.validation-samples", 4), ("oamp.training.candidates", 1), ("oamp.evaluation.scenes", 4),
            ("oamp.evaluation.watched", 3), ("oamp.evaluation.draws", 2), ("oamp.evaluation.depth", 5),
            ("oamp.checkpoints.repeats", 1),
            ("landscape.dimension", 6), ("landscape.measurements", 4), ("landscape.layers", 3), ("landscape.shown", 2),
            ("landscape.test", 10), ("landscape.steps", 12), ("landscape.spectra.every", 5),
            ("generalisation.rows", 6), ("generalisation.columns", 12), ("generalisation.training.steps", 6),
            ("generalisation.training.batch", 8), ("generalisation.training.validation", 8),
            ("generalisation.test", 20), ("generalisation.points", 2), ("generalisation.contraction.layers", 3),
            ("generalisation.contraction.samples", 16), ("generalisation.certificate.layers", 2),
            ("generalisation.certificate.draws", 20),
        ].map { ($0.0, .int($0.1)) } + [
            ("sparse.training.rates", .double(3e-3)),
            ("sparse.evaluation.shifts", .list([.double(0.2), .double(0.4)])),
            ("sparse.evaluation.noise", .double(0.5)),
            ("inpainting.evaluation.shifts", .list([.double(0), .double(0.3)])),
            ("inpainting.likelihood.shrinkages", .list([.double(0.1), .double(0.3)])),
            ("oamp.samples", .list([4, 8])), ("oamp.checkpoints.layers", .list([2, 3])),
            ("oamp.checkpoints.every", .list([1, 2])),
            ("oamp.evaluation.errors", .list([.double(1e-3), .double(0.01)])),
            ("steps.layers", .list([2, 4])), ("steps.conditions", .double(10)),
            ("recovery.sparsities", .list([1, 2, 3])), ("landscape.samples", .list([2, 3])),
            ("generalisation.layers", .list([1, 3])), ("generalisation.samples", .list([8, 32])),
            ("generalisation.contraction.products", .list([1, .double(0.1)])),
            ("generalisation.certificate.samples", .list([16, 40])),
            ("theory.problem.density", .double(0.4)), ("theory.problem.alpha", .double(0.05)),
            ("theory.evaluation.shifts", .list([.double(0.1), .double(0.3)])),
        ]
}

/// One small inpainting study that several tests look at: two networks, and an answer of each kind beside them.
enum InpaintingRun {
    /// The size of an image, of its hole, and the pixels of the hole.
    static let (side, hole) = (8, 2...4)
    static let hidden = (0..<64).filter { hole.contains($0 % 8) && hole.contains($0 / 8) }
    /// ε, so large that the constraints bind.
    static let epsilon = 0.4
    /// How many test images there are.
    static let samples = 12

    static let whole: Result<StudyRun, any Error> = Result {
        let images = try MadeUpImages(90)
        let names = ["constrained", "standard", "mean", "ridge", "flow-prox", "flow-prox-long"]
        let run = try StudyRun(
            try images.settings(StudyRun.small + [("inpainting.constraint.epsilon", .double(epsilon))]),
            targets: names.map { "inpainting/evaluate/\($0)/" })
        atexit { try? InpaintingRun.whole.get().remove() }
        return run
    }
}

/// Numbers that differ by rounding alone.
func expectClose(_ a: Double, _ b: Double, _ what: String) {
    #expect(abs(a - b) <= 1e-5 * max(abs(a), abs(b), 1e-3), "\(what): \(a), \(b)")
}
