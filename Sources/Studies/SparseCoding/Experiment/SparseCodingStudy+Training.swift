import Bench
import Stages
import Unrolled

extension SparseCodingStudy {
    private var trainingInputs: [String] { [Self.names.data, Self.labels, Self.watched] }

    /// What all trainings read; constraints and noise are in their recipes.
    private var trainingSettings: StageSettings {
        settings.network.stageSettings + settings.training.stageSettings + settings.common.only(\.seed)
    }

    private var rateChoice: RateChoice {
        RateChoice(
            name: "sparse/learning-rate", rates: settings.training.rates, steps: settings.training.tuningSteps,
            setting: settings.training.name(\.rates))
    }

    /// `sparse/learning-rate`: trainings of `standard` at each candidate rate; the best on validation is used for
    /// every recipe.
    func rateStage() throws -> Stage {
        let recipe = methods[0].recipe
        return rateChoice.stage(
            settings: trainingSettings + (try recipe.stageSettings()), inputs: trainingInputs,
            updateSeconds: updateSeconds
        ) { context in
            let problem = try ListaTraining(study: self, context: context)
            return { rate in
                try problem.trainer(recipe, seed: 1, rate: rate, steps: rateChoice.steps, workers: context.workers)
            }
        }
    }

    /// `sparse/train/<recipe>/seed-<s>`.
    func training(_ method: TrainedMethod, seed: Int) -> TrainingStage<Lista<Float>> {
        let steps = settings.training.optimiser.steps
        var stage = TrainingStage(
            names: Self.names, method: method, seed: seed, settings: trainingSettings,
            inputs: trainingInputs + [rateChoice.name], steps: steps, work: Double(steps) * updateSeconds
        ) { context in
            let rate = try rateChoice.chosen(context) * method.recipe.rateShare
            let problem = try ListaTraining(study: self, context: context)
            let trainer = try problem.trainer(
                method.recipe, seed: seed, rate: rate, steps: steps, workers: context.workers)
            return (
                trainer,
                {
                    let plain = trainer.network.folded(preconditioner: problem.preconditioner?.matrix)
                    try ListaFile.save(
                        plain, to: context.results.path("weights.safetensors"), variant: method.id, seed: seed,
                        more: fileMetadata(method.recipe))
                    return .init(parameters: plain.parameterCount, learningRate: rate)
                }
            )
        }
        stage.codeVersion = 3
        return stage
    }

    /// What a file of weights says of the problem and the training beside the network's own sizes.
    private func fileMetadata(_ recipe: Recipe) -> [String: String] {
        [
            "alpha": "\(settings.problem.alpha)",
            "preconditioner": settings.training.whitening > 0 ? "folded into Du" : "none",
            "training.noise": recipe.noise.map { "\($0.form), strength \($0.strength), on layers 1 to L-1" } ?? "none",
            "units": "x: pixels from 0 to 1, row by row; y: coefficients of the columns of D, x = D y",
        ]
    }
}
