import Foundation
import Tensors
import Testing
import Unrolled

/// Orthogonal message passing and its network, against independent evaluations.
@Suite struct UnrolledOAMPTests {
    typealias Network = UnrolledOAMP<Double>

    /// A scene of 3 × 4 pixels and 5 measurements.
    private static func small(
        _ denoiser: RadialDenoiser, _ correction: Network.Correction, isTied: Bool = false, channels: Int = 3,
        knots: RadialKnots? = nil
    ) throws -> Network {
        let a = ComplexOperator.gaussian(measurements: 5, components: 12, seed: 3)
        let (estimator, _): (LinearEstimator<Double>, Matrix<Double>) = try #require(
            a.estimator(noise: 0.01, power: 0.3))
        return Network(
            .init(
                layers: 3, height: 3, width: 4, channels: channels, isTied: isTied, denoiser: denoiser, knots: knots,
                correction: correction, meanLevel: -0.4), estimator: estimator)
    }

    /// The gradients in the knots, and in r through a w that is piecewise linear; sizes lie beyond the last knot as well.
    @Test(arguments: [false, true], [0, 3]) func backwardOfKnots(_ isTied: Bool, _ channels: Int) throws {
        let network = try Self.small(
            .softThreshold(share: 0.7), .divergenceFree, isTied: isTied, channels: channels,
            knots: RadialKnots(count: 5, reach: 2.5, deviations: [0.5]))
        let draw: Matrix<Double> = RandomStream(seed: 2, name: "values").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.2)
        Double.addScaled(network.values.pointer, draw.pointer, scale: 1, count: draw.count)
        network.keepsDivergence = true
        for layers in isTied ? [1...3] : [1...3, 2...3, 2...2] {
            let worst = GradientCheckTests.check(network, inputs: 10, layers: layers, noisy: false)
            #expect(worst < 1e-6, "\(layers)")
        }
        network.keepsDivergence = false
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 5, columns: 10)
        let trajectory = network.makeTrajectory(samples: 5)
        network.forward(x, trajectory, depth: 3, noise: nil)
        let (point, deviations) = (network.point(2, trajectory), network.deviations(2, trajectory))
        let sizes = (0..<60).map { hypot(point[$0 / 12, $0 % 12], point[$0 / 12, 12 + $0 % 12]) / deviations[$0 / 12] }
        #expect(sizes.contains { $0 < 2.5 } && sizes.contains { $0 > 2.5 })
    }

    /// A layer starts as the fixed denoiser at the knots, and is linear in r beyond; with many knots the network is that of the fixed
    /// denoiser.
    @Test(arguments: [RadialDenoiser.bernoulliGauss(density: 0.3, power: 1.2), .softThreshold(share: 0.7)])
    func knotsBeginAsAFixedDenoiser(_ denoiser: RadialDenoiser) throws {
        let deviations = [0.9, 0.5, 0.3]
        let few = try Self.small(
            denoiser, .divergenceFree, channels: 0,
            knots: RadialKnots(count: 9, reach: 4, deviations: deviations))
        for (layer, deviation) in zip(1...3, deviations) {
            let at = (0...8).map { Double($0) / 2 }
            let fixed = denoiser.apply(at.map { ($0 * deviation, 0) }, deviation: deviation).map { $0.re / deviation }
            // In other units of τ it is the same curve.
            for (one, other) in zip(few.curve(layer, at: at, deviation: 2), fixed) { #expect(abs(one - other) < 1e-12) }
            let beyond = few.curve(layer, at: [4, 8, 80], deviation: 1)
            #expect(abs(beyond[1] - 2 * beyond[0]) < 1e-12 && abs(beyond[2] - 20 * beyond[0]) < 1e-11)
        }
        guard case .softThreshold = denoiser else { return }
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 4, columns: 10)
        let start = Matrix<Double>(rows: 4, columns: 24)
        let plain = try Self.small(denoiser, .none, channels: 0).run(x, from: start)
        let distances = try [1001, 10_001].map { count in
            let many = try Self.small(
                denoiser, .none, channels: 0, knots: RadialKnots(count: count, reach: 200, deviations: [1]))
            return zip(many.run(x, from: start), plain).flatMap { $0.rowDistances(to: $1) }.max() ?? .nan
        }
        #expect(distances[1] < 0.2 * distances[0] && distances[1] < 0.02, "\(distances)")
    }

    @Test(
        arguments: [RadialDenoiser.bernoulliGauss(density: 0.3, power: 1.2), .softThreshold(share: 0.7)],
        Network.Correction.allCases)
    func backward(_ denoiser: RadialDenoiser, _ correction: Network.Correction) throws {
        for isTied in [false, true] {
            for (layers, noisy) in isTied ? [(1...3, false)] : [(1...3, false), (1...3, true), (2...3, false)] {
                let network = try Self.small(denoiser, correction, isTied: isTied)
                let draw: Matrix<Double> = RandomStream(seed: 2, name: "values").normal(
                    rows: 1, columns: network.parameterCount, standardDeviation: 0.2)
                Double.addScaled(network.values.pointer, draw.pointer, scale: 1, count: draw.count)
                network.keepsDivergence = true
                let worst = GradientCheckTests.check(network, inputs: 10, layers: layers, noisy: noisy)
                #expect(worst < 1e-6, "\(correction), \(isTied), \(layers), \(noisy)")
            }
        }
    }

    /// W = A's estimator with tr(I − WA) = 0, and τ² against explicit traces.
    @Test func theEstimatorIsFreeOfDivergence() throws {
        let a = ComplexOperator.gaussian(measurements: 5, components: 12, seed: 3)
        let (estimator, rotation): (LinearEstimator<Double>, Matrix<Double>) = try #require(
            a.estimator(noise: 0.02, power: 0.3))
        let (v, step) = (0.07, 0.8)
        // W column by column: what a unit measurement gives from ĉ = 0.
        let (zero, point) = (Matrix<Double>(rows: 10, columns: 24), Matrix<Double>(rows: 10, columns: 24))
        let units = Matrix<Double>(rows: 10, columns: 10)
        for i in 0..<10 { for j in 0..<10 { units[i, j] = rotation[j, i] } }  // rotated unit vectors
        estimator.forward(zero, residual: units, variances: [Double](repeating: v, count: 10), step: 1, into: point)
        let w = point  // row i: W's column i
        // W ∝ v²Aᵀ(v²AAᵀ + σ²)⁻¹, scaled: checked by W·(v²AAᵀ + σ²) ∝ Aᵀ.
        let gram = Matrix.product(a.matrix, a.matrix, transposeB: true, alpha: v)
        for i in 0..<10 { gram[i, i] += 0.02 }
        let back = Matrix.product(gram, transposeA: true, w)
        let factor = back[0, 0] / a.matrix[0, 0]
        for i in 0..<back.count { #expect(abs(back.pointer[i] - factor * a.matrix.pointer[i]) < 1e-9) }
        let product = Matrix.product(w, transposeA: true, a.matrix)  // W·A, (2N, 2N)
        let trace = (0..<24).reduce(0) { $0 + product[$1, $1] }
        #expect(abs(trace - 24) < 1e-9)
        var (error, noise) = (0.0, 0.0)
        for i in 0..<24 {
            for j in 0..<24 { error += pow((i == j ? 1 : 0) - step * product[i, j], 2) }
        }
        for value in w.values { noise += pow(step * value, 2) }
        // Real components have half of v² and σ² each; N complex ones.
        let expected = (v / 2 * error + 0.02 / 2 * noise) / 12
        #expect(abs(estimator.outputVariance(v, step: step) - expected) < 1e-10)
    }

    /// The mean of the prior by sums over a grid of the plane, and the soft threshold of sizes.
    @Test(arguments: [0.05, 0.6]) func denoisers(_ variance: Double) {
        let (density, power) = (0.3, 1.2)
        func posterior(_ re: Double, _ im: Double) -> (Double, Double) {
            func gauss(_ x: Double, _ y: Double, _ s: Double) -> Double { exp(-(x * x + y * y) / s) / (.pi * s) }
            var (mass, sums) = ((1 - density) * gauss(re, im, variance), (0.0, 0.0))
            let width = 0.04
            for i in -130...130 {
                for j in -130...130 {
                    let (x, y) = (Double(i) * width, Double(j) * width)
                    let p = density * gauss(x, y, power) * gauss(re - x, im - y, variance) * width * width
                    mass += p
                    sums.0 += p * x
                    sums.1 += p * y
                }
            }
            return (sums.0 / mass, sums.1 / mass)
        }
        for (re, im) in [(0.3, -0.2), (1.1, 0.4)] {
            let mean = RadialDenoiser.bernoulliGauss(density: density, power: power).apply(
                [(re, im)], deviation: variance.squareRoot())[0]
            let expected = posterior(re, im)
            #expect(abs(mean.re - expected.0) < 1e-5 && abs(mean.im - expected.1) < 1e-5)
        }
        // max(0, 1 − λτ/|r|)·r.
        let soft = RadialDenoiser.softThreshold(share: 0.5).apply([(3, 4), (0.01, 0)], deviation: 2)
        #expect(abs(soft[0].re - 3 * 0.8) < 1e-12 && abs(soft[0].im - 4 * 0.8) < 1e-12 && soft[1].re == 0)
    }

    /// Rows of a unitary transform are orthonormal; singular values fall by the condition number, with the trace that was asked for.
    @Test func operators() throws {
        let a = ComplexOperator.partialFourier(measurements: 5, height: 3, width: 4, seed: 3).matrix
        let gram = Matrix.product(a, a, transposeB: true)
        for i in 0..<10 { for j in 0..<10 { #expect(abs(gram[i, j] - (i == j ? 1 : 0)) < 1e-12) } }
        let falling = try #require(
            ComplexOperator.geometric(measurements: 5, components: 12, condition: 30, seed: 3))
        let (estimator, _): (LinearEstimator<Double>, Matrix<Double>) = try #require(
            falling.estimator(noise: 0.01, power: 1))
        let values = estimator.singularValues
        #expect(abs(values[0] / values[4] - 30) < 1e-9 && abs(estimator.tracePower - 12) < 1e-9)
        #expect(abs(values[1] * values[1] - values[0] * values[2]) < 1e-9)
    }

    /// With its last convolution at zero the network is the algorithm, bit for bit.
    @Test func theUntrainedNetworkIsTheAlgorithm() throws {
        let denoiser = RadialDenoiser.bernoulliGauss(density: 0.3, power: 1.2)
        let (plain, network) = (
            try Self.small(denoiser, .divergenceFree, channels: 0), try Self.small(denoiser, .divergenceFree)
        )
        network.initialiseConvolutions(seed: 1)
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 4, columns: 10)
        let start = Matrix<Double>(rows: 4, columns: 24)
        for (one, other) in zip(plain.run(x, from: start), network.run(x, from: start)) {
            #expect(one.values == other.values)
        }
    }

    /// 5522 weights a layer, 55 250 numbers in ten.
    @Test func sizes() throws {
        let a = ComplexOperator.gaussian(measurements: 6, components: 16, seed: 1)
        let (estimator, _): (LinearEstimator<Float>, Matrix<Float>) = try #require(a.estimator(noise: 0.01, power: 0.1))
        let network = UnrolledOAMP<Float>(
            .init(
                layers: 10, height: 4, width: 4, channels: 16, isTied: false,
                denoiser: .bernoulliGauss(density: 0.1, power: 1), correction: .divergenceFree, meanLevel: 0),
            estimator: estimator)
        #expect(network.parameterCount == 55_250)
    }

    /// A tenth of 256 pixels is not zero, 96 measurements at 20 dB.
    private struct Problem {
        let density = 0.1
        let measurements = 96
        let pixels = 256
        let samples = 40
        let scenes: Matrix<Float>
        let turned: Matrix<Float>
        let estimator: LinearEstimator<Float>

        init() throws {
            let a = ComplexOperator.gaussian(measurements: measurements, components: pixels, seed: 1)
            let noise = density * Double(pixels) / Double(measurements) * 0.01
            let (estimator, rotation): (LinearEstimator<Float>, Matrix<Float>) = try #require(
                a.estimator(noise: noise, power: density))
            scenes = RandomStream(seed: 2, name: "scenes").normal(
                rows: samples, columns: 2 * pixels, standardDeviation: 0.5.squareRoot())
            let places: Matrix<Float> = RandomStream(seed: 2, name: "places").normal(rows: samples, columns: pixels)
            for n in 0..<samples {
                for i in 0..<pixels where places[n, i] < 1.2816 { (scenes[n, i], scenes[n, pixels + i]) = (0, 0) }
            }
            let x: Matrix<Float> = RandomStream(seed: 2, name: "noise").normal(
                rows: samples, columns: 2 * measurements, standardDeviation: (noise / 2).squareRoot())
            x.setProduct(scenes, a.matrix.converted(), transposeB: true, beta: 1)
            turned = Matrix.product(x, rotation, transposeB: true)
            self.estimator = estimator
        }

        func network(
            _ correction: UnrolledOAMP<Float>.Correction, knots: RadialKnots? = nil
        ) -> UnrolledOAMP<Float> {
            UnrolledOAMP(
                .init(
                    layers: 10, height: 16, width: 16, channels: 0, isTied: knots == nil,
                    denoiser: .bernoulliGauss(density: density, power: 1), knots: knots, correction: correction,
                    meanLevel: 0),
                estimator: estimator)
        }

        func run(_ network: UnrolledOAMP<Float>) -> Trajectory<Float> {
            let trajectory = network.makeForwardTrajectory(samples: samples)
            trajectory.outputs[0].fill(0)
            network.forward(turned, trajectory, depth: 10, noise: nil)
            return trajectory
        }
    }

    /// How near ten layers come, in dB. A study with another program found −23.6 free of divergence and −18.1 without the correction.
    @Test func tenLayersOfTheAlgorithm() throws {
        let problem = try Problem()
        func error(_ correction: UnrolledOAMP<Float>.Correction) -> Double {
            let last = problem.run(problem.network(correction)).outputs[10]
            let errors = last.rowDistances(to: problem.scenes).reduce(0) { $0 + $1 * $1 }
            return 10 * log10(errors / problem.scenes.rowNorms().reduce(0) { $0 + $1 * $1 })
        }
        let (free, plain) = (error(.divergenceFree), error(.none))
        #expect(abs(free + 23.6) < 1.5 && abs(plain + 18.1) < 2.5, "\(free), \(plain)")
    }

    /// Free of divergence, the errors of each layer are what state evolution predicts of the scene, to .25 dB in the median; without the
    /// correction they are not.
    @Test func stateEvolutionPredictsWhatIsFreeOfDivergence() throws {
        let problem = try Problem()
        func worst(_ correction: UnrolledOAMP<Float>.Correction) -> Double {
            let network = problem.network(correction)
            let trajectory = problem.run(network)
            let evolution = StateEvolution(network, draws: 20, seed: 3)
            let predicted = (0..<problem.samples).map { evolution.layers(of: problem.scenes.view(rows: $0..<$0 + 1)) }
            return (0..<10).map { layer -> Double in
                let differences = (0..<problem.samples).map { n -> Double in
                    let error =
                        Float.squaredDistance(
                            network.point(layer + 1, trajectory).row(n), problem.scenes.row(n), count: 512) / 256
                    return 10 * log10(error / predicted[n][layer].outputVariance)
                }
                return abs(differences.sorted()[problem.samples / 2])
            }.max() ?? .nan
        }
        let (free, plain) = (worst(.divergenceFree), worst(.none))
        #expect(free < 0.25 && plain > 1, "\(free), \(plain)")
    }

    /// Evolution tells at which τ each layer's knots are to start, and of the network with knots what it tells of the fixed one.
    @Test func stateEvolutionOfKnots() throws {
        let problem = try Problem()
        let scene = problem.scenes.view(rows: 0..<1)
        let fixed = StateEvolution(problem.network(.divergenceFree), draws: 20, seed: 3).layers(of: scene)
        let network = problem.network(
            .divergenceFree,
            knots: RadialKnots(count: 61, reach: 12, deviations: fixed.map { $0.outputVariance.squareRoot() }))
        #expect(network.parameterCount == 10 * (3 + 61))
        let learned = StateEvolution(network, draws: 20, seed: 3).layers(of: scene)
        for (one, other) in zip(learned, fixed) {
            #expect(abs(10 * log10(one.error / other.error)) < 0.3, "\(one), \(other)")
        }
        // φ̃, ξ̃ and the knots of the first layer: no signal is left.
        network.values.view(offset: 1, rows: 1, columns: 63).fill(0)
        let dead = StateEvolution(network, draws: 20, seed: 3).layers(of: scene)
        let power = Double(Float.sumOfSquares(scene.pointer, count: scene.count)) / 256
        #expect(abs(dead[0].error / power - 1) < 1e-6 && dead[1].error > 1.1 * learned[1].error)
    }
}
