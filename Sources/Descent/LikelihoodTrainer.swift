import Tensors
import Unrolled

/// Trains one flow by maximum likelihood, with Adam, on images to which uniform noise of one grey level is added
/// (dequantisation). What it minimises is the mean of `FlowBatch.bitsPerDimension`.
///
/// As in `Trainer`, all randomness is a function of seed and step, so that the same seed gives the same bytes for any
/// number of threads and after any interruption.
public final class LikelihoodTrainer {
    /// The flow, updated in place; the best on validation after `train`.
    public let flow: Flow<Float>
    /// What happened so far.
    public internal(set) var history: [Record] = []
    private let training: Matrix<Float>
    private let validation: Matrix<Float>
    let settings: Settings
    let seed: UInt64
    let workers: Workers
    let optimiser: AdamW<Float>
    let batch: FlowBatch<Float>
    let gradient: Matrix<Float>
    let best: Matrix<Float>
    var step = 0
    var bestBits = Double.infinity
    var sum = 0.0
    private var order: BatchOrder

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
        order = BatchOrder(
            samples: training.rows, batchSize: batch.images, seed: seed, name: "likelihood/order")
    }

    /// Trains to the end, from a checkpoint where there is one.
    ///
    /// - Throws: `TrainingDivergence`, errors of files, and what `progress` throws, after a checkpoint has been saved.
    public func train(checkpoint: TrainingCheckpoint?, progress: (Int) throws -> Void) throws {
        try makeUpdates(checkpoint: checkpoint, progress: progress)
        guard bestBits.isFinite else {
            throw TrainingDivergence(
                step: step, layer: nil, reason: "the likelihood of the validation images was never finite",
                rate: settings.learningRate.at(step - 1, of: settings.steps))
        }
        flow.values.assign(from: best)
        flow.refresh()
    }

    func update() throws {
        let rate = settings.learningRate.at(step, of: settings.steps)
        let images = Self.dequantised(
            training.gather(order.indices(step)), RandomStream(seed: seed, name: "likelihood/noise", step: step),
            settings.quantum)
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

    func record() {
        let bits = bits(validation)
        let updates = step - (history.last?.step ?? 0)
        history.append(
            Record(
                step: step, epoch: order.epoch(after: step),
                learningRate: settings.learningRate.at(step - 1, of: settings.steps),
                trainingBits: sum / Double(max(1, updates)), validationBits: bits))
        sum = 0
        if bits < bestBits {
            bestBits = bits
            best.assign(from: flow.values)
        }
    }
}
