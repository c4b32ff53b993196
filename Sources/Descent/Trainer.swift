import Optimizees
import Tensors
import Unrolled

/// Primal-dual training, Algorithm 1: Adam on W, eq. (5), projected ascent on λ, eq. (6), each batch.
///
/// Every random number has a name and a place (seed, step, layer, row), the batch is cut into shards by its size alone,
/// and what shards yield is added in their order: the same seed gives the same bytes for any number of threads, and
/// after any interruption.
public final class Trainer<Network: UnrolledNetwork> {
    /// Float, or Double in tests.
    public typealias Scalar = Network.Scalar

    /// W, updated in place; the best on validation after `train`.
    public let network: Network
    let lagrangian: Lagrangian<Scalar>
    let settings: TrainingSettings
    let noise: (any NoiseSource<Scalar>)?
    let data: TrainingData<Scalar>
    let seed: UInt64
    let workers: Workers
    /// y_0.
    public var start: any StartingPoint<Scalar> = NormalStart<Scalar>()
    /// What happens to a batch before the network sees it.
    public var augmentation: (any Augmentation<Scalar>)?
    /// Which weights are kept.
    public var choice = ValidationChoice.nearestFeasible
    /// Whether layers are fed noise in looks at the validation set, too.
    public var validatesWithNoise = false
    /// Where `train` leaves the weights after the last update, (1, N), which `network` does not keep where earlier ones were
    /// better; nil: nowhere.
    public var last: Matrix<Scalar>?

    let optimiser: AdamW<Scalar>
    let average: WeightAverage<Scalar>?
    let trajectory: Trajectory<Scalar>
    /// The whole gradient, where its length has to be known before it is used.
    let gradient: Matrix<Scalar>?
    let phases: [Curriculum.Phase]
    lazy var scratch = Matrix<Scalar>(rows: workers.count, columns: largestTile)
    private var order: BatchOrder

    var state: TrainingState<Scalar>

    /// - Parameters:
    ///   - network: initialised; trained in place.
    ///   - noise: on the outputs of layers 1…L−1 during training, or nil.
    ///   - seed: of the batches' order, y_0 and the noise. Variants of one seed see the same ones.
    public init(
        network: Network, lagrangian: Lagrangian<Scalar>, settings: TrainingSettings,
        noise: (any NoiseSource<Scalar>)?, data: TrainingData<Scalar>, seed: UInt64, workers: Workers
    ) {
        self.network = network
        self.lagrangian = lagrangian
        self.settings = settings
        self.noise = noise
        self.data = data
        self.seed = seed
        self.workers = workers
        optimiser = AdamW(
            count: network.parameterCount,
            settings: .init(
                beta1: settings.beta1, beta2: settings.beta2, weightDecay: settings.weightDecay,
                surpriseLimit: settings.surpriseLimit))
        trajectory = network.makeTrajectory(samples: min(settings.batchSize, data.training.samples))
        trajectory.setNoisy(noise != nil)
        gradient =
            settings.clip == nil
            ? nil : network.gradientMemory(trajectory) ?? Matrix(rows: 1, columns: network.parameterCount)
        order = BatchOrder(
            samples: data.training.samples, batchSize: trajectory.samples, seed: seed, name: "training/order")
        phases = settings.curriculum.phases(layerCount: network.layerCount, steps: settings.steps)
        state = TrainingState(network: network, sets: lagrangian.setCount, settings: settings)
        average = settings.average.map { WeightAverage(count: network.parameterCount, decay: $0) }
    }

    /// With noise in proportion to the gradient of a problem.
    public convenience init<Problem: Optimizee<Scalar>>(
        network: Network, problem: Problem, lagrangian: Lagrangian<Scalar>, settings: TrainingSettings,
        noise: GradientNoise<Problem>.Settings?, data: TrainingData<Scalar>, seed: UInt64, workers: Workers
    ) {
        self.init(
            network: network, lagrangian: lagrangian, settings: settings,
            noise: noise.map { GradientNoise<Problem>.Source(problem, $0) }, data: data, seed: seed, workers: workers)
    }

    /// λ after the last update; set it before `train` to start from other duals than zero.
    public var duals: DualVariables {
        get { state.duals }
        set { state.duals = newValue }
    }
    /// What happened so far.
    public var history: [TrainingRecord] { state.history }
    /// The update after which validation was best, its epoch and distance, and by which share of the measure a
    /// constraint was missed there at most. Near-feasible weights come before nearer ones.
    public var best: (step: Int, epoch: Double, distance: Double, violation: Double) {
        (state.bestStep, epoch(after: state.bestStep), state.best.distance, state.best.violation)
    }

    /// Whether a loss or a dual spiked so far.
    public var spike: TrainingSpike { TrainingSpike(state.history, phases: phases.map(\.steps)) }

    /// Trains to the end, from a checkpoint where there is one, and leaves the best weights in `network`.
    ///
    /// - Parameters:
    ///   - checkpoint: where to resume from and to save to, or nil.
    ///   - progress: called after every update with the number of updates; what it throws stops the training after
    ///     a checkpoint has been saved.
    /// - Throws: `TrainingDivergence`, errors of files, and what `progress` throws.
    public func train(checkpoint: TrainingCheckpoint?, progress: (Int) throws -> Void) throws {
        try makeUpdates(checkpoint: checkpoint, progress: progress)
        last?.assign(from: network.values)
        if state.bestStep > 0 { network.values.assign(from: state.bestValues) }
    }

    /// The phase of the next update.
    var phase: Curriculum.Phase {
        phases.first { $0.steps.contains(state.step) } ?? phases[phases.count - 1]
    }

    func epoch(after steps: Int) -> Double { order.epoch(after: steps) }

    /// The batch of an update: a function of the seed and the step.
    func batch(_ step: Int) -> Batch<Scalar> {
        let batch = data.training.gather(order.indices(step))
        return augmentation?.augment(batch, RandomStream(seed: seed, name: "training/augmentation", step: step))
            ?? batch
    }

    private var largestTile: Int {
        // Tiles are pieces of one parameter or of small ones: their sizes do not depend on the batch.
        max(network.parameters.map(\.count).max() ?? 1, 1 << 16)
    }
}
