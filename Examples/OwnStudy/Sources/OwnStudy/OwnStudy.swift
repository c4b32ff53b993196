import Bench
import Descent
import Optimizees
import Stages
import Tensors

/// A constraint of its own: f(y; x) − f(y*; x) has to fall. Unlike f it ends at zero, so that a share of it can be asked for.
struct Suboptimality: DescentMeasure {
    let lasso: Lasso<Float>

    func values(_ y: Matrix<Float>, _ batch: Batch<Float>) -> [Double] {
        zip(lasso.values(y, batch.inputs), lasso.values(batch.optima, batch.inputs)).map { max(0, $0 - $1) }
    }

    /// ∇f(y; x).
    func addGradient(
        _ y: Matrix<Float>, _ batch: Batch<Float>, values: [Double], weights: [Double], to gradient: Matrix<Float>
    ) {
        ObjectiveValue(lasso).addGradient(y, batch, values: values, weights: weights, to: gradient)
    }
}

/// Its settings: in profiles, `--set own.layers=8`, `--print-config`, and in the keys of stages.
struct OwnDeclarations: SettingsGroup {
    let layers = Setting.whole("own.layers", 6, 1...100, "L")
    let samples = Setting.count("own.samples", 3_000, unit: "samples", "made-up signals to learn from")
    let rate = Setting.real("own.rate", 5e-3, 1e-9...10, "learning rate")
    let epsilon = Setting.real("own.epsilon", 0.2, 1e-6...0.999, "ε")
    let dualRate = Setting.real("own.dual-rate", 1, 0...1e6, "μ_λ, each batch")
    let optimiser = OptimiserDeclarations(
        "own", steps: 600, batch: 128, warmUp: 20, weightDecay: 0, clip: 1, validateEvery: 50, validationSamples: 300)
}

/// Sparse codes of made-up signals by unrolled ADMM, with the constraint above and without.
struct OwnStudy: Study {
    static let id = "own"
    static var declarations: OwnDeclarations { OwnDeclarations() }
    private static let names = StageNames(id)
    private static let measures: [Measure<Batch<Float>>] = [
        Measure("distance", "distance to the optimum", symbol: "$‖y_ℓ − y^*‖_2$") { $0.y.rowDistances(to: $1.optima) }
    ]
    private let settings: Settings<OwnDeclarations>
    private var signals: LassoSignals { Self.signals(settings) }

    init(_ settings: Settings<OwnDeclarations>, images: ImageLibrary) { self.settings = settings }

    private static func signals(_ settings: Settings<OwnDeclarations>) -> LassoSignals {
        LassoSignals(
            "own/problem", inputDimension: 20, dimension: 40, alpha: 0.1, train: settings.samples, validation: 300,
            test: 300)
    }

    static func check(_ own: Settings<OwnDeclarations>) throws { try own.require(\.optimiser.batch, atMost: \.samples) }

    static func memory(_ settings: Settings<OwnDeclarations>) -> [MemoryNeed] { [signals(settings).memory] }

    private var methods: [TrainedMethod] {
        [("standard", "Standard", "baseline", 0), ("constrained", "Constrained", "proposed", settings.dualRate)].map {
            let constraint = Recipe.Constraint(measure: "suboptimality", form: .difference, epsilon: settings.epsilon)
            return TrainedMethod(
                Recipe(id: $0.0, label: $0.0, network: "unrolled ADMM", constraints: [constraint], dualRate: $0.3),
                legend: $0.1, style: .init($0.2))
        }
    }

    private var network: UnrolledADMM<Float> {
        UnrolledADMM(layerCount: settings.layers, inputDimension: signals.inputDimension, dimension: signals.dimension)
    }

    func stages() throws -> [Stage] {
        let runs = methods.flatMap { method in settings.common.trainingSeeds.map { (method: method, seed: $0) } }
        return try [signals.stage(settings.common)] + runs.map { try training($0.method, seed: $0.seed).stage() }
            + runs.map { run in
                Self.names.evaluation(
                    of: run.method, seed: run.seed, run: settings.common, inputs: [signals.stageName], work: 0.1,
                    measures: Self.measures, network: { network }
                ) { context in
                    let test = try signals.batch("test", context)
                    return (test.inputs, test)
                }
            }
    }

    private func training(_ method: TrainedMethod, seed: Int) -> TrainingStage<UnrolledADMM<Float>> {
        let (recipe, streams, steps) = (method.recipe, settings.common.streamSeed(seed), settings.optimiser.steps)
        return TrainingStage(
            names: Self.names, method: method, seed: seed, settings: settings.only(\.layers, \.rate, \.optimiser),
            inputs: [signals.stageName], steps: steps, work: Double(steps) * 2e-3,
            rate: .fixed(settings.rate)
        ) { context, rate in
            let (network, samples) = (network, try signals.batch("train", context))
            let suboptimality = Suboptimality(lasso: try signals.lasso(context))
            network.start(deviation: 0.05, seed: streams)
            return Trainer(
                network: network,
                lagrangian: Lagrangian(
                    loss: .supervised(unit: samples.optima.rootMeanSquare),
                    constraints: recipe.constraints.map {
                        DescentConstraint(
                            measure: suboptimality, form: $0.form, epsilon: $0.epsilon, layers: 1...settings.layers)
                    }),
                settings: settings.optimiser.trainingSettings(recipe, rate: rate), noise: nil,
                data: TrainingData(training: samples, validation: try signals.batch("validation", context)),
                seed: streams, workers: context.workers)
        }
    }

    var description: StudyDescription {
        Self.names.describe(
            title: "Unrolled ADMM", methods: methods, layers: settings.layers, run: settings.common,
            measures: Self.measures, tables: [CertifiedOptima.description(stage: signals.stageName)])
    }
}
