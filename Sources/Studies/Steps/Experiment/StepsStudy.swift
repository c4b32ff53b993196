import Bench
import Stages
import Tensors

/// Gradient descent on a quadratic with a step size learned for each layer, against the best constant one: what a
/// theorem on unrolled networks with layer-wise parameters says, and what is true of them.
///
/// The loss is exact, so that there are no data besides the spectra: seeds differ in where the steps start, in the starts on
/// which conjugate gradients are measured, and in the draw of the random problem.
public struct StepsStudy: Study {
    public static let id = "steps"
    static let names = StageNames(id)
    /// What the names of the evaluations begin with: one a seed, for all methods.
    static let evaluations = "steps/evaluate/seed-"
    let settings: Settings<StepsDeclarations>

    public init(_ settings: Settings<StepsDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// The networks.
    enum Network: String, CaseIterable {
        /// All steps are free.
        case learned
        /// So are they, and the loss is nearly the worst case.
        case worstCase = "learned-worst-case"
        /// Few steps are learned, and repeated.
        case periodic = "learned-periodic"

        /// How many steps of a network with `layers` are learned.
        func period(_ settings: Settings<StepsDeclarations>, layers: Int) -> Int {
            self == .periodic ? min(settings.period, layers) : layers
        }
    }

    public func stages() throws -> [Stage] {
        settings.common.trainingSeeds.flatMap { seed in
            Network.allCases.map { trainingStage($0, seed: seed) } + [evaluationStage(seed: seed)]
        }
    }

    /// What makes the problems, the draw of the random one among it.
    func problemSettings(seed: Int) -> StageSettings {
        settings.only(\.eigenvalues, \.conditions, \.wishartDimension, \.wishartSamples, \.layers)
            + settings.common.only(\.seed) + ["steps.draw": .int(settings.common.draw(ofSeed: seed))]
    }

    /// `steps/train/<network>/seed-<s>`: the steps for every problem and every T, in steps.csv, and how F fell, in
    /// history.csv.
    private func trainingStage(_ network: Network, seed: Int) -> Stage {
        var own = settings.only(\.updates, \.rate, \.startSpread)
        if network == .periodic { own = own + settings.only(\.period) }
        if network == .worstCase { own = own + settings.only(\.power) }
        let count = (settings.conditions.count + 1) * settings.layers.count
        return .numerical(
            name: Self.names.training(network.rawValue, seed), settings: problemSettings(seed: seed) + own,
            work: Double(settings.updates * count) * 1e-5
        ) { context in
            let problems = try Quadratic.all(settings, draw: settings.common.draw(ofSeed: seed))
            var steps = Table(columns: Self.stepColumns)
            var history = Table(columns: Self.historyColumns)
            var done = 0
            for problem in problems {
                let stream = RandomStream(
                    seed: settings.common.streamSeed(seed), name: "steps/start/\(network.rawValue)/\(problem.id)")
                for layers in settings.layers {
                    let training = LearnedSteps(
                        problem, layers: layers, period: network.period(settings, layers: layers),
                        power: network == .worstCase ? settings.power : 1, updates: settings.updates,
                        rate: settings.rate, spread: settings.startSpread)
                    let result = try training.train(stream) { update in
                        guard update.isMultiple(of: 100) else { return }
                        try context.checkInterruption()
                        context.progress.report(
                            step: done * settings.updates + update, of: count * settings.updates, unit: "updates")
                    }
                    done += 1
                    for (layer, step) in result.steps.enumerated() {
                        steps.append([problem.id, layers, layer + 1, step])
                    }
                    for (update, loss) in result.history { history.append([problem.id, layers, update, loss]) }
                }
            }
            try context.results.write(steps, "steps.csv")
            try context.results.write(history, "history.csv")
        }
    }

    static let stepColumns = ["problem", "layers", "layer", "step"]
    static let historyColumns = ["problem", "layers", "update", "loss"]

    public var description: StudyDescription {
        let seeds = settings.common.trainingSeeds
        let most = settings.layers.max()
        func method(
            _ id: String, _ label: String, _ style: StudyDescription.StyleHint, isTrained: Bool = false
        ) -> StudyDescription.Method {
            StudyDescription.Method(
                id: id, label: label, legend: label.prefix(1).uppercased() + label.dropFirst(), style: style,
                isTrained: isTrained, layers: most, seeds: seeds, draws: seeds.map(settings.common.draw(ofSeed:)),
                trainings: isTrained ? Self.names.trainings(id) : nil, evaluations: Self.evaluations)
        }
        return StudyDescription(
            id: Self.id, title: "Learned steps", dataStage: nil,
            methods: [
                method("learned", "learned steps", .init("proposed"), isTrained: true),
                method("learned-worst-case", "learned for the worst case", .init("proposed", 2), isTrained: true),
                method(
                    "learned-periodic", "learned, \(settings.period) steps repeated", .init("proposed", 1),
                    isTrained: true),
                method("optimal", "best steps of all", .init("bound")),
                method("constant", "constant step", .init("baseline")),
                method("best-constant", "best constant step", .init("baseline", 1)),
                method("chebyshev", "Chebyshev steps", .init("alternative")),
                method("conjugate-gradients", "conjugate gradients", .init("classical")),
                method("nesterov", "Nesterov’s method", .init("classical", 1)),
            ],
            measures: [.init(name: "loss", label: "mean squared error", symbol: "$E‖x_T‖_2^2$")],
            tables: [
                .init(stage: "train", file: "steps.csv", columns: Self.stepColumns),
                .init(stage: "train", file: "history.csv", columns: Self.historyColumns),
            ] + StepsTables.descriptions)
    }
}
