import Bench
import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

extension InpaintingStudy {
    /// `inpainting/train/<recipe>/seed-<s>`: Algorithm 1 with two sets of duals.
    func training(_ method: TrainedMethod, seed: Int) throws -> TrainingStage<GlowProx<Float>> {
        let own = try settings.changing(method.recipe.changes, place: method.id)
        let steps = own.training.optimiser.steps
        var stage = TrainingStage<GlowProx<Float>>(
            names: Self.names, method: method, seed: seed, settings: try trainingSettings(own),
            inputs: [Self.names.data], steps: steps, work: Double(steps) * updateSeconds(own)
        ) { context in
            let images = try InpaintingImages(study: self, context: context)
            let trainer = try trainer(method.recipe, own, images, seed: seed, workers: context.workers)
            return (
                trainer,
                {
                    let network = trainer.network
                    try GlowProxFile.save(
                        network, images, to: context.results.path("weights.safetensors"), variant: method.id, seed: seed
                    )
                    return .init(
                        parameters: network.parameters.filter(\.isLearnt).reduce(0) { $0 + $1.count },
                        learningRate: own.training.rate, distanceUnit: images.deviation,
                        rows: (1...layerCount).flatMap { layer -> [(String, any TableValue)] in
                            [("xi_\(layer)", network.step(layer)), ("zeta_\(layer)", network.shrinkage(layer))]
                        })
                }
            )
        }
        stage.codeVersion = 3
        stage.constraintSets = Self.constraintSets
        return stage
    }

    /// What a training reads beside its recipe, with everything that the network is made of, defaults included.
    private func trainingSettings(_ own: Settings<InpaintingDeclarations>) throws -> StageSettings {
        try own.training.optimiser.stageSettings + own.training.only(\.rate, \.finalShare, \.flips)
            + own.flow.only(\.decline, \.startImages) + own.network.only(\.layers) + own.common.only(\.seed)
            + StageSettings(flattening: own.glowProx, prefix: "network")
    }

    /// A trainer of one recipe. The seed sets the first weights, the order of batches and the noise, alike for all.
    private func trainer(
        _ recipe: Recipe, _ own: Settings<InpaintingDeclarations>, _ images: InpaintingImages, seed: Int,
        workers: Workers
    ) throws -> Trainer<GlowProx<Float>> {
        let streams = settings.common.streamSeed(seed)
        let validation = 0..<min(images.validation.rows, own.training.optimiser.validationSamples)
        let trainer = Trainer(
            network: try startedNetwork(own, images, seed: streams), lagrangian: try lagrangian(recipe, own),
            settings: own.training.optimiser.trainingSettings(
                recipe, rate: own.training.rate, finalShare: own.training.finalShare, lossGuard: 1e4),
            noise: recipe.noise.map { DecliningNoise<Float>.Source(strength: $0.strength / images.deviation) },
            data: TrainingData(
                training: images.trainingBatch, validation: images.batch(images.validation.rows(validation))),
            seed: streams, workers: workers)
        trainer.start = InputStart()
        trainer.augmentation = MirrorAndMask(images, mirrors: own.training.flips)
        return trainer
    }

    private func startedNetwork(
        _ own: Settings<InpaintingDeclarations>, _ images: InpaintingImages, seed: UInt64
    ) throws -> GlowProx<Float> {
        let network = try GlowProx<Float>(layerCount: layerCount, shape: shape, hole: hole, settings: own.glowProx)
        network.start(seed: seed)
        let count = min(images.train.rows, own.flow.startImages)
        network.initialise(from: images.standardised(images.train.rows(0..<count)), decline: own.flow.decline)
        return network
    }

    /// The loss of (26) in units of the images' variance, and its two sets of constraints: of ‖∇f_1(y_l)‖ and of
    /// ‖∇f_2(z_l)‖.
    private func lagrangian(_ recipe: Recipe, _ own: Settings<InpaintingDeclarations>) throws -> Lagrangian<Float> {
        let isPaper = own.network.semantics == .paper
        let consistency = DataConsistency<Float>(
            hole: isPaper ? hole : hole.map { _ in false }, channels: shape.channels)
        return Lagrangian(
            loss: .supervised(unit: 1),
            constraints: try recipe.constraints.map { set in
                DescentConstraint(
                    measure: set.isLatent
                        ? LatentGradientNorm() : try MeasureKind(named: set.measure).measure(of: consistency),
                    form: set.form, epsilon: set.epsilon, layers: set.firstLayer...layerCount,
                    variable: set.isLatent ? .latent : .estimate)
            })
    }

    /// Seconds of one update on one core, for plans, from what each layer's flow computes.
    func updateSeconds(_ own: Settings<InpaintingDeclarations>) -> Double {
        // Both directions forward, and twice that backward; once more where passes are run again.
        let passes = own.network.memory == .store ? 6.0 : 8
        let network = own.glowProx
        let cost = FlowCost(shape: shape, settings: network.flow, hole: hole)
        let flows = (1...layerCount).reduce(0) {
            $0 + cost.seconds(closedLevels: network.isCoarseToFine ? max(0, network.flow.levels - $1) : 0)
        }
        return passes * Double(own.training.optimiser.batch) * flows
    }
}
