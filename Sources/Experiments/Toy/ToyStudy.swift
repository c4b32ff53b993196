import Descent
import Foundation
import Optimizees
import Stages
import Tensors
import Unrolled

/// The toy of the paper's introduction, Figs. 1 and 2: f(y; x) = ½‖x − Ay‖², y in R², by gradient descent unrolled with
/// a learnable direction, trained with (CI) and without, and by gradient descent itself.
public struct ToyStudy: Sendable {
    let settings: RunSettings

    /// The study with a run's settings.
    public init(settings: RunSettings) { self.settings = settings }

    /// The networks: constraint and noise, each with and without.
    static let variants = [
        Variant(id: "standard"), Variant(id: "standard-noisy", isNoisy: true),
        Variant(id: "constrained", constraint: .all, isNoisy: true), Variant(id: "constrained-quiet", constraint: .all),
    ]

    /// The study's part of the graph.
    public var stages: [Stage] {
        (1...settings.int("run.seeds")).flatMap { seed in
            Self.variants.map { trainingStage($0, seed: seed) } + [evaluationStage(seed: seed)]
        }
    }

    var toySettings: StageSettings {
        settings.stageSettings("toy.").merging(["run.seed": .int(settings.int("run.seed"))])
    }

    /// Without what only the evaluation reads.
    private var trainingSettings: StageSettings {
        var own = toySettings
        for name in ["toy.test", "toy.perturbation"] { own[name] = nil }
        return own
    }

    /// The seed of one training.
    func seed(_ seed: Int) -> UInt64 { UInt64(settings.int("run.seed")) &* 1_000_003 &+ UInt64(seed) }

    /// `toy/train/<variant>/seed-<s>`.
    private func trainingStage(_ variant: Variant, seed: Int) -> Stage {
        let steps = settings.int("toy.steps")
        return Stage(
            name: "toy/train/\(variant.id)/seed-\(seed)", settings: trainingSettings, codeVersion: 2,
            work: Double(steps) * 1e-3
        ) {
            context in
            let toy = try ToyProblem(settings: settings)
            let network = toy.network
            network.initialiseAtRandom(seed: self.seed(seed))
            let (problem, data) = (toy.problem, toy.samples(settings.int("toy.samples"), name: "training"))
            let trainer = Trainer(
                network: network, problem: problem,
                lagrangian: Lagrangian(
                    loss: .supervised(unit: data.optima.rootMeanSquare),
                    constraint: DescentConstraint(
                        measure: GradientNorm(problem), form: .difference, epsilon: settings.double("toy.epsilon"),
                        layers: 1...network.layerCount)),
                settings: TrainingSettings(
                    steps: steps, batchSize: settings.int("toy.batch"),
                    learningRate: LearningRate(base: settings.double("toy.rate")),
                    dualRate: variant.constraint == .none ? 0 : settings.double("toy.dual-rate"), validateEvery: 100,
                    checkpointEvery: settings.double("run.checkpoint-every")),
                noise: variant.isNoisy
                    ? .init(
                        strength: settings.double("toy.noise"), form: .relative,
                        largestEigenvalue: toy.largestEigenvalue) : nil,
                data: TrainingData(training: data, validation: toy.samples(1_000, name: "validation")),
                seed: self.seed(seed), workers: Workers(count: context.threads))
            trainer.start = NormalStart(deviation: settings.double("toy.start"))
            try trainer.train(
                checkpoint: context.checkpointDirectory.appendingPathComponent("training.safetensors").path
            ) {
                context.progress.report(step: $0, of: steps, message: variant.id)
                try context.checkInterruption()
            }
            try trainer.checkBest(steps: steps)
            let folder = Folder(context.directory)
            try SafeTensors.write(
                network.parameters.map { .init($0.name, network.matrix($0), shape: $0.shape) },
                metadata: ["network": "learned descent", "variant": variant.id, "seed": "\(seed)"],
                to: folder.path("weights.safetensors"))
            try folder.write(trainingHistory(trainer.history, layerCount: network.layerCount), "history.csv")
            try folder.write(
                [
                    ("steps", steps), ("best_step", trainer.best.step), ("best_epoch", trainer.best.epoch),
                    ("best_validation_distance", trainer.best.distance), ("parameters", network.parameterCount),
                    ("learning_rate", settings.double("toy.rate")), ("variant", variant.id), ("seed", seed),
                ], "summary.csv")
        }
    }
}
