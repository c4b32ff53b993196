import Foundation
import Tensors

/// What state evolution predicts of message passing on one scene: each layer's errors as if r were c plus white noise of variance τ²
/// that knows nothing of c (Ma and Ping, 2017).
///
///     v_0² = ‖c‖²/N,   τ_l² = v_{l−1}²(1 − 2γ + γ²/q(v_{l−1}²)),   v_l² = E‖s − c‖²/N with r = c + N(0, τ_l²).
///
/// It is of the scene itself, as powers differ from scene to scene more than predictions err; the expectation is a mean over drawn
/// noise. It holds for large operators with vectors of no direction of their own, where both halves of a layer are free of divergence.
public struct StateEvolution<Scalar: FlowScalar> {
    /// What is predicted of a layer, in the units of |c|².
    public struct Layer: Equatable, Sendable {
        /// v_{l−1}², of the state that the layer begins with.
        public var variance: Double
        /// τ_l², of r_l.
        public var outputVariance: Double
        /// E‖ĉ_l − c‖²/N.
        public var error: Double
    }

    private let network: UnrolledOAMP<Scalar>
    private let draws: Int
    private let seed: UInt64

    /// The evolution of a network of which R is not asked, with so many draws of noise for each expectation.
    public init(_ network: UnrolledOAMP<Scalar>, draws: Int, seed: UInt64) {
        precondition(network.convolutions.isEmpty && draws > 0, "pixel denoisers, at least one draw")
        (self.network, self.draws, self.seed) = (network, draws, seed)
    }

    /// The prediction for a scene, (1, 2N), layer by layer.
    public func layers(of scene: Matrix<Scalar>) -> [Layer] {
        let pixels = scene.columns / 2
        var variance = Scalar.sumOfSquares(scene.pointer, count: scene.count) / Double(pixels)
        return (1...network.layerCount).map { layer in
            let estimator = network.estimator
            let output = max(
                estimator.outputVariance(max(variance, estimator.leastVariance), step: network.step(layer)),
                estimator.leastVariance)
            let next = errors(layer, scene, output)
            defer { variance = next.state }
            return Layer(variance: variance, outputVariance: output, error: next.output)
        }
    }

    /// E‖ĉ − c‖²/N and E‖s − c‖²/N at r = c + N(0, τ²).
    private func errors(_ layer: Int, _ scene: Matrix<Scalar>, _ variance: Double) -> (output: Double, state: Double) {
        let (columns, kernels) = (scene.columns, Scalar.kernels.radial)
        let noise: Matrix<Float> = RandomStream(seed: seed, name: "evolution", layer: layer).normal(
            rows: draws, columns: columns, standardDeviation: (variance / 2).squareRoot())
        func batch(_ columns: Int) -> Matrix<Scalar> { Matrix(rows: draws, columns: columns) }
        let (point, output, weight, slope) = (batch(columns), batch(columns), batch(columns / 2), batch(columns / 2))
        let (deviations, divergence) = (batch(1), batch(1))
        for n in 0..<draws {
            point.row(n).update(from: scene.pointer, count: columns)
            Scalar.addScaled(point.row(n), floats: noise.row(n), scale: 1, count: columns)
            deviations.pointer[n] = Scalar(variance.squareRoot())
        }
        network.weigh(layer, point, deviations: deviations, weight: weight, slope: slope)
        kernels.apply(point.pointer, weight.pointer, output.pointer, draws, columns / 2)
        kernels.divergence(
            point.pointer, weight.pointer, slope.pointer, divergence.pointer, draws, columns / 2)
        var (outputError, stateError) = (0.0, 0.0)
        for n in 0..<draws {
            outputError += Scalar.squaredDistance(output.row(n), scene.pointer, count: columns)
            let own = network.correction(layer, divergence: min(Double(divergence.pointer[n]), 0.95))
            Scalar.scaleByOnePlus(Scalar(own.scale - 1), output.row(n), count: columns)
            Scalar.addScaled(
                output.row(n), point.row(n), scale: Scalar(-own.scale * own.share), count: columns)
            stateError += Scalar.squaredDistance(output.row(n), scene.pointer, count: columns)
        }
        let count = Double(draws * columns / 2)
        return (outputError / count, stateError / count)
    }
}
