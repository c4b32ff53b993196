import Descent
import Foundation
import Optimizees
import Stages
import Tensors
import Unrolled

extension TrainingDivergence: DivergenceError {}

extension SparseCodingStudy {
    private static let trainingInputs = ["data/sparse", "sparse/labels", "sparse/watched"]

    private var trainingSettings: StageSettings {
        settings.stageSettings("sparse.network.", "sparse.training.", "sparse.constraint.", "sparse.noise.")
            .merging(["run.seed": .int(settings.int("run.seed"))])
    }

    /// `sparse/learning-rate`: trainings of `standard` at each candidate rate; the best on validation is used for
    /// every variant.
    var learningRateStage: Stage {
        let rates = settings.doubles("sparse.training.rates")
        let steps = settings.int("sparse.training.tuning-steps")
        return Stage(
            name: "sparse/learning-rate", settings: trainingSettings, inputs: Self.trainingInputs,
            work: Double(rates.count > 1 ? rates.count * steps : 0) * updateSeconds()
        ) { context in
            var distances: [Double?] = []
            if rates.count > 1 {
                let problem = try TrainingProblem(study: self, context: context)
                for (index, rate) in rates.enumerated() {
                    let trainer = problem.trainer(
                        Variant.all[0], seed: 1, rate: rate, steps: steps, workers: Workers(count: context.threads))
                    do {
                        try trainer.train(checkpoint: nil) {
                            context.progress.report(step: index * steps + $0, of: rates.count * steps)
                            try context.checkInterruption()
                        }
                        distances.append(trainer.best.distance)
                    } catch is TrainingDivergence {
                        distances.append(.infinity)
                    }
                }
            } else {
                distances = [nil]  // nothing to choose
            }
            let chosen = distances.indices.min { (distances[$0] ?? 0) < (distances[$1] ?? 0) } ?? 0
            guard distances[chosen]?.isFinite ?? true else {
                throw SettingsError("every candidate of sparse.training.rates diverged: \(rates). Hint: smaller ones.")
            }
            var table = Table(columns: ["rate", "validation_distance", "chosen"])
            for (index, rate) in rates.enumerated() { table.append([rate, distances[index], index == chosen]) }
            try Folder(context.directory).write(table, "candidates.csv")
        }
    }

    /// `sparse/train/<variant>/seed-<s>`: Algorithm 1, with a checkpoint to resume from.
    func trainingStage(_ variant: Variant, seed: Int) -> Stage {
        let steps = settings.int("sparse.training.steps")
        return Stage(
            name: "sparse/train/\(variant.id)/seed-\(seed)", settings: trainingSettings,
            inputs: Self.trainingInputs + ["sparse/learning-rate"], codeVersion: 2,
            work: Double(steps) * updateSeconds()
        ) { context in
            let rate = try Self.chosenRate(context) * variant.rateShare
            let problem = try TrainingProblem(study: self, context: context)
            let trainer = problem.trainer(
                variant, seed: seed, rate: rate, steps: steps, workers: Workers(count: context.threads))
            let checkpoint = context.checkpointDirectory.appendingPathComponent("training.safetensors").path
            try trainer.train(checkpoint: checkpoint) {
                context.progress.report(step: $0, of: steps, message: variant.id)
                try context.checkInterruption()
            }
            try trainer.checkBest(steps: steps)
            let folder = Folder(context.directory)
            let plain = trainer.network.folded(preconditioner: problem.preconditioner?.matrix)
            try TrainedNetwork.save(plain, to: folder.path("weights.safetensors"), variant: variant.id, seed: seed)
            try folder.write(trainingHistory(trainer.history, layerCount: layerCount), "history.csv")
            let best = trainer.best
            try folder.write(
                [
                    ("steps", steps), ("best_step", best.step), ("best_epoch", best.epoch),
                    ("best_validation_distance", best.distance), ("best_validation_violation", best.violation),
                    ("parameters", plain.parameterCount),
                    ("learning_rate", rate), ("variant", variant.id), ("seed", seed),
                ], "summary.csv")
        }
    }

    private static func chosenRate(_ context: StageContext) throws -> Double {
        let table = try Folder(try context.input("sparse/learning-rate")).table("candidates.csv")
        let chosen = try table.ints("chosen").firstIndex(of: 1) ?? 0
        return try table.doubles("rate")[chosen]
    }
}
