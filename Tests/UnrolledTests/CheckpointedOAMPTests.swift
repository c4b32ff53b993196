import Tensors
import Testing
import Unrolled

/// Gradients with checkpoints, and layers of message passing taken apart.
@Suite struct CheckpointedOAMPTests {
    private static func network(
        isTied: Bool = false, correction: UnrolledOAMP<Double>.Correction = .divergenceFree
    ) throws -> UnrolledOAMP<Double> {
        let a = ComplexOperator.gaussian(measurements: 5, components: 12, seed: 3)
        let (estimator, _): (LinearEstimator<Double>, Matrix<Double>) = try #require(
            a.estimator(noise: 0.01, power: 0.3))
        let network = UnrolledOAMP<Double>(
            .init(
                layers: 7, height: 3, width: 4, channels: 3, isTied: isTied,
                denoiser: .bernoulliGauss(density: 0.3, power: 1.2), correction: correction, meanLevel: -0.4),
            estimator: estimator)
        let draw: Matrix<Double> = RandomStream(seed: 2, name: "values").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.2)
        Double.addScaled(network.values.pointer, draw.pointer, scale: 1, count: draw.count)
        return network
    }

    /// For any k the gradient of a network without ties is that of the whole trajectory, to the last bit.
    @Test(arguments: 1...7, UnrolledOAMP<Double>.Correction.allCases)
    func gradientsAreTheSame(_ every: Int, _ correction: UnrolledOAMP<Double>.Correction) throws {
        for isTied in [false, true] {
            let network = try Self.network(isTied: isTied, correction: correction)
            let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 3, columns: 10)
            let aim: Matrix<Double> = RandomStream(seed: 6, name: "aim").normal(rows: 3, columns: 24)
            let trajectory = network.makeTrajectory(samples: 3)
            network.forward(x, trajectory, depth: 7, noise: nil)
            Double.addScaledDifference(
                trajectory.gradients[6].pointer, trajectory.outputs[7].pointer, aim.pointer, scale: 1, count: aim.count)
            network.backward(x, trajectory, layers: 1...7)
            let whole = network.gradient(x, trajectory, layers: 1...7)
            let checkpointed = CheckpointedOAMP(network, every: every, samples: 3)
            for _ in 1...2 {
                let parts = checkpointed.gradient(x) { output, gradient in
                    gradient.fill(0)
                    Double.addScaledDifference(
                        gradient.pointer, output.pointer, aim.pointer, scale: 1, count: aim.count)
                }
                // Sums over layers that share parameters are in another order.
                let worst = zip(whole.values, parts.values).map { abs($0 - $1) }.max() ?? .nan
                #expect(isTied ? worst < 1e-10 : worst == 0, "\(worst)")
            }
            #expect(whole.rowNorms()[0] > 0.1)
        }
    }

    /// What is kept: T/k boundaries, and k layers.
    @Test func memory() throws {
        let network = try Self.network()
        let sizes = (1...7).map { CheckpointedOAMP(network, every: $0, samples: 3) }
        let layer = sizes[0].layerBytes
        for (place, one) in sizes.enumerated() {
            #expect(one.layerBytes == (place + 1) * layer)
            let boundaries = (7 + place) / (place + 1)
            #expect(one.boundaryBytes == (boundaries * (2 * 24 + 1) + 2 * 24) * 3 * 8)
        }
    }

    /// A layer's second half by itself is the one that the network runs, and its divergence without R is the closed form.
    @Test func denoisersByThemselves() throws {
        let network = try Self.network()
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 1, columns: 10)
        let trajectory = network.makeTrajectory(samples: 1)
        network.forward(x, trajectory, depth: 7, noise: nil)
        let variances = network.variances(3, trajectory)
        let (output, state) = network.denoise(3, network.point(3, trajectory), variance: variances.point[0])
        func near(_ one: Matrix<Double>, _ other: Matrix<Double>) -> Bool {
            zip(one.values, other.values).allSatisfy { abs($0 - $1) < 1e-12 * max(1, abs($0)) }
        }
        #expect(near(output, trajectory.outputs[3]))
        #expect(near(state, network.state(4, trajectory)))

        let plain = UnrolledOAMP<Double>(
            .init(
                layers: 1, height: 3, width: 4, channels: 0, isTied: true, denoiser: .softThreshold(share: 0),
                correction: .divergenceFree, meanLevel: 0), estimator: network.estimator)
        let points: Matrix<Double> = RandomStream(seed: 7, name: "points").normal(rows: 4_000, columns: 24)
        let mean = plain.divergence(1, points, variance: 0.3, seed: 1).reduce(0, +) / 4_000
        // The identity's is 1.
        #expect(abs(mean - 1) < 0.02, "\(mean)")
    }
}
