/// What a training is, apart from its network, data and Lagrangian.
public struct TrainingSettings: Codable, Equatable, Sendable {
    /// Number of updates.
    public var steps: Int
    /// B, samples in a batch.
    public var batchSize: Int
    /// In which order the layers learn.
    public var curriculum: Curriculum
    /// μ_w over the steps of a phase.
    public var learningRate: LearningRate
    /// Adam's constants.
    public var beta1 = 0.9
    /// Adam's constants.
    public var beta2 = 0.99
    /// Decoupled decay of matrices.
    public var weightDecay: Double
    /// Longest gradient: longer ones are scaled down to it. Nil: no clipping.
    public var clip: Double?
    /// μ_λ; 0 leaves the duals at zero, and the constraints are watched alone.
    public var dualRate: Double
    /// `AdamW.Settings.surpriseLimit`.
    public var surpriseLimit: Double?
    /// Duals stay at or below it: projected ascent onto [0, bound]. Nil: no bound.
    public var dualBound: Double?
    /// β of the moving average of the weights, which validation sees and which is kept. Nil: the weights themselves.
    public var average: Double?
    /// Steps between two looks at the validation set.
    public var validateEvery: Int
    /// A loss above it stops the training as diverged (the zero vector's is about 1).
    public var lossGuard: Double
    /// Seconds between two checkpoints.
    public var checkpointEvery: Double

    /// Settings of a training.
    public init(
        steps: Int, batchSize: Int, curriculum: Curriculum = .endToEnd, learningRate: LearningRate,
        weightDecay: Double = 0, clip: Double? = 1, dualRate: Double = 0,
        dualBound: Double? = nil, average: Double? = nil, surpriseLimit: Double? = nil, validateEvery: Int = 50,
        lossGuard: Double = 1e8, checkpointEvery: Double = 30
    ) {
        (self.steps, self.batchSize, self.curriculum) = (steps, batchSize, curriculum)
        (self.learningRate, self.weightDecay, self.clip) = (learningRate, weightDecay, clip)
        (self.dualRate, self.validateEvery, self.lossGuard) = (dualRate, validateEvery, lossGuard)
        self.checkpointEvery = checkpointEvery
        (self.dualBound, self.average, self.surpriseLimit) = (dualBound, average, surpriseLimit)
    }
}
