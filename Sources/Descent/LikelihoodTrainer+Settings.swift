extension LikelihoodTrainer {
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
            (self.steps, self.batchSize, self.learningRate, self.clip) = (steps, batchSize, learningRate, clip)
            (self.quantum, self.validateEvery, self.checkpointEvery) = (quantum, validateEvery, checkpointEvery)
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
}

/// What a checkpoint holds of a training by maximum likelihood.
extension LikelihoodTrainer: ResumableTraining {
    var steps: Int { settings.steps }
    var checkpointEvery: Double { settings.checkpointEvery }
    var isRecordDue: Bool { step % settings.validateEvery == 0 }
    var checkpoint: Checkpoint<Float> { Checkpoint(values: flow.values, best: best, optimiser: optimiser) }

    var numbers: (state: [Double], history: [[Double]]) {
        let rows = history.map { [Double($0.step), $0.epoch, $0.learningRate, $0.trainingBits, $0.validationBits] }
        return ([Double(step), Double(optimiser.updates), bestBits, sum], rows)
    }

    func restore(state: [Double], history rows: [[Double]]) throws {
        let (restored, updates) = (try state.count(at: 0, upTo: steps), try state.count(at: 1, upTo: steps))
        history = try rows.map { row in
            guard row.count == 5 else { throw UnusableCheckpoint() }
            return Record(
                step: try row.count(at: 0, upTo: steps), epoch: row[1], learningRate: row[2], trainingBits: row[3],
                validationBits: row[4])
        }
        (step, optimiser.updates, bestBits, sum) = (restored, updates, state[2], state[3])
    }
}
