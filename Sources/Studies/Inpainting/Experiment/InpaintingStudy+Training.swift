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
        let (steps, draw) = (own.training.optimiser.steps, settings.common.draw(ofSeed: seed))
        let rates = own.training.rates
        var stage = TrainingStage<GlowProx<Float>>(
            names: names, method: method, seed: seed,
            settings: try trainingSettings(own) + rates.trainingSettings,
            inputs: [names.data(draw: draw)], steps: steps, work: Double(steps) * updateSeconds(own),
            rate: rates.rate(of: method.recipe, names: names, steps: steps)
        ) { context, rate in
            let images = try InpaintingImages(study: self, draw: draw, context: context)
                .coordinates(of: own.network.semantics)
            let place = RateTrial.Place(rate: rate, rung: 1, steps: steps, seed: seed)
            let trainer = try trainer(method.recipe, own, images, place, workers: context.workers)
            return (
                trainer,
                {
                    let network = trainer.network
                    try GlowProxFile.save(
                        network, images, to: context.results.path("weights.safetensors"), variant: method.id, seed: seed
                    )
                    return .init(
                        parameters: network.parameters.filter(\.isLearnt).reduce(0) { $0 + $1.count },
                        distanceUnit: images.deviation,
                        rows: (1...layerCount).flatMap { layer -> [(String, any TableValue)] in
                            [("xi_\(layer)", network.step(layer)), ("zeta_\(layer)", network.shrinkage(layer))]
                        })
                }
            )
        }
        stage.codeVersion = 4
        stage.constraintSets = Self.constraintSets
        return stage
    }

    /// Whether a stage chooses a recipe's rate.
    func choosesRate(_ method: TrainedMethod) -> Bool {
        (try? settings.changing(method.recipe.changes, place: method.id))?.training.rates.areChosen ?? false
    }

    /// `inpainting/rate/<recipe>` of each recipe that takes no other's rate; none where rates are taken as they are.
    func rateStages() throws -> [Stage] {
        try methods().filter { $0.recipe.rateOf == nil && choosesRate($0) }.map { method in
            let own = try settings.changing(method.recipe.changes, place: method.id)
            let (rates, steps) = (own.training.rates, own.training.optimiser.steps)
            return try rates.choice(of: method.recipe, names: names, steps: steps).stage(
                of: method, settings: try trainingSettings(own),
                inputs: settings.common.draws(ofSeeds: rates.seeds).map { names.data(draw: $0) },
                updateSeconds: updateSeconds(own)
            ) { context, place in
                let draw = settings.common.draw(ofSeed: place.seed)
                let images = try InpaintingImages(study: self, draw: draw, context: context)
                    .coordinates(of: own.network.semantics)
                return (
                    try trainer(method.recipe, own, images, place, workers: context.workers), images.deviation
                )
            }
        }
    }

    /// What a training reads beside its recipe, with everything that the network is made of, defaults included.
    private func trainingSettings(_ own: Settings<InpaintingDeclarations>) throws -> StageSettings {
        // How a batch's gradient is added up; left out where it is as it was when there was one way alone.
        let shard = GlowProx<Float>.shardSize(hidden: own.flow.hidden)
        let shards: StageSettings = shard == FlowBatch<Float>.shardSize ? [:] : ["network.shard": .int(shard)]
        return try shards + own.training.optimiser.stageSettings + own.training.only(\.finalShare, \.flips)
            + own.flow.only(\.decline, \.startImages) + own.network.only(\.layers) + own.common.only(\.seed)
            + StageSettings(flattening: own.glowProx, prefix: "network")
    }

    /// A trainer of one recipe. The seed sets the first weights, the order of batches and the noise, alike for all.
    private func trainer(
        _ recipe: Recipe, _ own: Settings<InpaintingDeclarations>, _ images: InpaintingImages,
        _ place: RateTrial.Place, workers: Workers
    ) throws -> Trainer<GlowProx<Float>> {
        let streams = settings.common.streamSeed(place.seed)
        let validation = 0..<min(images.validation.rows, own.training.optimiser.validationSamples)
        var training = own.training.optimiser.trainingSettings(
            recipe, rate: place.rate, steps: place.steps, finalShare: own.training.finalShare, lossGuard: 1e4)
        if own.network.semantics == .authors { training.beta2 = 0.999 }
        let noise = try noise(recipe, images)
        let network = try startedNetwork(own, images, noise, seed: streams)
        let trainer = Trainer(
            network: network, lagrangian: try lagrangian(recipe, own, network), settings: training, noise: noise,
            data: TrainingData(
                training: images.trainingBatch, validation: images.batch(images.validation.rows(validation))),
            seed: streams, workers: workers)
        let unitNoise = try testNoise(recipe)
        trainer.start = unitNoise?.start ?? InputStart()
        trainer.validatesWithNoise = unitNoise != nil
        trainer.choice = own.network.semantics == .authors ? .leastLoss : .nearestFeasible
        trainer.augmentation = MirrorAndMask(images, mirrors: own.training.flips)
        return trainer
    }

    /// The loss of (26) in units of the images' variance, or the sum over pixels of the authors' code, and its two sets of
    /// constraints: of ‖∇f_1(y_l)‖ and of ‖∇f_2(z_l)‖, of what the network shrinks of z_l.
    private func lagrangian(
        _ recipe: Recipe, _ own: Settings<InpaintingDeclarations>, _ network: GlowProx<Float>
    ) throws -> Lagrangian<Float> {
        let consistency = DataConsistency<Float>(hole: hole, channels: shape.channels)
        let isSum = own.network.semantics == .authors
        return Lagrangian(
            loss: .supervised(unit: isSum ? 1 / Double(shape.count).squareRoot() : 1),
            constraints: try recipe.constraints.map { set in
                DescentConstraint(
                    measure: set.isLatent
                        ? LatentGradientNorm(columns: network.shrunk)
                        : try MeasureKind(named: set.measure).measure(of: consistency),
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
