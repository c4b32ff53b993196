import Bench
import Descent
import Stages
import Tensors
import Unrolled

/// The toy of the paper's introduction, Figs. 1 and 2: f(y; x) = ½‖x − Ay‖², y in R², by gradient descent unrolled with
/// a learnable direction, trained with (CI) and without, and by gradient descent itself.
public struct ToyStudy: Study {
    public static let id = "toy"
    static let names = StageNames(id)
    let settings: Settings<ToyDeclarations>

    public init(_ settings: Settings<ToyDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// The networks: constraint and noise, each with and without.
    package var methods: [TrainedMethod] {
        [
            method("standard", "standard", legend: "Standard", .init("baseline")),
            method(
                "standard-noisy", "standard, trained with noise", legend: "Standard, trained with noise",
                .init("baseline", 1),
                isNoisy: true),
            method(
                "constrained", "constrained", legend: "Constrained", .init("proposed"), isConstrained: true,
                isNoisy: true),
            method(
                "constrained-quiet", "constrained, no noise", legend: "Constrained, no noise", .init("proposed", 1),
                isConstrained: true),
        ]
    }

    private func method(
        _ id: String, _ label: String, legend: String, _ style: StudyDescription.StyleHint, isConstrained: Bool = false,
        isNoisy: Bool = false
    ) -> TrainedMethod {
        TrainedMethod(
            Recipe(
                id: id, label: label, network: "learned descent",
                constraints: [.init(measure: "gradient", form: .difference, epsilon: settings.epsilon)],
                dualRate: isConstrained ? settings.dualRate : 0,
                noise: isNoisy ? .init(form: "relative", strength: settings.noise) : nil),
            legend: legend, style: style)
    }

    public func stages() throws -> [Stage] {
        try rateStages()
            + settings.common.trainingSeeds.flatMap { seed in
                try methods.map { try training($0, seed: seed).stage() } + [evaluationStage(seed: seed)]
            }
    }

    /// The loss at which a training counts as diverged. Noise in proportion to the gradient multiplies from layer to layer until
    /// the layers have learnt to descend: losses of 1e10 occur on the way, and trainings come back from them.
    private static let lossGuard = 1e15

    /// Without what only the evaluation reads, and what the recipe says.
    private var trainingSettings: StageSettings {
        settings.only(
            \.inputs, \.layers, \.hidden, \.samples, \.steps, \.batch, \.start
        ) + settings.common.only(\.seed) + ["toy.loss-guard": .double(Self.lossGuard)]
    }

    /// The draw that a seed sees, for keys: no input says it.
    func drawSettings(seed: Int) -> StageSettings { ["toy.draw": .int(settings.common.draw(ofSeed: seed))] }

    /// `toy/rate/<recipe>`; none where rates are taken as they are.
    private func rateStages() throws -> [Stage] {
        guard settings.rates.areChosen else { return [] }
        let draws = settings.rates.seeds.map { SettingValue.int(settings.common.draw(ofSeed: $0)) }
        return try methods.map { method in
            try settings.rates.choice(of: method.recipe, names: Self.names, steps: settings.steps).stage(
                of: method, settings: trainingSettings + ["toy.draws": .list(draws)], inputs: [], updateSeconds: 1e-3
            ) { (try trainer(method.recipe, $1, workers: $0.workers), 1) }
        }
    }

    /// `toy/train/<recipe>/seed-<s>`.
    private func training(_ method: TrainedMethod, seed: Int) -> TrainingStage<LearnedDescent<Float>> {
        let steps = settings.steps
        var stage = TrainingStage(
            names: Self.names, method: method, seed: seed,
            settings: trainingSettings + settings.rates.trainingSettings + drawSettings(seed: seed), inputs: [],
            steps: steps, work: Double(steps) * 1e-3,
            rate: settings.rates.rate(of: method.recipe, names: Self.names, steps: steps)
        ) { context, rate in
            let place = RateTrial.Place(rate: rate, rung: 1, steps: steps, seed: seed)
            return try trainer(method.recipe, place, workers: context.workers)
        }
        stage.codeVersion = 4
        stage.saysViolation = false
        return stage
    }

    private func trainer(
        _ recipe: Recipe, _ place: RateTrial.Place, workers: Workers
    ) throws -> Trainer<LearnedDescent<Float>> {
        let toy = try ToyProblem(settings: settings, draw: settings.common.draw(ofSeed: place.seed))
        let seed = settings.common.streamSeed(place.seed)
        let network = toy.network
        network.initialiseAtRandom(seed: seed)
        let data = toy.samples(settings.samples, name: "training")
        let trainer = Trainer(
            network: network, problem: toy.problem,
            lagrangian: Lagrangian(
                loss: .supervised(unit: data.optima.rootMeanSquare),
                constraints: recipe.constraints.map {
                    DescentConstraint(
                        measure: GradientNorm(toy.problem), form: $0.form, epsilon: $0.epsilon,
                        layers: $0.firstLayer...network.layerCount)
                }),
            settings: TrainingSettings(
                steps: place.steps, batchSize: settings.batch, learningRate: LearningRate(base: place.rate),
                dualRate: recipe.dualRate, validateEvery: 100, lossGuard: Self.lossGuard,
                checkpointEvery: settings.common.checkpointEvery),
            noise: recipe.noise.map {
                .init(strength: $0.strength, form: .relative, largestEigenvalue: toy.largestEigenvalue)
            },
            data: TrainingData(training: data, validation: toy.samples(1_000, name: "validation")), seed: seed,
            workers: workers)
        trainer.start = NormalStart(deviation: settings.start)
        return trainer
    }
}
