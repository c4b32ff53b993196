import Bench
import Descent
import Foundation
import Stages
import Tensors
import Unrolled

extension OAMPStudy {
    /// `oamp/rate/<network>`, of every network for the middle number of scenes: the others take theirs.
    func rateStages() throws -> [Stage] {
        guard settings.rates.areChosen else { return [] }
        let draws = settings.rates.seeds.map { SettingValue.int(settings.common.draw(ofSeed: $0)) }
        return try trainings.filter { method($0).recipe.rateOf == nil }.map { training in
            let method = method(training)
            let choice = settings.rates.choice(of: method.recipe, names: Self.names, steps: settings.training.steps)
            func stage<Network: UnrolledNetwork>(
                _ trainer:
                    @escaping @Sendable (StageContext, RateTrial.Place) throws -> (
                        trainer: Trainer<Network>, distanceUnit: Double
                    )
            ) throws -> Stage where Network.Scalar == Float {
                try choice.stage(
                    of: method, settings: trainingSettings(training) + ["oamp.draws": .list(draws)], inputs: [],
                    updateSeconds: updateSeconds(training), trainer: trainer)
            }
            if training.network == .alista {
                return try stage { (try alistaTrainer(training, $1.rate, $1.steps, seed: $1.seed, $0), 1) }
            }
            guard training.network.isUNet else {
                return try stage {
                    (try passingTrainer(training, $1.rate, $1.steps, seed: $1.seed, $0), 1)
                }
            }
            return try stage { (try unetTrainer(training, $1.rate, $1.steps, seed: $1.seed, $0), 1) }
        }
    }

    /// `oamp/train/<network>/seed-<s>`.
    func stage(_ training: OAMPTraining, seed: Int) throws -> Stage {
        let steps = settings.training.steps
        if training.network == .alista {
            return try stage(training, seed, { try notes(of: $0, training, seed: seed) }) {
                (context, rate) -> Trainer<ComplexAlista<Float>> in
                try alistaTrainer(training, rate, steps, seed: seed, context)
            }
        }
        guard training.network.isUNet else {
            return try stage(training, seed, { try notes(of: $0, training, seed: seed) }) {
                (context, rate) -> Trainer<UnrolledOAMP<Float>> in
                try passingTrainer(training, rate, steps, seed: seed, context)
            }
        }
        return try stage(training, seed, { try notes(of: $0, training, seed: seed) }) {
            (context, rate) -> Trainer<UNet<Float>> in
            try unetTrainer(training, rate, steps, seed: seed, context)
        }
    }

    private func stage<Network: UnrolledNetwork>(
        _ training: OAMPTraining, _ seed: Int, _ notes: @escaping @Sendable (Network) throws -> NetworkNotes,
        trainer: @escaping @Sendable (StageContext, _ rate: Double) throws -> Trainer<Network>
    ) throws -> Stage where Network.Scalar == Float {
        let (method, steps) = (method(training), settings.training.steps)
        return try TrainingStage(
            names: Self.names, method: method, seed: seed,
            settings: trainingSettings(training) + settings.rates.trainingSettings
                + ["oamp.draw": .int(settings.common.draw(ofSeed: seed))],
            inputs: [], steps: steps, work: Double(steps) * updateSeconds(training),
            rate: settings.rates.rate(of: method.recipe, names: Self.names, steps: steps), notes: notes,
            trainer: trainer
        ).stage()
    }

    private func passingTrainer(
        _ training: OAMPTraining, _ rate: Double, _ steps: Int, seed: Int, _ context: StageContext
    ) throws -> Trainer<UnrolledOAMP<Float>> {
        let problem = try problem(training.operation, seed: seed)
        let network = passing(training.network, problem, seed: settings.common.streamSeed(seed))
        return trainer(network, problem, training, rate, steps, seed: seed, context)
    }

    private func unetTrainer(
        _ training: OAMPTraining, _ rate: Double, _ steps: Int, seed: Int, _ context: StageContext
    ) throws -> Trainer<UNet<Float>> {
        let problem = try problem(training.operation, seed: seed)
        let network = unet(training.network, problem, seed: settings.common.streamSeed(seed))
        return trainer(network, problem, training, rate, steps, seed: seed, context)
    }

    private func alistaTrainer(
        _ training: OAMPTraining, _ rate: Double, _ steps: Int, seed: Int, _ context: StageContext
    ) throws -> Trainer<ComplexAlista<Float>> {
        let problem = try problem(training.operation, seed: seed)
        return trainer(alista(problem), problem, training, rate, steps, seed: seed, context)
    }

    /// What trainings read beside recipe, draw and rate.
    private func trainingSettings(_ training: OAMPTraining) -> StageSettings {
        let own =
            training.network.isUNet
            ? settings.only(\.unetChannels)
            : training.network == .alista ? settings.only(\.layers) : settings.only(\.layers, \.channels)
        return settings.only(\.side, \.share, \.noise, \.condition, \.training) + settings.common.only(\.seed) + own
            + (training.network.hasKnots ? settings.only(\.knots, \.reach) : [:])
            + (training.network == .unetSmall ? settings.only(\.layers, \.channels) : [:])
    }

    /// Seconds of an update on one core, for plans.
    private func updateSeconds(_ training: OAMPTraining) -> Double {
        let pixels = Double(settings.side * settings.side)
        let (channels, layers) = (Double(settings.channels), Double(settings.layers))
        let width = Double(settings.unetChannels)
        // Products of one image, forward; those of U-Nets in Winograd's form, which has fewer.
        let work: Double =
            switch training.network {
            case .untied, .tied: layers * pixels * (9 * (6 * channels + 2 * channels * channels) + 3 * pixels)
            case .scalars, .knots, .knotsJoint: layers * pixels * 3 * pixels
            case .alista: layers * pixels * 6 * pixels
            case .unetSmall: pixels * 2e3
            case .unet, .unetAdjoint: pixels * 70 * width * width
            }
        return Double(settings.training.batch) * 3 * work * 4e-11
    }

    private func trainer<Network: UnrolledNetwork>(
        _ network: Network, _ problem: ScatteringProblem, _ training: OAMPTraining, _ rate: Double, _ steps: Int,
        seed: Int, _ context: StageContext
    ) -> Trainer<Network> where Network.Scalar == Float {
        let seen = training.adaptation.map { operators($0, problem) } ?? []
        func batch(_ count: Int, _ set: String) -> Batch<Float> {
            let sample = problem.sample(count, set: set, by: seen)
            let features =
                training.network.isUNet
                ? training.network.input.estimate(sample.measured, problem.estimator, signal: problem.signal) : nil
            return Batch(inputs: sample.measured, features: features, optima: sample.scenes)
        }
        let recipe = method(training).recipe
        let unit = (problem.signal / 2).squareRoot()
        var lagrangian = Lagrangian<Float>(
            loss: .supervised(unit: unit),
            constraints: recipe.constraints.map {
                DescentConstraint(
                    measure: DistanceToOptimum(), form: $0.form, epsilon: $0.epsilon,
                    layers: $0.firstLayer...network.layerCount)
            })
        if training.penalty > 0 {
            lagrangian.penalty = MovementPenalty(
                weight: training.penalty, firstLayer: settings.layers / 2 + 1, unit: unit)
        }
        let trainer = Trainer(
            network: network, lagrangian: lagrangian,
            settings: settings.training.trainingSettings(recipe, rate: rate, steps: steps), noise: nil,
            data: TrainingData(
                training: batch(training.samples, "training"),
                validation: batch(settings.training.validationSamples, "validation")),
            seed: settings.common.streamSeed(seed), workers: context.workers)
        trainer.start = NormalStart(deviation: 0)
        if !training.descends { trainer.choice = .leastLoss }
        return trainer
    }

    /// Message passing before training: the algorithm itself; with a soft threshold where functions of pixels are learned.
    func passing(_ network: OAMPNetwork, _ problem: ScatteringProblem, seed: UInt64) -> UnrolledOAMP<Float> {
        let levels = problem.schedule(layers: settings.layers).points.map { log($0) / 2 }
        let result = UnrolledOAMP<Float>(
            .init(
                layers: settings.layers, height: settings.side, width: settings.side,
                channels: network == .scalars || network.hasKnots ? 0 : settings.channels, isTied: network == .tied,
                denoiser: network.hasKnots ? .softThreshold(share: problem.softThreshold) : problem.prior,
                knots: network.hasKnots
                    ? RadialKnots(count: settings.knots, reach: settings.reach, deviations: [1]) : nil,
                correction: .divergenceFree, meanLevel: Summary(levels).mean),
            estimator: problem.estimator)
        result.initialiseConvolutions(seed: seed)
        return result
    }

    /// A U-Net before training: what it is fed.
    func unet(_ network: OAMPNetwork, _ problem: ScatteringProblem, seed: UInt64) -> UNet<Float> {
        func made(_ width: Int) -> UNet<Float> {
            let levels = min(4, settings.side.trailingZeroBitCount + 1)
            return UNet<Float>(
                .init(
                    planes: 2, height: settings.side, width: settings.side,
                    channels: (0..<levels).map { width << $0 }))
        }
        var width = settings.unetChannels
        if network == .unetSmall {
            let aim = passing(.untied, problem, seed: seed).parameterCount
            let counts = (1...max(1, width)).map { ($0, abs(made($0).parameterCount - aim)) }
            width = counts.min { $0.1 < $1.1 }?.0 ?? 1
        }
        let result = made(width)
        result.initialise(seed: seed)
        return result
    }
}
