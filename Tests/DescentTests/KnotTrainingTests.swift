import Descent
import Foundation
import Tensors
import Testing
import Unrolled

/// Denoisers of message passing that are learned layer by layer.
@Suite struct KnotTrainingTests {
    typealias Network = UnrolledOAMP<Float>

    /// Of 64 pixels a fifth is not zero, 32 measurements at 20 dB.
    private struct Problem {
        let density = 0.2
        let estimator: LinearEstimator<Float>
        let training: Batch<Float>
        let test: Batch<Float>

        init() throws {
            let (measurements, pixels) = (32, 64)
            let a = ComplexOperator.gaussian(measurements: measurements, components: pixels, seed: 1)
            let noise = density * Double(pixels) / Double(measurements) * 0.01
            let (estimator, rotation): (LinearEstimator<Float>, Matrix<Float>) = try #require(
                a.estimator(noise: noise, power: density))
            self.estimator = estimator
            func batch(_ count: Int, _ set: String) -> Batch<Float> {
                let scenes: Matrix<Float> = RandomStream(seed: 2, name: "scenes/\(set)").normal(
                    rows: count, columns: 2 * pixels, standardDeviation: 0.5.squareRoot())
                let places: Matrix<Float> = RandomStream(seed: 2, name: "places/\(set)").normal(
                    rows: count, columns: pixels)
                // Above 0.8416 with a probability of a fifth.
                for n in 0..<count {
                    for i in 0..<pixels where places[n, i] < 0.8416 { (scenes[n, i], scenes[n, pixels + i]) = (0, 0) }
                }
                let x: Matrix<Float> = RandomStream(seed: 2, name: "noise/\(set)").normal(
                    rows: count, columns: 2 * measurements, standardDeviation: (noise / 2).squareRoot())
                x.setProduct(scenes, a.matrix.converted(), transposeB: true, beta: 1)
                return Batch(inputs: Matrix.product(x, rotation, transposeB: true), optima: scenes)
            }
            (training, test) = (batch(600, "training"), batch(200, "test"))
        }

        func network(_ denoiser: RadialDenoiser, knots: Bool) -> Network {
            Network(
                .init(
                    layers: 3, height: 8, width: 8, channels: 0, isTied: false, denoiser: denoiser,
                    knots: knots ? RadialKnots(count: 21, reach: 6, deviations: [1]) : nil,
                    correction: .divergenceFree, meanLevel: 0), estimator: estimator)
        }

        /// Errors of each layer's ĉ in dB.
        func errors(_ network: Network) -> [Double] {
            let powers = test.optima.rowNorms().reduce(0) { $0 + $1 * $1 }
            return network.run(test.inputs, from: Matrix(rows: 200, columns: 128)).dropFirst().map {
                10 * log10($0.rowDistances(to: test.optima).reduce(0) { $0 + $1 * $1 } / powers)
            }
        }
    }

    /// From soft thresholds, layer by layer, to within 0.3 dB of the Bayes denoiser, whose prior is told to nobody. What a phase does not
    /// train stays as it is.
    @Test func layerByLayerTowardsBayes() throws {
        let problem = try Problem()
        // √ln(1/density), the hand-tuned one.
        let network = problem.network(.softThreshold(share: 1.27), knots: true)
        let start = problem.errors(network)
        let trainer = Trainer(
            network: network, lagrangian: Lagrangian(loss: .supervised(unit: 1), constraints: []),
            settings: TrainingSettings(
                steps: 300, batchSize: 32, curriculum: .layerwise, learningRate: LearningRate(base: 2e-3, warmUp: 5),
                validateEvery: 100),
            noise: nil,
            data: TrainingData(
                training: problem.training.view(rows: 0..<500), validation: problem.training.view(rows: 500..<600)),
            seed: 5,
            workers: .one)
        trainer.start = NormalStart(deviation: 0)
        try trainer.train(checkpoint: nil) { _ in }
        let (learned, bayes) = (
            problem.errors(network),
            problem.errors(problem.network(.bernoulliGauss(density: problem.density, power: 1), knots: false))
        )
        for layer in 0..<3 { #expect(abs(learned[layer] - bayes[layer]) < 0.3, "\(start), \(learned), \(bayes)") }
        #expect(learned[2] < start[2] - 1)
        // φ̃ and ξ̃ act on the next layer, which is trained when theirs is not.
        for parameter in network.parameters where ["phi", "xi"].contains(parameter.localName) {
            #expect(network.values.pointer[parameter.offset] == 0)
        }
    }
}
