import Bench
import Stages
import Unrolled

extension SparseCodingStudy {
    private func trainingInputs(draw: Int) -> [String] {
        [names.data(draw: draw)] + [labels, watched].map { StageNames.drawn($0, draw) }
    }

    /// What all trainings read; constraints and noise are in their recipes.
    private func trainingSettings(_ recipe: Recipe) throws -> StageSettings {
        let own = try settings.changing(recipe.changes, place: recipe.id)
        return own.network.stageSettings + own.training.only(\.optimiser, \.loss, \.whitening)
            + own.common.only(\.seed)
    }

    /// `sparse/rate/<recipe>` of each recipe that takes no other's rate; none where rates are taken as they are.
    func rateStages() throws -> [Stage] {
        let rates = settings.training.rates
        guard rates.areChosen else { return [] }
        let draws = settings.common.draws(ofSeeds: rates.seeds)
        return try methods.filter { $0.recipe.rateOf == nil }.map { method in
            try rates.choice(of: method.recipe, names: names, steps: settings.training.optimiser.steps).stage(
                of: method, settings: try trainingSettings(method.recipe),
                inputs: draws.flatMap(trainingInputs(draw:)), updateSeconds: updateSeconds
            ) { context, place in
                let draw = settings.common.draw(ofSeed: place.seed)
                let trainer = try ListaTraining(study: self, draw: draw, context: context).trainer(
                    method.recipe, seed: place.seed, rate: place.rate, steps: place.steps, workers: context.workers)
                return (trainer, 1)
            }
        }
    }

    /// `sparse/train/<recipe>/seed-<s>`.
    func training(_ method: TrainedMethod, seed: Int) throws -> TrainingStage<Lista<Float>> {
        let (steps, draw) = (settings.training.optimiser.steps, settings.common.draw(ofSeed: seed))
        let rates = settings.training.rates
        var stage = TrainingStage(
            names: names, method: method, seed: seed,
            settings: try trainingSettings(method.recipe) + rates.trainingSettings,
            inputs: trainingInputs(draw: draw), steps: steps, work: Double(steps) * updateSeconds,
            rate: rates.rate(of: method.recipe, names: names, steps: steps)
        ) { context, rate in
            let problem = try ListaTraining(study: self, draw: draw, context: context)
            let trainer = try problem.trainer(
                method.recipe, seed: seed, rate: rate, steps: steps, workers: context.workers)
            return (
                trainer,
                {
                    let plain = trainer.network.folded(preconditioner: problem.preconditioner?.matrix)
                    try ListaFile.save(
                        plain, to: context.results.path("weights.safetensors"), variant: method.id, seed: seed,
                        more: fileMetadata(method.recipe))
                    return .init(parameters: plain.parameterCount)
                }
            )
        }
        stage.codeVersion = 5
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
