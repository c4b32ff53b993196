import Descent
import Tensors
import Unrolled

/// A training whose step is timed, and which PyTorch can take part in.
protocol StepCase {
    associatedtype Network: UnrolledNetwork<Float>
    /// B.
    var batch: Int { get }
    /// The learning rate.
    var rate: Double { get }
    /// The seed of the batches' order.
    var seed: UInt64 { get }
    /// x and y*.
    var data: Batch<Float> { get }
    /// Multiplications and additions of a step's products.
    var operations: Double { get }
    /// Bytes that a step cannot avoid moving.
    var traffic: Double { get }
    func makeTrainer(threads: Int) -> Trainer<Network>
    /// Writes what PyTorch needs to start where we start, and describes it.
    func export(to folder: String) throws -> [String: Any]
}

extension StepCase {
    /// A training without constraints, noise and clipping, from y_0 = 0.
    func plainTrainer(_ network: Network, threads: Int) -> Trainer<Network> {
        let trainer = Trainer(
            network: network, lagrangian: Lagrangian(loss: .supervised(unit: 1), constraints: []),
            settings: TrainingSettings(
                steps: 1 << 20, batchSize: batch, learningRate: LearningRate(base: rate, warmUp: 0, finalShare: 1),
                clip: nil, validateEvery: .max, checkpointEvery: .infinity),
            noise: nil, data: TrainingData(training: data, validation: data.view(rows: 0..<1)), seed: seed,
            workers: Workers(count: threads))
        trainer.start = NormalStart(deviation: 0)
        return trainer
    }

    /// Writes x and y*, and the first batch as the trainer draws it.
    func writeData(to folder: String) throws {
        try NPY.write(data.inputs, to: folder + "/inputs.npy")
        try NPY.write(data.optima, to: folder + "/optima.npy")
        var order = RandomStream(seed: seed, name: "training/order", step: 0)
        let indices = order.permutation(of: data.samples)[..<batch]
        try NPY.write(Matrix(rows: 1, columns: batch, values: indices.map(Float.init)), to: folder + "/indices.npy")
    }

    /// One step here and there.
    func agreement(with peer: PyTorchPeer, folder: String, threads: Int) throws -> StepAgreement {
        let trainer = makeTrainer(threads: threads)
        do { try trainer.train(checkpoint: nil) { _ in throw Stop() } } catch is Stop {}
        let duals = try peer.check(folder)
        return try StepAgreement(
            (trainer.network.values, trainer.duals.values), (try NPY.read(folder + "/torch.npy"), duals), rate: rate)
    }
}
