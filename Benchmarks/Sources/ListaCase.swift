import Descent
import Foundation
import Optimizees
import Tensors
import Unrolled

/// The training that is timed: p = 1024, d = 1228, L = 10, distance to the optimum as a `difference` constraint on
/// every layer with duals that are not zero; no clipping, no layer noise. Inputs and optima are random numbers: what a
/// step costs does not depend on them.
struct ListaCase: StepCase {
    let inputDimension = 1024
    let dimension = 1228
    let layers = 10
    let epsilon = 0.05
    let rate = 1e-4
    let dual = 0.05
    let dualRate = 1e-4
    let seed: UInt64 = 7
    let batch: Int
    let data: Batch<Float>

    init(batch: Int, samples: Int = 2048) {
        self.batch = batch
        data = Batch(
            inputs: RandomStream(seed: seed, name: "benchmark/x").normal(rows: samples, columns: inputDimension),
            optima: RandomStream(seed: seed, name: "benchmark/y").normal(
                rows: samples, columns: dimension, standardDeviation: 0.3))
    }

    /// Multiplications and additions of a step's products: forward, backward through layers 2…L, and the gradients.
    var operations: Double {
        let (p, d, l) = (Double(inputDimension), Double(dimension), Double(layers))
        return 2 * Double(batch) * d * (2 * l * p + (3 * l - 1) * d)
    }

    /// Bytes that a step cannot avoid moving with parameters larger than the caches: read by the forward pass, D_e
    /// again by the backward pass, and by Adam weights and moments read and written.
    var traffic: Double {
        let (p, d, l) = (Double(inputDimension), Double(dimension), Double(layers))
        let parameters = l * d * (p + d + 1)
        return 4 * (parameters + (l - 1) * d * d + 6 * parameters)
    }

    func makeNetwork() -> Lista<Float> {
        let network = Lista<Float>(layerCount: layers, inputDimension: inputDimension, dimension: dimension)
        network.initialiseAtRandom(deviation: 0.02, seed: seed)
        for layer in 1...layers { network.threshold(layer).fill(0.05) }
        return network
    }

    func makeTrainer(threads: Int) -> Trainer<Lista<Float>> { makeTrainer(threads: threads, clip: nil, noise: false) }

    func makeTrainer(threads: Int, clip: Double?, noise: Bool) -> Trainer<Lista<Float>> {
        let trainer = Trainer(
            network: makeNetwork(),
            problem: Lasso<Float>(
                dictionary: RandomStream(seed: seed, name: "benchmark/D").normal(
                    rows: inputDimension, columns: dimension), alpha: 0.5),
            lagrangian: Lagrangian(
                loss: .supervised(unit: 1),
                constraint: DescentConstraint(
                    measure: DistanceToOptimum(), form: .difference, epsilon: epsilon, layers: 1...layers)),
            settings: TrainingSettings(
                steps: 1 << 20, batchSize: batch, learningRate: LearningRate(base: rate, warmUp: 0, finalShare: 1),
                clip: clip, dualRate: dualRate, validateEvery: .max, checkpointEvery: .infinity),
            noise: noise ? .init(strength: 1, form: .relative, largestEigenvalue: 4500) : nil,
            data: TrainingData(training: data, validation: data.view(rows: 0..<1)), seed: seed,
            workers: Workers(count: threads))
        trainer.duals = DualVariables(values: [Double](repeating: dual, count: layers), rate: dualRate)
        return trainer
    }

    func export(to folder: String) throws -> [String: Any] {
        try NPY.write(makeNetwork().values, to: folder + "/weights.npy")
        try writeData(to: folder)
        // The first batch's y_0, as the trainer draws it.
        let start: Matrix<Float> = RandomStream(seed: seed, name: "training/initial", step: 0).normal(
            rows: batch, columns: dimension)
        try NPY.write(start, to: folder + "/start.npy")
        return [
            "folder": folder, "batch": batch, "layers": layers, "epsilon": epsilon, "rate": rate, "dual": dual,
            "dual_rate": dualRate,
        ]
    }
}
