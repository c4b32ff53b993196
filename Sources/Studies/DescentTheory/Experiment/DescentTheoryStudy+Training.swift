import Bench
import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

extension DescentTheoryStudy {
    /// `theory/train/<recipe>/seed-<s>`: Algorithm 1, without noise between the layers, as Remark III.1 allows.
    func training(_ network: TheoryNetwork, seed: Int) throws -> TrainingStage<Lista<Float>> {
        let recipe = network.method.recipe
        let own = try settings.changing(recipe.changes, place: recipe.id)
        let problem = StageNames.drawn(Self.problem, draw(of: network, seed: seed))
        let steps = settings.training.steps
        return TrainingStage(
            names: Self.names, method: network.method, seed: seed,
            settings: own.network.stageSettings + own.training.stageSettings + own.only(\.rate)
                + own.samples.only(\.train) + own.problem.stageSettings + own.common.only(\.seed),
            inputs: [problem], steps: steps, work: Double(steps) * updateSeconds, rate: .fixed(own.rate)
        ) { context, rate in
            let problem = try TheoryProblem(context.folder(problem), alpha: own.problem.alpha)
            let streams = streamSeed(of: network, seed: seed)
            let lista = Lista<Float>(
                layerCount: own.network.layers, inputDimension: own.problem.inputs, dimension: own.problem.atoms,
                thresholdUnit: problem.unit)
            lista.initialiseAtRandom(
                deviation: 0.02 * (307 / Double(own.problem.atoms)).squareRoot(), seed: streams)
            let trainer = Trainer(
                network: lista, problem: problem.lasso,
                lagrangian: Lagrangian(
                    loss: .supervised(unit: problem.unit),
                    constraints: try recipe.constraints.map { constraint in
                        DescentConstraint(
                            measure: try Quantity(named: constraint.measure).measure(of: problem.mapping),
                            form: constraint.form, epsilon: constraint.epsilon,
                            layers: constraint.firstLayer...own.network.layers)
                    }),
                settings: own.training.trainingSettings(recipe, rate: rate), noise: nil,
                data: TrainingData(
                    training: try trainingSet(network, seed, problem, context),
                    validation: try problem.batch(.validation)), seed: streams, workers: context.workers)
            trainer.start = NormalStart(deviation: own.network.startDeviation)
            return (
                trainer,
                {
                    let plain = trainer.network.folded(preconditioner: nil)
                    try WeightsFile.save(
                        plain, to: context.results.path("weights.safetensors"),
                        metadata: ["network": recipe.network, "variant": recipe.id, "seed": "\(seed)"])
                    return .init(parameters: plain.parameterCount)
                }
            )
        }
    }

    /// The draw's signals or the first N of them, or, of a network that is trained again, signals of its own.
    private func trainingSet(
        _ network: TheoryNetwork, _ seed: Int, _ problem: TheoryProblem, _ context: StageContext
    ) throws -> Batch<Float> {
        switch network.purpose {
        case .compared: return try problem.batch(.train)
        case .sized(let count): return try problem.batch(.train).view(rows: 0..<count)
        case .retrained:
            let signals = signals(draw: draw(of: network, seed: seed))
            let x = signals.inputs("retraining/\(seed)", count: settings.samples.train)
            let family = try LassoProblem(dictionary: signals.dictionary, alpha: settings.problem.alpha)
            var optima = CertifiedOptima(try LassoMethod.certified.solver(for: family), hint: Self.hint)
            let y = try optima.solve(x, split: "retraining \(seed)", workers: context.workers) { _ in
                try context.checkInterruption()
            }
            return Batch(inputs: x, optima: y)
        }
    }
}
