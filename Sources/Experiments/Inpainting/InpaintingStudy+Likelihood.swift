import Descent
import Foundation
import Stages
import Tensors
import Unrolled

extension InpaintingStudy {
    /// `inpainting/flow`: one flow trained by maximum likelihood on clean images: the common reference of Fig. 7b, and the
    /// prior of plain proximal descent on eq. (21).
    var likelihoodStage: Stage {
        let steps = settings.int("inpainting.likelihood.steps")
        var keyed = settings.stageSettings("inpainting.likelihood.", "inpainting.training.flips")
            .merging(["run.seed": .int(settings.int("run.seed"))])
        keyed["inpainting.likelihood.shrinkages"] = nil
        return Stage(
            name: "inpainting/flow", settings: keyed, inputs: ["data/inpainting"],
            work: 3 * Double(steps * settings.int("inpainting.likelihood.batch"))
                * FlowCost.seconds(shape: shape, settings: Self.likelihoodFlow(settings))
        ) { context in
            let images = try InpaintingImages(study: self, context: context)
            let flow = try Flow<Float>(shape: shape, settings: Self.likelihoodFlow(settings))
            flow.start(seed: seed, name: "likelihood")
            let training = images.standardised(images.train)
            // Dequantised, or the images' constant borders would have no scale.
            let quantum = 1 / 255 / images.deviation
            flow.initialise(
                from: LikelihoodTrainer.dequantised(
                    training.rows(0..<min(256, training.rows)), RandomStream(seed: seed, name: "likelihood/start"),
                    quantum))
            let trainer = LikelihoodTrainer(
                flow, training: training, validation: images.standardised(images.validation),
                settings: .init(
                    steps: steps, batchSize: settings.int("inpainting.likelihood.batch"),
                    learningRate: LearningRate(base: settings.double("inpainting.likelihood.rate")), quantum: quantum,
                    checkpointEvery: settings.double("run.checkpoint-every")),
                seed: seed, workers: Workers(count: context.threads))
            try trainer.train(
                checkpoint: context.checkpointDirectory.appendingPathComponent("training.safetensors").path
            ) {
                context.progress.report(step: $0, of: steps, message: "maximum likelihood")
                try context.checkInterruption()
            }
            try write(trainer, images, quantum: quantum, to: Folder(context.directory), threads: context.threads)
        }
    }

    private func write(
        _ trainer: LikelihoodTrainer, _ images: InpaintingImages, quantum: Double, to folder: Folder, threads: Int
    ) throws {
        let flow = trainer.flow
        try SafeTensors.write(
            flow.parameters.map { .init($0.name, flow.matrix($0), shape: $0.shape) },
            metadata: ["network": "GLOW", "equation": "(19), (20)"], to: folder.path("weights.safetensors"))
        var history = Table(columns: ["step", "epoch", "learning_rate", "bits_train", "bits_validation"])
        for row in trainer.history {
            history.append([row.step, row.epoch, row.learningRate, row.trainingBits, row.validationBits])
        }
        try folder.write(history, "history.csv")
        let test = images.standardised(images.test)
        try folder.write(
            [
                ("steps", settings.int("inpainting.likelihood.steps")),
                ("parameters", flow.parameters.filter(\.isLearnt).reduce(0) { $0 + $1.count }),
                ("bits_test", trainer.bits(test)), ("quantum", 1.0 / 255),
                ("inverse_error", images.inverseError(flow, images.test, workers: Workers(count: threads))),
            ], "summary.csv")
        try writeSamples(flow, images, to: folder)
    }

    /// Samples g(τ·ε), ε ~ N(0, I), at two temperatures τ.
    private func writeSamples(_ flow: Flow<Float>, _ images: InpaintingImages, to folder: Folder) throws {
        var table = Table(columns: ["sample", "temperature", "file"])
        let count = 16
        let draws: Matrix<Float> = RandomStream(seed: seed, name: "likelihood/samples").normal(
            rows: count, columns: flow.dimension)
        for (place, temperature) in [1.0, 0.7].enumerated() {
            let latents = Matrix<Float>(rows: count, columns: flow.dimension)
            Float.addScaled(latents.pointer, draws.pointer, scale: Float(temperature), count: draws.count)
            let samples = images.images(FlowBatch(flow, images: count, memory: nil).decode(latents))
            guard samples.isFinite else {
                throw UnusableImages(what: "a sample of the flow at the temperature \(temperature)")
            }
            for n in 0..<count {
                let file = "samples/\(place * count + n).png"
                try folder.write(image: samples.row(n), shape: shape, file)
                table.append([place * count + n, temperature, file])
            }
        }
        try folder.write(table, "samples.csv")
    }

    /// The flow of the folder of `inpainting/flow`.
    func likelihoodFlow(_ folder: Folder) throws -> Flow<Float> {
        let flow = try Flow<Float>(shape: shape, settings: Self.likelihoodFlow(settings))
        try GlowProxFile.load(folder.path("weights.safetensors"), into: flow)
        return flow
    }
}
