import Descent
import Optimizees
import Tensors
import TestSupport
import Unrolled

/// A small inpainting problem that can be learnt in an instant: shades over 8×8 pixels, a hole of 3×3, three layers.
enum FillingFixture {
    static let shape = ImageShape(channels: 1, height: 8, width: 8)
    static let hole = (0..<64).map { (3...5).contains($0 % 8) && (3...5).contains($0 / 8) }

    /// Images a + b·u + c·v + noise of standard deviation 0.1 on u, v in [−1, 1], with a, b, c standard normal.
    static func images(_ count: Int, name: String = "training") -> Matrix<Float> {
        let images: Matrix<Float> = RandomStream(seed: 9, name: "noise/\(name)").normal(
            rows: count, columns: 64, standardDeviation: 0.1)
        let shades: Matrix<Float> = RandomStream(seed: 9, name: "shades/\(name)").normal(rows: count, columns: 3)
        for n in 0..<count {
            for i in 0..<64 {
                let (u, v) = (Float(i % 8) / 3.5 - 1, Float(i / 8) / 3.5 - 1)
                images[n, i] += shades[n, 0] + shades[n, 1] * u + shades[n, 2] * v
            }
        }
        return images
    }

    /// x, zero in the hole, and y.
    static func batch(_ images: Matrix<Float>) -> Batch<Float> {
        let masked = images.copy()
        for n in 0..<masked.rows { for i in 0..<64 where hole[i] { masked[n, i] = 0 } }
        return Batch(inputs: masked, optima: images)
    }

    static func settings(
        _ semantics: GlowProxSettings.Semantics = .paper, memory: FlowMemory = .store, scalarRate: Double = 7
    ) -> GlowProxSettings {
        var settings = GlowProxSettings.small(
            semantics, memory: memory, steps: 2, hidden: 4, biasDeviations: [0.7, 0.3], weightDeviation: 0.2)
        settings.scalarRate = scalarRate
        settings.flow.mixing = .halfSwap
        settings.flow.minimumScale = 0.6
        settings.flow.seesCoordinates = true
        settings.flow.isGated = semantics == .paper
        settings.flow.freezesShift = true
        settings.flow.freezesOutputBias = true
        return settings
    }

    static func network(_ settings: GlowProxSettings) throws -> GlowProx<Float> {
        let network = try GlowProx<Float>(layerCount: 3, shape: shape, hole: hole, settings: settings)
        network.start(seed: 2)
        network.initialise(from: images(32), decline: 0.88)
        return network
    }

    /// Eq. (26) with both sets of constraints on layers 2 and 3.
    static func lagrangian(
        form: DescentConstraint<Float>.Form = .anchored, epsilon: Double = 0.05
    ) -> Lagrangian<Float> {
        func constraint(
            _ measure: any DescentMeasure<Float>, _ variable: DescentConstraint<Float>.Variable
        ) -> DescentConstraint<Float> {
            DescentConstraint(measure: measure, form: form, epsilon: epsilon, layers: 2...3, variable: variable)
        }
        return Lagrangian(
            loss: .supervised(unit: 1),
            constraints: [
                constraint(GradientNorm(DataConsistency<Float>(hole: hole, channels: 1)), .estimate),
                constraint(LatentGradientNorm(), .latent),
            ])
    }

    /// Batches of 10: two whole shards and a half one.
    static func trainer(
        _ network: GlowProx<Float>, lagrangian: Lagrangian<Float> = lagrangian(), steps: Int = 30, rate: Double = 3e-3,
        dualRate: Double = 0.05, clip: Double? = 10, weightDecay: Double = 0, noise: Double? = 0.05,
        validateEvery: Int = 7, lossGuard: Double = 1e4, threads: Int = 1
    ) -> Trainer<GlowProx<Float>> {
        let trainer = Trainer(
            network: network, lagrangian: lagrangian,
            settings: TrainingSettings(
                steps: steps, batchSize: 10, learningRate: LearningRate(base: rate, warmUp: 4, finalShare: 0.03),
                weightDecay: weightDecay, clip: clip, dualRate: dualRate, validateEvery: validateEvery,
                lossGuard: lossGuard,
                checkpointEvery: 1e9),
            noise: noise.map { DecliningNoise<Float>.Source(strength: $0) },
            data: TrainingData(
                training: batch(images(45)), validation: batch(images(20, name: "validation")),
                shifted: batch(images(6, name: "shifted"))),
            seed: 5, workers: Workers(count: threads))
        trainer.start = InputStart()
        return trainer
    }

    /// A network after some training, as the tests of trained parameters want it.
    static func trained(_ settings: GlowProxSettings, steps: Int = 60) throws -> GlowProx<Float> {
        let trainer = trainer(try network(settings), steps: steps)
        try trainer.train(checkpoint: nil) { _ in }
        return trainer.network
    }

}
