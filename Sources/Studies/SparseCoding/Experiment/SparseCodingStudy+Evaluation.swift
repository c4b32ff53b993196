import Bench
import Foundation
import Optimizees
import Stages
import Tensors
import Unrolled

extension SparseCodingStudy {
    private var evaluationSettings: StageSettings {
        settings.evaluation.stageSettings + settings.noise.only(\.form) + settings.constraint.only(\.epsilon)
            + settings.common.only(\.seed)
    }
    private static let testInputs = [names.data, labels, shifted]

    /// `sparse/evaluate/<recipe>/seed-<s>`: a trained network on the test images, layer by layer; on shifted ones; and
    /// under noise between its layers.
    func evaluationStage(_ method: TrainedMethod, seed: Int) -> Stage {
        let training = Self.names.training(method.id, seed)
        let passes = Double(settings.evaluation.samples) / Double(settings.training.optimiser.batch)
        return .numerical(
            name: Self.names.evaluation(method.id, seed), settings: evaluationSettings,
            inputs: Self.testInputs + [training], work: passes * 6 * updateSeconds
        ) { context in
            let network = try ListaFile.load(context.folder(training).path("weights.safetensors"))
            let test = try LassoTest(study: self, context: context)
            let streams = settings.common.streamSeed(seed)
            let start: Matrix<Float> = RandomStream(seed: streams, name: "test/initial").normal(
                rows: test.truth.inputs.rows, columns: network.dimension)
            let check = { try context.checkInterruption() }
            try test.writeTables(
                of: .network(network, from: start, workers: context.workers), to: context.results, check: check)
            try test.writeNoiseSweep(
                network, from: start, settings, seed: streams, to: context.results, workers: context.workers,
                check: check)
        }
    }

    /// The classical answers beside every network. All start from zero.
    enum Reference: String, CaseIterable {
        /// The zero vector.
        case zero
        /// Ridge regression of y* on x, its strength chosen on validation.
        case ridge
        /// ISTA, eq. (14), and FISTA with restart, for as many iterations as the networks have layers.
        case ista, fista
        /// The same for ten times as many.
        case istaLong = "ista-long", fistaLong = "fista-long"

        /// What the report has to know of it; networks have L layers.
        func described(layers: Int) -> ReferenceMethod {
            let (few, many) = (layers, 10 * layers)
            return switch self {
            case .zero: .init(self, label: "zero vector", legend: "Zero vector", "trivial", 1)
            case .ridge: .init(self, label: "ridge regression", legend: "Ridge regression", "trivial", 0)
            case .ista:
                .init(self, label: "ISTA, \(few) steps", legend: "ISTA, \(few) steps", "classical", 0, layers: few)
            case .fista:
                .init(self, label: "FISTA, \(few) steps", legend: "FISTA, \(few) steps", "classical", 2, layers: few)
            case .istaLong:
                .init(self, label: "ISTA, \(many) steps", legend: "ISTA, \(many) steps", "classical", 1, layers: many)
            case .fistaLong:
                .init(self, label: "FISTA, \(many) steps", legend: "FISTA, \(many) steps", "classical", 3, layers: many)
            }
        }
    }

    /// `sparse/evaluate/<reference>/seed-0`: the same tables as a network's.
    func referenceStage(_ reference: Reference) -> Stage {
        .numerical(
            name: Self.names.evaluation(reference.rawValue, 0),
            settings: evaluationSettings + settings.network.stageSettings, inputs: Self.testInputs, work: 1
        ) { context in
            let test = try LassoTest(study: self, context: context)
            let method = try method(reference, context)
            try test.writeTables(of: method, to: context.results) { try context.checkInterruption() }
        }
    }

    private func method(_ reference: Reference, _ context: StageContext) throws -> Method {
        let labels = try context.folder(Self.labels)
        let problem = try lassoProblem(labels)
        func zeros(_ x: Matrix<Float>) -> Matrix<Float> { Matrix(rows: x.rows, columns: dimension) }
        /// The iterates of a layer's number each, or of every tenth.
        func iterates(_ solver: some LassoIteration, every: Int) -> Method {
            let chosen = (0...layerCount).map { every * $0 }
            return Method { x in
                Iterates(
                    layers: chosen,
                    outputs: try solver.iterates(x, from: zeros(x), at: chosen, workers: context.workers))
            }
        }
        switch reference {
        case .ista: return iterates(ISTA(problem: problem), every: 1)
        case .istaLong: return iterates(ISTA(problem: problem), every: 10)
        case .fista: return iterates(FISTA(problem: problem), every: 1)
        case .fistaLong: return iterates(FISTA(problem: problem), every: 10)
        case .ridge:
            let data = try context.folder(Self.names.data)
            let (ridge, _) = try RidgeRegression.choose(
                (-6...2).map { pow(10, Double($0)) },
                train: (x: try data.matrix("train.npy"), y: try labels.matrix("train.npy")),
                validation: (x: try data.matrix("validation.npy"), y: try labels.matrix("validation.npy")))
            try context.results.write([("strength", ridge.strength)], "summary.csv")
            return .answer(layer: layerCount) { ridge.predict($0) }
        case .zero: return .answer(layer: layerCount, zeros)
        }
    }
}
