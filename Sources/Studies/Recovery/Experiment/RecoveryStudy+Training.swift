import Bench
import Descent
import Stages
import Tensors
import Unrolled

extension RecoveryStudy {
    /// The networks that are trained for Dirac–Hadamard, by their names in stages and tables.
    enum Trained: String, CaseIterable {
        /// One W for all layers and a threshold for each, from A and the theorem's.
        case coupled = "tied-lista-cp"
        /// The same with two matrices, from A's.
        case free = "tied-lista"
        /// W = A and one threshold in all layers.
        case threshold = "one-threshold"

        var words: (label: String, legend: String) {
            switch self {
            case .coupled: ("tied LISTA-CP", "Tied LISTA-CP")
            case .free: ("tied LISTA", "Tied LISTA")
            case .threshold: ("one learned threshold", "One learned threshold")
            }
        }
    }

    static let names = StageNames(id)

    /// The sparsity that networks are trained for; nil where the theorem, whose thresholds are the start, speaks of none.
    var trainedSparsity: Int? {
        let matrix = DiracHadamard(order: settings.order)
        return settings.sparsities.filter { coherence(matrix, $0).applies }
            .min { abs($0 - Self.swept) < abs($1 - Self.swept) }
    }

    /// The seeds that networks are trained with.
    var trainedSeeds: [Int] {
        trainedSparsity == nil ? [] : Array(settings.common.trainingSeeds.prefix(settings.trainedSeeds))
    }

    func method(_ network: Trained, _ variant: Int = 0) -> TrainedMethod {
        TrainedMethod(
            Recipe(
                id: network.rawValue, label: network.words.label, network: network.rawValue,
                curriculum: .endToEnd, start: "theorem"),
            legend: network.words.legend, style: .init("network", variant))
    }

    /// Weights where training begins, in Float or, to run what was trained, in Double.
    func network<Scalar: KernelScalar>(_ network: Trained, _ sparsity: Int) -> any UnrolledNetwork<Scalar> {
        let matrix = DiracHadamard(order: settings.order)
        let dense: Matrix<Scalar> = matrix.dense.converted()
        let theorem = coherence(matrix, sparsity)
        let layers = settings.trainedLayers
        switch network {
        case .coupled, .threshold:
            let result = CoupledLista<Scalar>(
                layerCount: layers, matrix: dense, weights: dense,
                learning: network == .coupled ? (.tied, .fixed, .untied) : (.fixed, .fixed, .tied),
                scalarRateShare: network == .coupled ? settings.scalarShare : 1)
            result.initialise(step: 1) { theorem.threshold(network == .coupled ? $0 - 1 : layers / 2) }
            return result
        case .free:
            let result = Lista<Scalar>(
                layerCount: layers, inputDimension: matrix.rows, dimension: matrix.columns, tying: .matrices)
            result.initialiseAsISTA(dictionary: dense, alpha: 1, nu: 1, inversePreconditioner: nil)
            for layer in 1...layers { result.threshold(layer).fill(Scalar(theorem.threshold(layer - 1))) }
            return result
        }
    }

    /// `recovery/train/<network>/seed-<s>`, on random signals of one sparsity, without noise.
    func trainingStages() throws -> [Stage] {
        guard let sparsity = trainedSparsity else { return [] }
        return try trainedSeeds.flatMap { seed in
            try Trained.allCases.map { network in
                switch network {
                case .coupled, .threshold:
                    try stage(network, sparsity, seed) { context, rate in
                        try trainer(network, sparsity, seed, rate, context) as Trainer<CoupledLista<Float>>
                    }
                case .free:
                    try stage(network, sparsity, seed) { context, rate in
                        try trainer(network, sparsity, seed, rate, context) as Trainer<Lista<Float>>
                    }
                }
            }
        }
    }

    private func stage<Network: UnrolledNetwork>(
        _ network: Trained, _ sparsity: Int, _ seed: Int,
        trainer: @escaping @Sendable (StageContext, _ rate: Double) throws -> Trainer<Network>
    ) throws -> Stage where Network.Scalar == Float {
        let numbers = Double(settings.trainedLayers * 128) * Double(DiracHadamard(order: settings.order).rows)
        let own = settings.only(
            \.order, \.amplitude, \.trainedLayers, \.updates, \.matrixRate, \.scalarShare)
        return try TrainingStage(
            names: Self.names, method: method(network), seed: seed,
            settings: own + settings.common.only(\.seed) + ["recovery.sparsity": .int(sparsity)], inputs: [],
            steps: settings.updates, work: Double(settings.updates) * numbers * 1e-7,
            rate: .fixed(settings.matrixRate * (network == .threshold ? settings.scalarShare : 1)), trainer: trainer
        ).stage()
    }

    private func trainer<Network: UnrolledNetwork>(
        _ trained: Trained, _ sparsity: Int, _ seed: Int, _ rate: Double, _ context: StageContext
    ) throws -> Trainer<Network> where Network.Scalar == Float {
        guard let network = network(trained, sparsity) as any UnrolledNetwork<Float> as? Network else {
            preconditionFailure("\(trained) is no \(Network.self)")
        }
        let matrix = DiracHadamard(order: settings.order)
        let stream = settings.common.streamSeed(seed)
        let fresh = RecoverySignals(matrix: matrix, sparsity: sparsity, amplitude: settings.amplitude)
        let trainer = Trainer(
            network: network,
            lagrangian: Lagrangian(
                loss: .supervised(
                    unit: settings.amplitude * (Double(sparsity) / Double(matrix.columns)).squareRoot()),
                constraints: []),
            settings: TrainingSettings(
                steps: settings.updates, batchSize: 128, learningRate: LearningRate(base: rate, warmUp: 10),
                checkpointEvery: settings.common.checkpointEvery),
            noise: nil,
            data: TrainingData(
                training: fresh.batch(RandomStream(seed: stream, name: "recovery/training"), 128),
                validation: fresh.batch(RandomStream(seed: stream, name: "recovery/validation"), 500)), seed: stream,
            workers: context.workers)
        trainer.start = NormalStart(deviation: 0)
        trainer.augmentation = fresh
        trainer.choice = .leastLoss
        return trainer
    }
}

/// Random signals of s entries, uniform or ±B in equal parts, new ones for each batch, with what they measure.
struct RecoverySignals: Augmentation {
    let matrix: DiracHadamard
    let sparsity: Int
    /// B.
    let amplitude: Double

    func augment(_ batch: Batch<Float>, _ stream: RandomStream) -> Batch<Float> { self.batch(stream, batch.samples) }

    func batch(_ stream: RandomStream, _ count: Int) -> Batch<Float> {
        var source = stream
        let signals = SparseSignals(matrix, seed: source.nextUInt64(), amplitude: amplitude)
        let (x, y) = (
            Matrix<Float>(rows: count, columns: matrix.columns), Matrix<Float>(rows: count, columns: matrix.rows)
        )
        for n in 0..<count {
            let signal = signals.signal(n.isMultiple(of: 2) ? .uniform : .signs, sparsity: sparsity, index: n)
            for (i, value) in signal.enumerated() { x[n, i] = Float(value) }
            for (i, value) in matrix.product(signal).enumerated() { y[n, i] = Float(value) }
        }
        return Batch(inputs: y, optima: x)
    }
}
