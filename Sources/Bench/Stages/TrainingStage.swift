import Descent
import Foundation
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
        /// What a distance of 1 in the coordinates of training is in the units of tables.
        public var distanceUnit: Double
        /// Further rows of summary.csv.
        public var rows: [(String, any TableValue)]

        /// An outcome.
        public init(parameters: Int, distanceUnit: Double = 1, rows: [(String, any TableValue)] = []) {
            (self.parameters, self.distanceUnit, self.rows) = (parameters, distanceUnit, rows)
        }
    }

    /// Makes a trainer at a learning rate, and what writes its weights into the stage's folder once it is done.
    public typealias Preparation =
        @Sendable (StageContext, _ rate: Double) throws -> (
            trainer: Trainer<Network>, save: () throws -> Outcome
        )

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
    /// Its learning rate after the warm-up.
    public var rate: TrainingRate
    /// Makes the trainer.
    public var prepare: Preparation

    /// A training.
    public init(
        names: StageNames, method: TrainedMethod, seed: Int, settings: StageSettings, inputs: [String], steps: Int,
        work: Double, rate: TrainingRate, prepare: @escaping Preparation
    ) {
        (self.names, self.method, self.seed) = (names, method, seed)
        (self.settings, self.inputs, self.steps, self.work) = (settings, inputs, steps, work)
        (self.rate, self.prepare) = (rate, prepare)
    }

    /// A training whose weights are written as they are, into `weights.safetensors`.
    ///
    /// - Parameter notes: what else one needs to run the network: further metadata and tensors of its file.
    public init(
        names: StageNames, method: TrainedMethod, seed: Int, settings: StageSettings, inputs: [String], steps: Int,
        work: Double, rate: TrainingRate,
        notes: @escaping @Sendable (Network) throws -> (metadata: [String: String], tensors: [SafeTensors.Entry]) = {
            _ in
            ([:], [])
        },
        trainer: @escaping @Sendable (StageContext, _ rate: Double) throws -> Trainer<Network>
    ) {
        self.init(
            names: names, method: method, seed: seed, settings: settings, inputs: inputs, steps: steps, work: work,
            rate: rate
        ) { context, rate in
            let trainer = try trainer(context, rate)
            return (
                trainer,
                {
                    let notes = try notes(trainer.network)
                    let own = ["network": method.recipe.network, "variant": method.id, "seed": "\(seed)"]
                    try WeightsFile.save(
                        trainer.network, to: context.results.path("weights.safetensors"),
                        metadata: own.merging(notes.metadata) { first, _ in first }, more: notes.tensors)
                    return Outcome(parameters: trainer.network.parameterCount)
                }
            )
        }
    }

    /// The stage.
    public func stage() throws -> Stage {
        let training = self
        return .numerical(
            name: names.training(method.id, seed), settings: settings + (try method.recipe.stageSettings()),
            inputs: inputs + rate.inputs, codeVersion: codeVersion + Network.revision, work: work,
            mayDiverge: method.mayDiverge
        ) { try training.run($0) }
    }

    /// The rates that are tried, one where the one before diverged, as shares of the training's own: no network is called
    /// diverged that was tried at one rate.
    private static var shares: [Double] { [1, 1 / 3, 0.1] }

    private func run(_ context: StageContext) throws {
        let own = try rate.value(context, seed: seed)
        let rates = Self.shares.map { own * $0 }
        for (attempt, rate) in rates.enumerated() {
            do {
                return try train(at: rate, attempt, context)
            } catch let error as any DivergenceError {
                if attempt == rates.count - 1 { throw RepeatedDivergence(last: error, rates: rates) }
            }
        }
    }

    private func train(at rate: Double, _ attempt: Int, _ context: StageContext) throws {
        let (trainer, save) = try prepare(context, rate)
        // A file each, or one attempt would go on from another's.
        try trainer.train(checkpoint: context.trainingCheckpoint(attempt)) {
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
        let spike = trainer.spike
        try context.results.write(
            [
                ("steps", steps), ("best_step", best.step), ("best_epoch", best.epoch),
                ("best_validation_distance", best.distance * outcome.distanceUnit),
            ] + violation + [
                ("spiked", spike.isSpiked), ("spike_step", spike.step), ("spike_ratio", spike.ratio),
                ("parameters", outcome.parameters), ("learning_rate", rate), ("divergences", attempt),
                ("variant", method.id), ("seed", seed),
            ] + outcome.rows, "summary.csv")
    }
}

/// A training that ran away at its own learning rate, and at smaller ones.
struct RepeatedDivergence: DivergenceError, CustomStringConvertible, LocalizedError {
    let description: String

    init(last: any DivergenceError, rates: [Double]) {
        let rates = rates.map { "\(Float($0))" }.joined(separator: ", ")
        description = "\(last) It was tried at the learning rates \(rates), one after the other."
    }

    var errorDescription: String? { description }
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
                record.peakLoss.isFinite ? record.peakLoss : nil, record.peakStep > 0 ? record.peakStep : nil,
                record.largestDual,
            ]
            table.append(numbers + record.duals + record.slacks)
        }
        self.table = table
    }

    private static func places(_ sets: [String], layerCount: Int) -> [String] {
        sets.flatMap { set in (1...layerCount).map { "\(set)\($0)" } }
    }

    private static func columns(_ byLayer: [String]) -> [String] {
        ["step", "epoch", "learning_rate", "loss", "validation_distance", "ood_validation_distance"]
            + ["largest_loss", "largest_loss_step", "largest_dual"] + byLayer
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
