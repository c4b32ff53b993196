import Bench
import Descent
import Stages
import Tensors
import Unrolled

/// Sparse recovery from Gaussian measurements: the networks of the literature and the classical algorithms on the problem
/// on which the field compares them, what layer-wise parameters are worth there, what support selection, ties and analytic
/// weights are, what a safeguard costs, and whether descent constraints change any of it.
public struct GaussianStudy: OpenStudy {
    public static let id = "gaussian"
    static let names = StageNames(id)
    let settings: Settings<GaussianDeclarations>

    public private(set) var externalMethods: [ExternalMethod] = []

    public init(_ settings: Settings<GaussianDeclarations>, images: ImageLibrary) throws {
        self.settings = settings
        let own = trainings.map(\.method.id) + references.map(\.id)
        externalMethods = try settings.externalMethods(of: Self.id, beside: own, check: layers)
    }

    /// A network as it is trained: at a signal-to-noise ratio, with or without (CII).
    struct Training: Sendable {
        var network: GaussianNetwork
        var level: Double
        var method: TrainedMethod
        var seeds: [Int]
    }

    /// An algorithm without training, at a signal-to-noise ratio.
    struct Reference: Sendable {
        var algorithm: ClassicalRecovery.Algorithm
        var level: Double
        var id: String
    }

    /// "-at-20-db" for all signal-to-noise ratios but the first.
    private func suffix(_ level: Double) -> String {
        level == settings.levels[0] ? "" : level >= 200 ? "-without-noise" : "-at-\(Self.decibels(level))-db"
    }

    /// The same for people: ", 20 dB".
    private func place(_ level: Double) -> String {
        level == settings.levels[0] ? "" : level >= 200 ? ", no noise" : ", \(Self.decibels(level)) dB"
    }

    /// "20", "12.5".
    static func decibels(_ level: Double) -> String { Int(exactly: level).map { "\($0)" } ?? "\(level)" }

    /// The networks, at the first ratio with and without constraints.
    var trainings: [Training] {
        settings.levels.flatMap { level in
            let isFirst = level == settings.levels[0]
            return GaussianNetwork.allCases.filter { isFirst || $0.isTrainedAtAllLevels }.flatMap { network in
                (isFirst ? [false, true] : [false]).map { training(network, level: level, isConstrained: $0) }
            }
        }
    }

    private func training(_ network: GaussianNetwork, level: Double, isConstrained: Bool) -> Training {
        let words = network.words
        let own = network.learnsMatrices ? settings.matrixSeeds : settings.scalarSeeds
        let isFree = !isConstrained && level == settings.levels[0]
        let recipe = Recipe(
            id: network.rawValue + (isConstrained ? "-constrained" : "") + suffix(level),
            label: words.label + (isConstrained ? " with constraints" : "") + place(level), network: network.rawValue,
            constraints: [.init(measure: "distance", form: .difference, epsilon: settings.epsilon)],
            dualRate: isConstrained ? settings.dualRate : 0,
            dualBound: settings.dualBound > 0 ? settings.dualBound : nil,
            curriculum: .incrementalThenJoint, start: "ISTA",
            rateOf: isFree ? nil : network.rawValue,
            changes: ["gaussian.snr": .double(level)])
        return Training(
            network: network, level: level,
            method: TrainedMethod(
                recipe, legend: words.legend + (isConstrained ? " with constraints" : "") + place(level),
                // Its own among the study's; figures show it in the network's.
                style: .init(
                    words.style.role + (isConstrained ? "-constrained" : "") + suffix(level), words.style.variant)),
            seeds: Array(settings.common.trainingSeeds.prefix(isFree ? own : min(own, settings.furtherSeeds))))
    }

    /// The classical algorithms at every ratio.
    var references: [Reference] {
        settings.levels.flatMap { level in
            ClassicalRecovery.Algorithm.allCases.map {
                Reference(algorithm: $0, level: level, id: $0.rawValue + suffix(level))
            }
        }
    }

    public func stages() throws -> [Stage] {
        try rateStages()
            + trainings.flatMap { training in
                try training.seeds.flatMap { [try stage(training, seed: $0), evaluationStage(training, seed: $0)] }
            }
            + references.flatMap { reference in
                settings.common.trainingSeeds.map { referenceStage(reference, seed: $0) }
            }
            + externalMethods.flatMap(externalStages)
    }

    /// The draw that a seed sees, for keys: no input says it.
    private func drawSettings(seed: Int) -> StageSettings {
        ["gaussian.draw": .int(settings.common.draw(ofSeed: seed))]
    }

    /// What makes the problem, the draw among it.
    func problemSettings(seed: Int) -> StageSettings {
        settings.only(\.rows, \.columns, \.density) + settings.common.only(\.seed) + drawSettings(seed: seed)
    }

    /// How the rate of a network is chosen: one grid for those that learn numbers, one for those that learn matrices.
    private func rates(_ network: GaussianNetwork) -> Settings<RateDeclarations> {
        network.learnsMatrices ? settings.matrices : settings.scalars
    }

    /// What a training reads beside its recipe, its draw and its rate.
    private func trainingSettings(_ network: GaussianNetwork) -> StageSettings {
        settings.only(\.rows, \.columns, \.density, \.layers, \.batch, \.validation) + settings.common.only(\.seed)
            + (network.learnsMatrices ? settings.only(\.matrixSteps, \.scalarShare) : settings.only(\.scalarSteps))
    }

    /// `gaussian/rate/<network>`, of networks without constraints at the first ratio: the others take theirs.
    private func rateStages() throws -> [Stage] {
        try trainings.filter { $0.method.recipe.rateOf == nil && rates($0.network).areChosen }.map { training in
            let rates = rates(training.network)
            let draws = rates.seeds.map { SettingValue.int(settings.common.draw(ofSeed: $0)) }
            let choice = rates.choice(
                of: training.method.recipe, names: Self.names, steps: steps(training.network))
            let own = trainingSettings(training.network) + ["gaussian.draws": .list(draws)]
            func stage<Network: UnrolledNetwork>(
                _ trainer:
                    @escaping @Sendable (StageContext, RateTrial.Place) throws -> (
                        trainer: Trainer<Network>, distanceUnit: Double
                    )
            ) throws -> Stage where Network.Scalar == Float {
                try choice.stage(
                    of: training.method, settings: own, inputs: [], updateSeconds: updateSeconds(training.network),
                    trainer: trainer)
            }
            switch training.network {
            case .tista: return try stage { (try trainer(training, $1, $0) as Trainer<Tista<Float>>, 1) }
            case .lista, .listaTied: return try stage { (try trainer(training, $1, $0) as Trainer<Lista<Float>>, 1) }
            default: return try stage { (try trainer(training, $1, $0) as Trainer<CoupledLista<Float>>, 1) }
            }
        }
    }

    /// `gaussian/train/<network>/seed-<s>`.
    private func stage(_ training: Training, seed: Int) throws -> Stage {
        let steps = steps(training.network)
        @Sendable func place(_ rate: Double) -> RateTrial.Place { .init(rate: rate, rung: 1, steps: steps, seed: seed) }
        switch training.network {
        case .tista:
            return try stage(training, seed, Self.notes(of:)) { (context, rate) -> Trainer<Tista<Float>> in
                try trainer(training, place(rate), context)
            }
        case .lista, .listaTied:
            return try stage(training, seed, Self.notes(of:)) { (context, rate) -> Trainer<Lista<Float>> in
                try trainer(training, place(rate), context)
            }
        default:
            return try stage(training, seed, Self.notes(of:)) { (context, rate) -> Trainer<CoupledLista<Float>> in
                try trainer(training, place(rate), context)
            }
        }
    }

    private func stage<Network: UnrolledNetwork>(
        _ training: Training, _ seed: Int, _ notes: @escaping @Sendable (Network) -> NetworkNotes,
        trainer: @escaping @Sendable (StageContext, _ rate: Double) throws -> Trainer<Network>
    ) throws -> Stage where Network.Scalar == Float {
        let (rates, steps) = (rates(training.network), steps(training.network))
        return try TrainingStage(
            names: Self.names, method: training.method, seed: seed,
            settings: trainingSettings(training.network) + drawSettings(seed: seed) + rates.trainingSettings,
            inputs: [],
            steps: steps, work: Double(steps) * updateSeconds(training.network),
            rate: rates.rate(of: training.method.recipe, names: Self.names, steps: steps), notes: notes,
            trainer: trainer
        ).stage()
    }

    private func steps(_ network: GaussianNetwork) -> Int {
        network.learnsMatrices ? settings.matrixSteps : settings.scalarSteps
    }

    /// Seconds of an update on one core, for plans.
    private func updateSeconds(_ network: GaussianNetwork) -> Double {
        let (p, d) = (Double(settings.rows), Double(settings.columns))
        let products: Double =
            switch network {
            case .lista, .listaTied: 3 * d * (p + d)
            case .tista: 4 * p * d
            // Of five products, or four, one is whole, the others leave zeros out.
            default: (network.learnsMatrices ? 3 : 2) * p * d
            }
        return Double(settings.layers * settings.batch) * (2 * products / 1e11 + d * 5e-9)
    }

    private func trainer<Network: UnrolledNetwork>(
        _ training: Training, _ place: RateTrial.Place, _ context: StageContext
    ) throws -> Trainer<Network> where Network.Scalar == Float {
        let problem = try GaussianProblem(settings, draw: settings.common.draw(ofSeed: place.seed))
        guard let network = training.network.make(problem, settings, level: training.level) as? Network else {
            preconditionFailure("\(training.network) is no \(Network.self)")
        }
        let recipe = training.method.recipe
        let trainer = Trainer(
            network: network,
            lagrangian: Lagrangian(
                loss: .supervised(unit: problem.density.squareRoot()),
                constraints: recipe.constraints.map {
                    DescentConstraint(
                        measure: DistanceToOptimum(), form: $0.form, epsilon: $0.epsilon,
                        layers: $0.firstLayer...network.layerCount)
                }),
            settings: TrainingSettings(
                steps: place.steps, batchSize: settings.batch, curriculum: recipe.curriculum,
                learningRate: LearningRate(base: place.rate, warmUp: 10), dualRate: recipe.dualRate,
                dualBound: recipe.dualBound, checkpointEvery: settings.common.checkpointEvery),
            noise: nil,
            data: TrainingData(
                training: problem.signals("training", settings.batch, level: training.level),
                validation: problem.signals("validation", settings.validation, level: training.level)),
            seed: settings.common.streamSeed(place.seed), workers: context.workers)
        trainer.start = NormalStart(deviation: 0)
        trainer.augmentation = FreshSignals(problem: problem, level: training.level)
        trainer.choice = .leastLoss
        return trainer
    }

    public var description: StudyDescription {
        let seeds = settings.common.trainingSeeds
        let trained = trainings.map { training -> StudyDescription.Method in
            var method = Self.names.describe(
                training.method, layers: settings.layers, run: settings.common,
                choosesRates: rates(training.network).areChosen)
            method.seeds = training.seeds
            method.draws = training.seeds.map(settings.common.draw(ofSeed:))
            return method
        }
        let classical = references.map { reference -> StudyDescription.Method in
            let words = reference.algorithm.words
            return StudyDescription.Method(
                id: reference.id, label: words.label + place(reference.level),
                legend: words.legend + place(reference.level),
                style: .init(words.style.role + suffix(reference.level), words.style.variant), isTrained: false,
                layers: 3 * settings.layers, seeds: seeds,
                draws: seeds.map(settings.common.draw(ofSeed:)), evaluations: Self.names.evaluations(reference.id))
        }
        return StudyDescription(
            id: Self.id, title: "Gaussian measurements", dataStage: nil,
            methods: trained + classical + Self.names.describe(externalMethods, run: settings.common),
            measures: [.init(name: "nmse", label: "normalised mean squared error", symbol: "NMSE", unit: "dB")],
            tables: GaussianTables.descriptions + StudyDescription.TableDescription.trainings()
                + (settings.scalars.areChosen || settings.matrices.areChosen ? RateChoice.descriptions : []))
    }
}
