import Descent
import Foundation
import Optimizees
import Stages
import Tensors
import Unrolled

extension InpaintingStudy {
    /// `inpainting/train/<variant>/seed-<s>`: Algorithm 1 with two sets of duals, with a checkpoint to resume from.
    func trainingStage(_ variant: InpaintingVariant, seed: Int) -> Stage {
        let own = settings(of: variant)
        let steps = own.int("inpainting.training.steps")
        var keyed = own.stageSettings(
            "inpainting.flow.", "inpainting.network.", "inpainting.training.", "inpainting.constraint.",
            "inpainting.noise."
        ).merging(["run.seed": .int(settings.int("run.seed"))])
        keyed["inpainting.training.ablations"] = nil
        return Stage(
            name: "inpainting/train/\(variant.id)/seed-\(seed)", settings: keyed, inputs: ["data/inpainting"],
            work: Double(steps) * updateSeconds(own), mayDiverge: variant.isAblation
        ) { context in
            let images = try InpaintingImages(study: self, context: context)
            let trainer = try self.trainer(
                variant, own, images, seed: seed, workers: Workers(count: context.threads))
            let checkpoint = context.checkpointDirectory.appendingPathComponent("training.safetensors").path
            try trainer.train(checkpoint: checkpoint) {
                context.progress.report(step: $0, of: steps, message: variant.id)
                try context.checkInterruption()
            }
            try trainer.checkBest(steps: steps)
            let folder = Folder(context.directory)
            let network = trainer.network
            try GlowProxFile.save(
                network, images, to: folder.path("weights.safetensors"), variant: variant.id, seed: seed)
            try folder.write(
                trainingHistory(trainer.history, layerCount: layerCount, sets: ["", "latent_"]), "history.csv")
            let best = trainer.best
            let scalars: [(String, any TableValue)] = (1...layerCount).flatMap {
                [("xi_\($0)", network.step($0)), ("zeta_\($0)", network.shrinkage($0))]
            }
            try folder.write(
                [
                    ("steps", steps), ("best_step", best.step), ("best_epoch", best.epoch),
                    ("best_validation_distance", best.distance * images.deviation),
                    ("best_validation_violation", best.violation),
                    ("parameters", network.parameters.filter(\.isLearnt).reduce(0) { $0 + $1.count }),
                    ("learning_rate", own.double("inpainting.training.rate")), ("variant", variant.id), ("seed", seed),
                ] + scalars, "summary.csv")
        }
    }

    /// The run's settings with a variant's changes.
    package func settings(of variant: InpaintingVariant) -> RunSettings {
        guard let own = try? settings.changing(variant.changes, for: variant.id) else {
            preconditionFailure("the changes of \(variant.id) are settings")
        }
        return own
    }

    /// A trainer of one variant. The seed sets the first weights, the order of batches and the noise, alike for all.
    func trainer(
        _ variant: InpaintingVariant, _ own: RunSettings, _ images: InpaintingImages, seed: Int, workers: Workers
    ) throws -> Trainer<GlowProx<Float>> {
        let clip = own.double("inpainting.training.clip")
        let trainer = Trainer(
            network: try startedNetwork(own, images, seed: self.seed(seed)), lagrangian: lagrangian(own, images),
            settings: TrainingSettings(
                steps: own.int("inpainting.training.steps"), batchSize: own.int("inpainting.training.batch"),
                learningRate: LearningRate(
                    base: own.double("inpainting.training.rate"), warmUp: own.int("inpainting.training.warm-up"),
                    finalShare: own.double("inpainting.training.final-share")),
                weightDecay: own.double("inpainting.training.weight-decay"), clip: clip > 0 ? clip : nil,
                dualRate: variant.isConstrained ? own.double("inpainting.constraint.dual-rate") : 0,
                validateEvery: own.int("inpainting.training.validate-every"), lossGuard: 1e4,
                checkpointEvery: own.double("run.checkpoint-every")),
            noise: variant.isNoisy
                ? DecliningNoise<Float>.Source(
                    strength: own.double("inpainting.noise.strength") / images.deviation) : nil,
            data: TrainingData(
                training: images.trainingBatch,
                validation: images.batch(
                    images.validation.rows(
                        0..<min(images.validation.rows, own.int("inpainting.training.validation-samples"))))),
            seed: self.seed(seed), workers: workers)
        trainer.start = InputStart()
        trainer.augmentation = MirrorAndMask(images, mirrors: own.bool("inpainting.training.flips"))
        return trainer
    }

    private func startedNetwork(
        _ own: RunSettings, _ images: InpaintingImages, seed: UInt64
    ) throws -> GlowProx<Float> {
        let network = try GlowProx<Float>(
            layerCount: layerCount, shape: shape, hole: hole, settings: Self.networkSettings(own))
        network.start(seed: seed)
        let count = min(images.train.rows, own.int("inpainting.flow.start-images"))
        network.initialise(
            from: images.standardised(images.train.rows(0..<count)), decline: own.double("inpainting.flow.decline"))
        return network
    }

    /// The loss of (26) in units of the images' variance, and its two sets of constraints from the second layer on: there
    /// is no z_0, and ∇f_1(y_0) = 0.
    private func lagrangian(_ own: RunSettings, _ images: InpaintingImages) -> Lagrangian<Float> {
        let isPaper = own.string("inpainting.network.semantics") == "paper"
        let consistency = DataConsistency<Float>(
            hole: isPaper ? hole : hole.map { _ in false }, channels: shape.channels)
        let form = DescentConstraint<Float>.Form(rawValue: own.string("inpainting.constraint.form")) ?? .normalised
        let epsilon = own.double("inpainting.constraint.epsilon")
        return Lagrangian(
            loss: .supervised(unit: 1),
            constraints: [
                DescentConstraint(
                    measure: GradientNorm(consistency), form: form, epsilon: epsilon, layers: 2...layerCount),
                DescentConstraint(
                    measure: LatentGradientNorm(), form: form, epsilon: epsilon, layers: 2...layerCount,
                    variable: .latent),
            ])
    }

    /// Seconds of one update on one core, for plans, from the multiplications in the couplings at the measured rate.
    func updateSeconds(_ own: RunSettings) -> Double {
        let flow = Self.networkSettings(own).flow
        // Both directions forward, and twice that backward; once more where passes are run again.
        let passes = own.string("inpainting.network.memory") == "store" ? 6.0 : 8
        return passes * Double(layerCount * own.int("inpainting.training.batch"))
            * FlowCost.seconds(shape: shape, settings: flow)
    }
}
