import Descent
import Stages
import Tensors
import Unrolled

extension TrainingDivergence: DivergenceError {}

/// `<study>/train/<recipe>/seed-<s>`: Algorithm 1 with a checkpoint to resume from; weights, history and summary of what
/// came of it. What is particular to a study is how its trainer is made, and how its weights are written.
public struct TrainingStage<Network: UnrolledNetwork>: Sendable where Network.Scalar == Float {
    /// What a study says of a network that was trained.
    public struct Outcome {
        /// Parameters that were learnt.
        public var parameters: Int
        /// The learning rate after the warm-up.
        public var learningRate: Double
        /// What a distance of 1 in the coordinates of training is in the units of tables.
        public var distanceUnit: Double
        /// Further rows of summary.csv.
        public var rows: [(String, any TableValue)]

        /// An outcome.
        public init(
            parameters: Int, learningRate: Double, distanceUnit: Double = 1, rows: [(String, any TableValue)] = []
        ) {
            (self.parameters, self.learningRate) = (parameters, learningRate)
            (self.distanceUnit, self.rows) = (distanceUnit, rows)
        }
    }

    /// The study's stages.
    public var names: StageNames
    /// What is trained.
    public var method: TrainedMethod
    /// The seed s.
    public var seed: Int
    /// The settings that the training reads; the recipe joins them.
    public var settings: StageSettings
    /// The stages that it reads.
    public var inputs: [String]
    /// Raised when the study's code changes what is written.
    public var codeVersion = 1
    /// Updates.
    public var steps: Int
    /// Seconds on one core, for plans.
    public var work: Double
    /// What stands between "lambda_" or "slack_" and the layer in history.csv, for each set of constraints.
    public var constraintSets = [""]
    /// Whether summary.csv says by how much constraints are missed.
    public var saysViolation = true
    /// Makes the trainer, and what writes its weights into the stage's folder once it is done.
    public var prepare: @Sendable (StageContext) throws -> (trainer: Trainer<Network>, save: () throws -> Outcome)

    /// A training.
    public init(
        names: StageNames, method: TrainedMethod, seed: Int, settings: StageSettings, inputs: [String], steps: Int,
        work: Double,
        prepare: @escaping @Sendable (StageContext) throws -> (trainer: Trainer<Network>, save: () throws -> Outcome)
    ) {
        (self.names, self.method, self.seed) = (names, method, seed)
        (self.settings, self.inputs, self.steps, self.work) = (settings, inputs, steps, work)
        self.prepare = prepare
    }

    /// A training whose weights are written as they are, into `weights.safetensors`.
    ///
    /// - Parameter rate: the learning rate after the warm-up.
    public init(
        names: StageNames, method: TrainedMethod, seed: Int, settings: StageSettings, inputs: [String], steps: Int,
        work: Double, rate: Double, trainer: @escaping @Sendable (StageContext) throws -> Trainer<Network>
    ) {
        self.init(
            names: names, method: method, seed: seed, settings: settings, inputs: inputs, steps: steps, work: work
        ) { context in
            let trainer = try trainer(context)
            return (
                trainer,
                {
                    try WeightsFile.save(
                        trainer.network, to: context.results.path("weights.safetensors"),
                        metadata: ["network": method.recipe.network, "variant": method.id, "seed": "\(seed)"])
                    return Outcome(parameters: trainer.network.parameterCount, learningRate: rate)
                }
            )
        }
    }

    /// The stage.
    public func stage() throws -> Stage {
        let training = self
        return .numerical(
            name: names.training(method.id, seed), settings: settings + (try method.recipe.stageSettings()),
            inputs: inputs, codeVersion: codeVersion, work: work, mayDiverge: method.isAblation
        ) { try training.run($0) }
    }

    private func run(_ context: StageContext) throws {
        let (trainer, save) = try prepare(context)
        try trainer.train(checkpoint: context.trainingCheckpoint) {
            context.progress.report(step: $0, of: steps, message: method.id)
            try context.checkInterruption()
        }
        let best = trainer.best
        guard best.step > 0, best.distance.isFinite else {
            throw UnusableNumbers(
                "training diverged: in \(steps) steps the distance on validation samples was never a finite number",
                hint: "a smaller learning rate, or clipping")
        }
        let outcome = try save()
        let history = TrainingHistory(
            trainer.history, layerCount: trainer.network.layerCount, sets: constraintSets, unit: outcome.distanceUnit)
        try context.results.write(history.table, "history.csv")
        let violation: [(String, any TableValue)] =
            saysViolation ? [("best_validation_violation", best.violation)] : []
        try context.results.write(
            [
                ("steps", steps), ("best_step", best.step), ("best_epoch", best.epoch),
                ("best_validation_distance", best.distance * outcome.distanceUnit),
            ] + violation + [
                ("parameters", outcome.parameters), ("learning_rate", outcome.learningRate), ("variant", method.id),
                ("seed", seed),
            ] + outcome.rows, "summary.csv")
    }
}

/// A training's history as a table.
struct TrainingHistory {
    let table: Table

    /// - Parameters:
    ///   - sets: what stands between "lambda_" or "slack_" and the layer, for each set of constraints.
    ///   - unit: what a distance of 1 in the coordinates of training is in the units of tables.
    init(_ records: [TrainingRecord], layerCount: Int, sets: [String], unit: Double) {
        let places = Self.places(sets, layerCount: layerCount)
        var table = Table(columns: Self.columns(places.map { "lambda_\($0)" } + places.map { "slack_\($0)" }))
        for record in records {
            let numbers: [any TableValue] = [
                record.step, record.epoch, record.learningRate, record.loss, record.validationDistance * unit,
                record.shiftedDistance.isNaN ? nil : record.shiftedDistance * unit,
            ]
            table.append(numbers + record.duals + record.slacks)
        }
        self.table = table
    }

    private static func places(_ sets: [String], layerCount: Int) -> [String] {
        sets.flatMap { set in (1...layerCount).map { "\(set)\($0)" } }
    }

    private static func columns(_ byLayer: [String]) -> [String] {
        ["step", "epoch", "learning_rate", "loss", "validation_distance", "ood_validation_distance"] + byLayer
    }

    /// The tables of a training, for a study's description.
    static func descriptions(sets: [String]) -> [StudyDescription.TableDescription] {
        [
            .init(
                stage: "train", file: "history.csv",
                columns: columns(sets.map { "lambda_\($0)*" } + sets.map { "slack_\($0)*" })),
            .summary(of: "train"),
        ]
    }
}

extension StudyDescription.TableDescription {
    /// history.csv and summary.csv of trainings with these sets of constraints.
    public static func trainings(sets: [String] = [""]) -> [StudyDescription.TableDescription] {
        TrainingHistory.descriptions(sets: sets)
    }
}
