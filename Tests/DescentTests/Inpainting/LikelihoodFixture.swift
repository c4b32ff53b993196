import Descent
import Foundation
import Tensors
import Unrolled

/// Images of 4×4 pixels that share a random level: a density whose entropy is known.
enum LikelihoodFixture {
    static let (shared, own, dimension) = (1.0, 0.1, 16)
    /// A grey level, so small that the noise of its width changes the density by nothing.
    static let quantum = 0.01

    static func images(_ count: Int, step: Int) -> Matrix<Float> {
        let images: Matrix<Float> = RandomStream(seed: 6, name: "own", step: step).normal(
            rows: count, columns: dimension, standardDeviation: own)
        let levels: Matrix<Float> = RandomStream(seed: 6, name: "level", step: step).normal(rows: count, columns: 1)
        for n in 0..<count { for i in 0..<dimension { images[n, i] += Float(shared) * levels[n, 0] } }
        return images
    }

    /// Entropy in bits per dimension, in grey levels. The covariance has the eigenvalue own² + d·shared² once, own²
    /// otherwise.
    static var entropy: Double {
        let d = Double(dimension)
        let logDeterminant = log(own * own + d * shared * shared) + (d - 1) * log(own * own)
        return (0.5 * logDeterminant / d + 0.5 * log(2 * .pi) + 0.5 - log(quantum)) / log(2)
    }

    /// A trainer of a fresh flow.
    static func trainer(
        training count: Int = 400, steps: Int, rate: Double = 1e-2, validateEvery: Int = 20, threads: Int = 1
    ) throws -> LikelihoodTrainer {
        var settings = FlowSettings()
        settings.levels = 2
        settings.hidden = 8
        let flow = try Flow<Float>(shape: ImageShape(channels: 1, height: 4, width: 4), settings: settings)
        flow.start(seed: 1)
        flow.initialise(from: images(64, step: 1))
        return LikelihoodTrainer(
            flow, training: images(count, step: 2), validation: images(200, step: 3),
            settings: .init(
                steps: steps, batchSize: 30, learningRate: LearningRate(base: rate, warmUp: 5), quantum: quantum,
                validateEvery: validateEvery, checkpointEvery: 1e9),
            seed: 4, workers: Workers(count: threads))
    }
}
