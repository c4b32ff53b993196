import Bench
import Descent
import Stages
import Tensors
import Unrolled

/// Unrolled proximal descent with denoisers that guarantee something, or nothing, past the layers it was trained with: what a
/// definition of convergent unrolling promises, what is true of it, and what a guarantee costs.
public struct ConvergentStudy: Study {
    public static let id = "convergent"
    static let names = StageNames(id)
    let settings: Settings<ConvergentDeclarations>

    public init(_ settings: Settings<ConvergentDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// A network that is trained, as recipes call it.
    package enum Network: String, CaseIterable, Sendable {
        case free, lipschitz, firm, contractive, frame, soft
        case freeUntied = "free-untied"
        case contractiveUntied = "contractive-untied"

        var denoiser: ProximalDenoiser {
            switch self {
            case .free, .freeUntied: .free
            case .lipschitz: .lipschitz
            case .firm: .firm
            case .contractive, .contractiveUntied: .contractive
            case .frame: .frame
            case .soft: .soft
            }
        }

        var isTied: Bool { self != .freeUntied && self != .contractiveUntied }
    }

    /// The free untied network, after whose layers those of the tied soft threshold follow.
    static let tail = "free-tail"
    /// What is added to the names of those that are also trained with (CII).
    static let descending = "-descent"

    /// The networks: each without constraints, and four of them once with (CII).
    package var methods: [TrainedMethod] {
        let plain: [(Network, String, String, StudyDescription.StyleHint)] = [
            (.free, "free", "Free", .init("baseline")),
            (.lipschitz, "1-Lipschitz", "1-Lipschitz", .init("proposed", 1)),
            (.firm, "firmly nonexpansive", "Firmly nonexpansive", .init("proposed")),
            (.contractive, "contractive", "Contractive", .init("proposed", 2)),
            (.frame, "thresholds in a frame", "Thresholds in a frame", .init("classical", 2)),
            (.soft, "soft threshold", "Soft threshold", .init("classical")),
            (.freeUntied, "free, untied", "Free, untied", .init("baseline", 2)),
            (.contractiveUntied, "contractive, untied", "Contractive, untied", .init("proposed", 3)),
        ]
        return plain.map { method($0.0, $0.1, $0.2, $0.3) }
            + plain.filter { [.free, .firm, .contractive, .soft].contains($0.0) }.enumerated().map { place, one in
                method(one.0, "\(one.1), with (CII)", "\(one.2), with (CII)", .init("ablation", place), descends: true)
            }
    }

    private func method(
        _ network: Network, _ label: String, _ legend: String, _ style: StudyDescription.StyleHint,
        descends: Bool = false
    ) -> TrainedMethod {
        TrainedMethod(
            Recipe(
                id: network.rawValue + (descends ? Self.descending : ""), label: label, network: network.rawValue,
                constraints: [.init(measure: "distance", form: .normalised, epsilon: settings.epsilon)],
                dualRate: descends ? settings.dualRate : 0), legend: legend, style: style, isAblation: descends)
    }

    public func stages() throws -> [Stage] {
        let seeds = settings.common.trainingSeeds
        return try methods.flatMap { method in
            try method.seeds(of: seeds).flatMap { seed in
                [try training(method, seed: seed).stage(), evaluationStage(method, seed: seed)]
            }
        } + seeds.map(tailStage(seed:))
    }

    /// What makes the scenes and the matrix, and what networks there are.
    func problemSettings(seed: Int) -> StageSettings {
        settings.only(\.side, \.share, \.noise, \.layers, \.channels, \.range) + settings.common.only(\.seed)
            + ["convergent.draw": .int(settings.common.draw(ofSeed: seed))]
    }

    func problem(seed: Int) throws -> SceneProblem {
        try SceneProblem(
            side: settings.side, share: settings.share,
            seed: settings.common.drawSeed(settings.common.draw(ofSeed: seed)))
    }

    /// An untrained network.
    func network<Scalar: FlowScalar>(_ network: Network, gram: Matrix<Scalar>) -> ProximalDescent<Scalar> {
        ProximalDescent(
            .init(
                layers: settings.layers, height: settings.side, width: settings.side, channels: settings.channels,
                denoiser: network.denoiser, isTied: network.isTied, range: settings.range), gram: gram)
    }

    /// `convergent/train/<network>/seed-<s>`.
    private func training(_ method: TrainedMethod, seed: Int) -> TrainingStage<ProximalDescent<Float>> {
        let steps = settings.training.steps
        let size = Double(settings.training.batch * settings.layers * settings.side * settings.side)
        return TrainingStage(
            names: Self.names, method: method, seed: seed,
            settings: problemSettings(seed: seed) + settings.only(\.samples, \.training, \.rate), inputs: [],
            steps: steps, work: Double(steps) * size * cost(of: method.recipe) * 3.5e-9, rate: .fixed(settings.rate)
        ) { context, rate in
            try trainer(method.recipe, rate: rate, seed: seed, workers: context.workers)
        }
    }

    /// What a pixel takes in a layer: products of numbers, and what takes as long.
    private func cost(of recipe: Recipe) -> Double {
        let channels = Double(settings.channels)
        return switch Network(rawValue: recipe.network) {
        case .soft: 8
        case .frame: 12 + 2 * channels
        default: 12 + channels * channels
        }
    }

    private func trainer(
        _ recipe: Recipe, rate: Double, seed: Int, workers: Workers
    ) throws -> Trainer<ProximalDescent<Float>> {
        let problem = try problem(seed: seed)
        let network = network(try Network(named: recipe.network), gram: problem.gram.converted(to: Float.self))
        network.initialiseAtRandom(seed: settings.common.streamSeed(seed))
        let data = problem.batch(settings.samples, set: "training", decibels: settings.noise)
        let validation = problem.batch(settings.training.validationSamples, set: "validation", decibels: settings.noise)
        let trainer = Trainer(
            network: network,
            lagrangian: Lagrangian(
                loss: .supervised(unit: data.optima.rootMeanSquare),
                constraints: recipe.constraints.map {
                    DescentConstraint(
                        measure: DistanceToOptimum(), form: $0.form, epsilon: $0.epsilon,
                        layers: $0.firstLayer...network.layerCount)
                }),
            settings: settings.training.trainingSettings(recipe, rate: rate), noise: nil,
            data: TrainingData(training: data, validation: validation), seed: settings.common.streamSeed(seed),
            workers: workers)
        // c_0 = 0.
        trainer.start = NormalStart(deviation: 0)
        return trainer
    }

    public var description: StudyDescription {
        let common = settings.common
        let tail = StudyDescription.Method(
            id: Self.tail, label: "free, then soft threshold", legend: "Free, then soft threshold",
            style: .init("alternative"), isTrained: false, layers: settings.layers, seeds: common.trainingSeeds,
            draws: common.trainingSeeds.map(common.draw(ofSeed:)), evaluations: Self.names.evaluations(Self.tail))
        return StudyDescription(
            id: Self.id, title: "Convergent unrolling", dataStage: nil,
            methods: methods.map {
                Self.names.describe($0, layers: settings.layers, run: common, choosesRates: false)
            } + [tail],
            measures: [.init(name: "nmse", label: "squared error over that of zero", symbol: "NMSE")],
            tables: ConvergentTables.descriptions + StudyDescription.TableDescription.trainings())
    }
}
