import Foundation
import Tensors

/// ALISTA (Liu, Chen, Wang and Yin, 2019) for complex scenes, in real arithmetic:
///
///     r_l = c_{l−1} + γ_l·Wᵀ(x − A·c_{l−1}),    c_l = max(0, 1 − θ_l/|r_l|)·r_l
///
/// with A as the real matrix that does the same to (real parts, imaginary parts) and a given W. The threshold is of each pixel's
/// size |r|, so that a phase common to all pixels goes through unchanged. Learnt are γ and θ of each layer, stored by their
/// logarithms. With W = A and γ = 1/λmax(AᵀA) a layer is a proximal gradient step on ½‖x − A·c‖² + (θ/γ)·Σ|c_j|.
public final class ComplexAlista<Scalar: FlowScalar>: UnrolledNetwork {
    public let layerCount: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// A as a real matrix, (2M, 2N).
    public let matrix: Matrix<Scalar>
    /// W likewise, (2M, 2N).
    public let weights: Matrix<Scalar>
    private let layers: [(step: Parameter, threshold: Parameter)]
    /// θ is what it takes for τ.
    private let denoiser = RadialDenoiser.softThreshold(share: 1)

    /// A network with γ = θ = 1.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - matrix: A as a real matrix, (2M, 2N).
    ///   - weights: W, (2M, 2N).
    ///   - scalarRateShare: the learning rate of ln γ and ln θ as a multiple of the trainer's.
    public init(layerCount: Int, matrix: Matrix<Scalar>, weights: Matrix<Scalar>, scalarRateShare: Double = 1) {
        precondition(weights.rows == matrix.rows && weights.columns == matrix.columns, "W has A's sizes")
        precondition(matrix.columns.isMultiple(of: 2), "columns of two parts")
        var layout = ParameterLayout()
        layers = (1...layerCount).map {
            (
                layout.add("log_gamma", [1], layer: $0, decays: false, rateShare: scalarRateShare),
                layout.add("log_theta", [1], layer: $0, decays: false, rateShare: scalarRateShare)
            )
        }
        (self.layerCount, self.matrix, self.weights) = (layerCount, matrix, weights)
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    public var dimension: Int { matrix.columns }
    /// N.
    private var pixels: Int { matrix.columns / 2 }

    /// γ_l.
    public func step(_ layer: Int) -> Double { exp(Double(values.pointer[layers[layer - 1].step.offset])) }

    /// θ_l.
    public func threshold(_ layer: Int) -> Double { exp(Double(values.pointer[layers[layer - 1].threshold.offset])) }

    /// Sets γ and θ of all layers; both positive.
    public func initialise(step: Double, thresholds: (Int) -> Double) {
        for (index, layer) in layers.enumerated() {
            values.pointer[layer.step.offset] = Scalar(log(step))
            values.pointer[layer.threshold.offset] = Scalar(log(thresholds(index + 1)))
        }
    }

    /// What a layer keeps of its samples, in the order of `layerMemory`.
    private struct Memory {
        /// x − A·c_{l−1} and W·δ, (B, 2M) each.
        let residual, turned: Matrix<Scalar>
        /// r and δ = ∂𝓛/∂r, (B, 2N) each.
        let point, delta: Matrix<Scalar>
        /// w = max(0, 1 − θ/|r|) and its derivative in |r|², (B, N) each.
        let weight, slope: Matrix<Scalar>
        /// θ for each sample, (B, 1).
        let deviation: Matrix<Scalar>

        init(_ all: [Matrix<Scalar>]) {
            (residual, turned, point, delta) = (all[0], all[1], all[2], all[3])
            (weight, slope, deviation) = (all[4], all[5], all[6])
        }
    }

    public var layerMemory: [Int] { [matrix.rows, matrix.rows, dimension, dimension, pixels, pixels, 1] }

    /// x: (B, 2M); c_l: (B, 2N).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let (memory, output) = (Memory(trajectory.memory[layer - 1]), trajectory.outputs[layer])
        let input = trajectory.inputs[layer - 1]
        memory.residual.assign(from: x)
        memory.residual.setProduct(input, matrix, transposeB: true, alpha: -1, beta: 1)
        memory.point.assign(from: input)
        memory.point.setProduct(memory.residual, weights, alpha: Scalar(step(layer)), beta: 1)
        memory.deviation.fill(Scalar(threshold(layer)))
        denoiser.weigh(memory.point, deviations: memory.deviation, weight: memory.weight, slope: memory.slope)
        Scalar.kernels.radial.apply(memory.point.pointer, memory.weight.pointer, output.pointer, output.rows, pixels)
    }

    /// ∂𝓛/∂c_l to δ = ∂𝓛/∂r_l; ∂𝓛/∂c_{l−1} += δ − γ·(W·δ)ᵀA.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (memory, gradient) = (Memory(trajectory.memory[layer - 1]), trajectory.gradients[layer - 1])
        memory.delta.fill(0)
        Scalar.kernels.radial.backward(
            memory.point.pointer, memory.weight.pointer, memory.slope.pointer, gradient.pointer, memory.delta.pointer,
            gradient.rows, pixels)
        memory.turned.setProduct(memory.delta, weights, transposeB: true)
        guard passesOn else { return }
        let below = trajectory.gradients[layer - 2]
        Scalar.addScaled(below.pointer, memory.delta.pointer, scale: 1, count: below.count)
        below.setProduct(memory.turned, matrix, alpha: Scalar(-step(layer)), beta: 1)
    }

    /// ∂ln γ = γ·Σ⟨x − A·c_{l−1}, W·δ⟩, ∂ln θ = −θ·Σ⟨r/|r|, ∂𝓛/∂c_l⟩ over pixels that are not shrunk to 0.
    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        let (layer, memory) = (parameter.layer, Memory(trajectory.memory[parameter.layer - 1]))
        guard parameter.localName == "log_theta" else {
            gradient.pointer[0] =
                Scalar(step(layer))
                * Scalar.innerProduct(memory.residual.pointer, memory.turned.pointer, count: memory.turned.count)
            return
        }
        let slopes = Matrix<Scalar>(rows: memory.point.rows, columns: 1)
        denoiser.varianceSlopes(
            memory.point, deviations: memory.deviation, weight: memory.weight, slope: memory.slope,
            gradient: trajectory.gradients[layer - 1], isOfRatio: false, into: slopes)
        // The slopes are in θ².
        let square = threshold(layer) * threshold(layer)
        gradient.pointer[0] = Scalar(2 * square * slopes.values.reduce(0.0) { $0 + Double($1) })
    }
}
