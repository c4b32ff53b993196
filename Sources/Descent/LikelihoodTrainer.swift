import Foundation
import Tensors
import Unrolled

/// Trains one flow by maximum likelihood, with Adam, on images to which uniform noise of one grey level is added
/// (dequantisation). What it minimises is the mean of `FlowBatch.bitsPerDimension`.
///
/// As in `Trainer`, all randomness is a function of seed and step, so that the same seed gives the same bytes for any
/// number of threads and after any interruption.
public final class LikelihoodTrainer {
    /// What a training is.
    public struct Settings: Sendable {
        /// Number of updates.
        public var steps: Int
        /// Images in a batch.
        public var batchSize: Int
        /// Its rate over the steps.
        public var learningRate: LearningRate
        /// Longest gradient.
        public var clip: Double
        /// The width of a grey level in the images' units.
        public var quantum: Double
        /// Steps between two looks at the validation images.
        public var validateEvery: Int
        /// Seconds between two checkpoints.
        public var checkpointEvery: Double

        /// Settings of a training.
        public init(
            steps: Int, batchSize: Int, learningRate: LearningRate, clip: Double = 10, quantum: Double,
            validateEvery: Int = 100, checkpointEvery: Double = 30
        ) {
            self.steps = steps
            self.batchSize = batchSize
            self.learningRate = learningRate
            self.clip = clip
            self.quantum = quantum
            self.validateEvery = validateEvery
            self.checkpointEvery = checkpointEvery
        }
    }

    /// One row of the history: means since the row before.
    public struct Record: Equatable, Sendable {
        /// Updates so far.
        public var step: Int
        /// Passes over the training images so far.
        public var epoch: Double
        /// The learning rate of the last update.
        public var learningRate: Double
        /// Mean bits per dimension of the batches.
        public var trainingBits: Double
        /// Bits per dimension of the validation images.
        public var validationBits: Double
    }

    /// The flow, updated in place; the best on validation after `train`.
    public let flow: Flow<Float>
    /// What happened so far.
    public private(set) var history: [Record] = []
    private let training: Matrix<Float>
    private let validation: Matrix<Float>
    private let settings: Settings
    private let seed: UInt64
    private let workers: Workers
    private let optimiser: AdamW<Float>
    private let batch: FlowBatch<Float>
    private let gradient: Matrix<Float>
    private let best: Matrix<Float>
    private var step = 0
    private var bestBits = Double.infinity
    private var sum = 0.0

    /// - Parameters:
    ///   - flow: started and initialised.
    ///   - training: images (n, dimension), before noise is added; mirrored ones among them, if wanted.
    ///   - validation: images to choose the best weights by.
    public init(
        _ flow: Flow<Float>, training: Matrix<Float>, validation: Matrix<Float>, settings: Settings, seed: UInt64,
        workers: Workers
    ) {
        self.flow = flow
        self.training = training
        self.validation = validation
        self.settings = settings
        self.seed = seed
        self.workers = workers
        optimiser = AdamW(count: flow.parameterCount, settings: .init())
        batch = FlowBatch(
            flow, images: min(settings.batchSize, training.rows), memory: .store, workers: workers)
        gradient = Matrix(rows: 1, columns: flow.parameterCount)
        best = flow.values.copy()
    }

    /// Trains to the end, from a checkpoint where there is one.
    ///
    /// - Throws: `TrainingDivergence`, errors of files, and what `progress` throws, after a checkpoint has been saved.
    public func train(checkpoint: String?, progress: (Int) throws -> Void) throws {
        if let checkpoint { try restore(from: checkpoint) }
        var clock = CheckpointClock(every: settings.checkpointEvery)
        while step < settings.steps {
            try update()
            if step % settings.validateEvery == 0 || step == settings.steps { record() }
            do {
                try progress(step)
            } catch {
                if let checkpoint { try save(to: checkpoint) }
                throw error
            }
            if let checkpoint, clock.isDue { try save(to: checkpoint) }
        }
        guard bestBits.isFinite else {
            throw TrainingDivergence(
                step: step, layer: nil, reason: "the likelihood of the validation images was never finite",
                rate: settings.learningRate.at(step - 1, of: settings.steps))
        }
        flow.values.assign(from: best)
        flow.refresh()
    }

    private var batchesPerEpoch: Int { max(1, training.rows / batch.images) }

    private func update() throws {
        let rate = settings.learningRate.at(step, of: settings.steps)
        let epoch = step / batchesPerEpoch
        var order = RandomStream(seed: seed, name: "likelihood/order", step: epoch)
        let first = step % batchesPerEpoch * batch.images
        let chosen = order.permutation(of: training.rows)[first..<first + batch.images]
        let images = Self.dequantised(
            training.gather(chosen), RandomStream(seed: seed, name: "likelihood/noise", step: step), settings.quantum)
        gradient.fill(0)
        let bits = batch.bitsPerDimension(images, quantum: settings.quantum, gradient: gradient)
        let length = Float.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
        guard bits.isFinite, length.isFinite else {
            throw TrainingDivergence(step: step + 1, layer: nil, reason: "the likelihood is not finite", rate: rate)
        }
        optimiser.updates += 1
        optimiser.update(
            flow.values, range: 0..<gradient.count, decays: false, gradient: gradient.pointer,
            scale: length > settings.clip ? settings.clip / length : 1, rate: rate)
        step += 1
        sum += bits
    }

    /// Images plus uniform noise of the width of a grey level.
    public static func dequantised(_ images: Matrix<Float>, _ stream: RandomStream, _ quantum: Double) -> Matrix<Float>
    {
        var stream = stream
        for i in 0..<images.count { images.pointer[i] += Float(quantum * stream.uniform()) }
        return images
    }

    /// Mean bits per dimension of images, dequantised by always the same noise.
    public func bits(_ images: Matrix<Float>) -> Double {
        let noisy = Self.dequantised(
            images.copy(), RandomStream(seed: seed, name: "likelihood/validation"), settings.quantum)
        let (latents, determinants) = FlowBatch(flow, images: noisy.rows, memory: nil, workers: workers).encode(noisy)
        let all = FlowBatch.bitsPerDimension(
            latents: latents, logDeterminant: determinants, quantum: settings.quantum)
        return all.reduce(0, +) / Double(max(1, all.count))
    }

    private func record() {
        let bits = bits(validation)
        let updates = step - (history.last?.step ?? 0)
        history.append(
            Record(
                step: step, epoch: Double(step) / Double(batchesPerEpoch),
                learningRate: settings.learningRate.at(step - 1, of: settings.steps),
                trainingBits: sum / Double(max(1, updates)), validationBits: bits))
        sum = 0
        if bits < bestBits {
            bestBits = bits
            best.assign(from: flow.values)
        }
    }

    private func save(to path: String) throws {
        let numbers = [Double(step), Double(optimiser.updates), bestBits, sum]
        let rows = history.flatMap { [Double($0.step), $0.epoch, $0.learningRate, $0.trainingBits, $0.validationBits] }
        try SafeTensors.write(
            [
                .init("values", flow.values), .init("first", optimiser.first), .init("second", optimiser.second),
                .init("best", best), .init("history", Matrix(rows: history.count, columns: 5, values: rows)),
                .init("state", Matrix(rows: 1, columns: 4, values: numbers)),
            ], to: path)
    }

    private func restore(from path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let file = try SafeTensors(path: path)
        let size = [1, flow.parameterCount]
        let state: Matrix<Double> = try file.matrix("state", shape: [1, 4])
        flow.values.assign(from: try file.matrix("values", shape: size))
        optimiser.first.assign(from: try file.matrix("first", shape: size))
        optimiser.second.assign(from: try file.matrix("second", shape: size))
        best.assign(from: try file.matrix("best", shape: size))
        let rows: Matrix<Double> = try file.matrix("history")
        history = (0..<rows.rows).map { n in
            let row = rows.rowValues(n)
            return Record(
                step: Int(row[0]), epoch: row[1], learningRate: row[2], trainingBits: row[3], validationBits: row[4])
        }
        (step, optimiser.updates, bestBits, sum) = (Int(state[0, 0]), Int(state[0, 1]), state[0, 2], state[0, 3])
    }
}
