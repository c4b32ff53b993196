import Bench
import Foundation
import Optimizees
import Stages
import Tensors
import Unrolled

extension SparseCodingStudy {
    var evaluationSettings: StageSettings {
        settings.evaluation.stageSettings + settings.noise.only(\.form) + settings.constraint.only(\.epsilon)
            + settings.common.only(\.seed)
    }
    func testInputs(draw: Int) -> [String] {
        [names.data(draw: draw)] + [labels, shifted].map { StageNames.drawn($0, draw) }
    }

    /// `sparse/evaluate/<recipe>/seed-<s>`: a trained network on the test images of its draw, layer by layer; on shifted
    /// ones; and under noise between its layers.
    func evaluationStage(_ method: TrainedMethod, seed: Int) throws -> Stage {
        let (training, draw) = (names.training(method.id, seed), settings.common.draw(ofSeed: seed))
        let own = try settings.changing(method.recipe.changes, place: method.id)
        let passes = Double(settings.evaluation.samples) / Double(settings.training.optimiser.batch)
        return .numerical(
            name: names.evaluation(method.id, seed),
            settings: evaluationSettings + own.network.only(\.startDeviation),
            inputs: testInputs(draw: draw) + [training], codeVersion: 3, work: passes * 6 * updateSeconds,
            mayDiverge: method.mayDiverge
        ) { context in
            let network = try ListaFile.load(context.folder(training).path("weights.safetensors"))
            let test = try LassoTest(study: self, draw: draw, context: context)
            let streams = settings.common.streamSeed(seed)
            let start = testStarts(seed: seed, deviation: own.network.startDeviation)
            let check = { try context.checkInterruption() }
            try test.writeTables(
                of: .network(network, from: start, workers: context.workers), to: context.results, check: check)
            try test.writeNoiseSweep(
                network, from: start, settings, seed: streams, to: context.results, workers: context.workers,
                check: check)
        }
    }

    /// y_0 ~ N(0, s²·I) of the test images, (n, d), the same for shifted ones: those of a seed, with the deviation s.
    func testStarts(seed: Int, deviation: Double) -> Matrix<Float> {
        RandomStream(seed: settings.common.streamSeed(seed), name: "test/initial").normal(
            rows: settings.evaluation.samples, columns: dimension, standardDeviation: deviation)
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

    /// `sparse/evaluate/<reference>/draw-<k>`: the same tables as a network's.
    func referenceStage(_ reference: Reference, draw: Int) -> Stage {
        .numerical(
            name: names.evaluation(reference.rawValue, draw: draw),
            settings: evaluationSettings + settings.network.only(\.layers), inputs: testInputs(draw: draw),
            codeVersion: 2, work: 1
        ) { context in
            let test = try LassoTest(study: self, draw: draw, context: context)
            let method = try method(reference, draw: draw, context)
            try test.writeTables(of: method, to: context.results) { try context.checkInterruption() }
        }
    }

    private func method(_ reference: Reference, draw: Int, _ context: StageContext) throws -> Method {
        let labels = try context.folder(StageNames.drawn(labels, draw))
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
            let data = try context.folder(names.data(draw: draw))
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
