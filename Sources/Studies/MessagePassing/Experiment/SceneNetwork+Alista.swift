import Bench
import Tensors
import Unrolled

extension SceneNetwork {
    /// A safeguard of layers: T is a proximal gradient step on ½‖x̃ − SVᴴc‖² + λ·Σ|c_j|.
    package struct Safeguard: Sendable {
        /// α: a layer's residual has to be below this share of the last accepted one.
        package let share: Double
        /// λ.
        package let weight: Double

        package init(share: Double, weight: Double) { (self.share, self.weight) = (share, weight) }
    }

    /// ALISTA for an operator, before training: A = S·Vᴴ, which rotated measurements are of, and W = S⁻¹·Vᴴ, its columns scaled.
    ///
    /// - Parameter scalarRateShare: the learning rate of its scalars as a multiple of the trainer's.
    package static func alista(
        layers: Int, _ estimator: LinearEstimator<Float>, scalarRateShare: Double = 1
    ) -> ComplexAlista<Float> {
        let (matrix, inverse) = rotated(estimator)
        return ComplexAlista(
            layerCount: layers, matrix: matrix.converted(),
            weights: matrix.analyticWeights(pseudoInverse: inverse).converted(), scalarRateShare: scalarRateShare)
    }

    /// The same network for another operator.
    static func moved(_ network: ComplexAlista<Float>, to estimator: LinearEstimator<Float>) -> ComplexAlista<Float> {
        let moved = alista(layers: network.layerCount, estimator)
        moved.values.assign(from: network.values)
        return moved
    }

    /// S·Vᴴ and S⁻¹·Vᴴ, (2M, 2N) each.
    private static func rotated(_ estimator: LinearEstimator<Float>) -> (
        matrix: Matrix<Double>, inverse: Matrix<Double>
    ) {
        let values = estimator.singularValues + estimator.singularValues
        let matrix: Matrix<Double> = estimator.basis.converted()
        let inverse = matrix.copy()
        for i in 0..<matrix.rows {
            for j in 0..<matrix.columns {
                matrix[i, j] *= values[i]
                inverse[i, j] /= values[i]
            }
        }
        return (matrix, inverse)
    }

    /// c_0 = 0, c_1, … with a safeguard, (B, 2N) each, and the share of scenes whose layer was taken, by layer from 1 on.
    package static func outputs(
        _ network: ComplexAlista<Float>, _ safeguard: Safeguard, _ measured: Matrix<Float>,
        _ estimator: LinearEstimator<Float>
    ) -> (outputs: [Matrix<Float>], accepted: [Double]) {
        let curvature = estimator.singularValues.map { $0 * $0 }.max() ?? 1
        let algorithm = ComplexAlista<Float>(layerCount: 1, matrix: network.matrix, weights: network.matrix)
        algorithm.initialise(step: 1 / curvature) { _ in safeguard.weight / curvature }
        let (layers, descent) = (LayerSteps(network, measured), LayerSteps(algorithm, measured))
        var outputs = [Matrix<Float>(rows: measured.rows, columns: network.dimension)]
        var (rule, accepted) = (
            ResidualSafeguard(share: safeguard.share, from: outputs[0]) { descent.next(1, $0) }, [Double]()
        )
        for k in 1...network.layerCount {
            let candidate = layers.next(k, outputs[k - 1])
            accepted.append(Summary(rule.choose(candidate, after: outputs[k - 1]).map { $0 ? 1 : 0 }).mean)
            outputs.append(candidate)
        }
        return (outputs, accepted)
    }
}
