import Bench
import Descent
import Foundation
import Stages
import Tensors
import Unrolled

extension InpaintingStudy {
    /// `inpainting/flow`: one flow trained by maximum likelihood on clean images: the common reference of Fig. 7b, and the
    /// prior of plain proximal descent on eq. (21). There is one, of draw 1.
    func likelihoodStage() throws -> Stage {
        let (likelihood, seed) = (settings.likelihood, settings.common.masterSeed)
        let steps = likelihood.steps
        // All of the flow's settings, defaults included.
        let keyed =
            try likelihood.only(\.steps, \.batch, \.rate) + settings.training.only(\.flips)
            + settings.common.only(\.seed) + StageSettings(flattening: settings.referenceFlow, prefix: "flow")
        return .numerical(
            name: referenceFlow, settings: keyed, inputs: [names.data(draw: 1)], codeVersion: 3,
            work: 3 * Double(steps * likelihood.batch)
                * FlowCost(shape: shape, settings: settings.referenceFlow, hole: nil).seconds()
        ) { context in
            let images = try InpaintingImages(study: self, draw: 1, context: context)
            let flow = try Flow<Float>(shape: shape, settings: settings.referenceFlow)
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
                    steps: steps, batchSize: likelihood.batch,
                    learningRate: LearningRate(base: likelihood.rate), quantum: quantum,
                    checkpointEvery: settings.common.checkpointEvery),
                seed: seed, workers: context.workers)
            try trainer.train(checkpoint: context.trainingCheckpoint) {
                context.progress.report(step: $0, of: steps, message: "maximum likelihood")
                try context.checkInterruption()
            }
            try write(trainer, images, to: context.results, workers: context.workers)
        }
    }

    private func write(
        _ trainer: LikelihoodTrainer, _ images: InpaintingImages, to folder: Folder, workers: Workers
    ) throws {
        let flow = trainer.flow
        try GlowProxFile.save(flow, images, to: folder.path("weights.safetensors"))
        var history = Table(columns: flowTables[0].columns)
        for row in trainer.history {
            history.append([row.step, row.epoch, row.learningRate, row.trainingBits, row.validationBits])
        }
        try folder.write(history, "history.csv")
        let test = images.standardised(images.test)
        try folder.write(
            [
                ("steps", settings.likelihood.steps),
                ("parameters", flow.parameters.filter(\.isLearnt).reduce(0) { $0 + $1.count }),
                ("bits_test", trainer.bits(test)), ("quantum", 1.0 / 255),
                ("inverse_error", images.inverseError(flow, images.test, workers: workers)),
            ], "summary.csv")
        try writeSamples(flow, images, to: folder)
    }

    /// Samples g(τ·ε), ε ~ N(0, I), at two temperatures τ.
    private func writeSamples(_ flow: Flow<Float>, _ images: InpaintingImages, to folder: Folder) throws {
        var table = Table(columns: flowTables[2].columns)
        let count = 16
        let draws: Matrix<Float> = RandomStream(seed: settings.common.masterSeed, name: "likelihood/samples").normal(
            rows: count, columns: flow.dimension)
        for (place, temperature) in [1.0, 0.7].enumerated() {
            let latents = Matrix<Float>(rows: count, columns: flow.dimension)
            Float.addScaled(latents.pointer, draws.pointer, scale: Float(temperature), count: draws.count)
            let samples = images.images(FlowBatch(flow, images: count, memory: nil).decode(latents))
            guard samples.isFinite else {
                throw UnusableNumbers.images("a sample of the flow at the temperature \(temperature)")
            }
            for n in 0..<count {
                let file = "samples/\(place * count + n).png"
                try folder.write(image: samples.row(n), shape: shape, file)
                table.append([place * count + n, temperature, file])
            }
        }
        try folder.write(table, "samples.csv")
    }

    /// The tables of `inpainting/flow`.
    var flowTables: [StudyDescription.TableDescription] {
        [
            .init(
                stage: referenceFlow, file: "history.csv",
                columns: ["step", "epoch", "learning_rate", "bits_train", "bits_validation"]),
            .summary(of: referenceFlow),
            .init(stage: referenceFlow, file: "samples.csv", columns: ["sample", "temperature", "file"]),
        ]
    }

    /// The flow of the folder of `inpainting/flow`.
    func loadReferenceFlow(_ folder: Folder) throws -> Flow<Float> {
        let flow = try Flow<Float>(shape: shape, settings: settings.referenceFlow)
        try GlowProxFile.load(folder.path("weights.safetensors"), into: flow)
        return flow
    }
}

extension UnusableNumbers {
    /// Images that a method made of good ones, or a flow of latents, and that are not finite: it ran away there.
    static func images(_ what: String) -> UnusableNumbers {
        UnusableNumbers(
            "\(what) has pixels that are not finite numbers",
            hint: "bounded couplings, more noise in training, or a smaller learning rate")
    }
}
