import Bench
import Stages
import Unrolled

extension SparseCodingStudy {
    private func trainingInputs(draw: Int) -> [String] {
        [Self.names.data(draw: draw)] + [Self.labels, Self.watched].map { StageNames.drawn($0, draw) }
    }

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
            settings: trainingSettings + (try recipe.stageSettings()), inputs: trainingInputs(draw: 1),
            updateSeconds: updateSeconds
        ) { context in
            let problem = try ListaTraining(study: self, draw: 1, context: context)
            return { rate in
                try problem.trainer(recipe, seed: 1, rate: rate, steps: rateChoice.steps, workers: context.workers)
            }
        }
    }

    /// `sparse/train/<recipe>/seed-<s>`.
    func training(_ method: TrainedMethod, seed: Int) -> TrainingStage<Lista<Float>> {
        let (steps, draw) = (settings.training.optimiser.steps, settings.common.draw(ofSeed: seed))
        var stage = TrainingStage(
            names: Self.names, method: method, seed: seed, settings: trainingSettings,
            inputs: trainingInputs(draw: draw) + [rateChoice.name], steps: steps, work: Double(steps) * updateSeconds
        ) { context in
            let rate = try rateChoice.chosen(context) * method.recipe.rateShare
            let problem = try ListaTraining(study: self, draw: draw, context: context)
            let trainer = try problem.trainer(
                method.recipe, seed: seed, rate: rate, steps: steps, workers: context.workers)
            return (
                trainer,
                {
                    let plain = trainer.network.folded(preconditioner: problem.preconditioner?.matrix)
                    try ListaFile.save(
                        plain, to: context.results.path("weights.safetensors"), variant: method.id, seed: seed)
                    return .init(parameters: plain.parameterCount, learningRate: rate)
                }
            )
        }
        stage.codeVersion = 2
        return stage
    }
}
