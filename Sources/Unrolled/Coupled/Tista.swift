import Foundation
import Tensors

/// TISTA (Ito, Takabe and Wadayama, 2019):  r = y_{l−1} + γ_l·Wᵀ(x − A·y_{l−1}),  y_l = E[c | r, τ²] for signals c of a
/// Bernoulli–Gauss prior, where τ² follows from the residual of each sample:
///
///     v² = max((‖x − A·y‖² − p·σ²)/tr(AᵀA), least),   τ² = v²·(1 − 2γ·tr(WᵀA)/d + γ²·‖WᵀA‖²/d) + γ²σ²·‖W‖²/d.
///
/// Only the γ_l are learnt, by their logarithms. The backward pass goes through τ², too.
public final class Tista<Scalar: KernelScalar>: UnrolledNetwork {
    /// What is known of the signals and the noise.
    public struct Prior: Sendable {
        /// The share of elements that are not zero.
        public var density: Double
        /// Their variance.
        public var power: Double
        /// σ², the variance of the noise on x.
        public var noise: Double

        /// A prior.
        public init(density: Double, power: Double = 1, noise: Double) {
            (self.density, self.power, self.noise) = (density, power, noise)
        }
    }

    public let layerCount: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// What is known of the signals and the noise.
    public let prior: Prior
    /// A: (p, d).
    public let matrix: Matrix<Scalar>
    /// W: (p, d).
    public let weights: Matrix<Scalar>
    /// tr(AᵀA), tr(WᵀA)/d, ‖WᵀA‖²/d, ‖W‖²/d.
    private let traces: (power: Double, overlap: Double, square: Double, weights: Double)
    /// v² is not taken to be smaller, as a share of a signal's variance.
    private static var least: Double { 1e-9 }

    /// A network with γ = 1.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - matrix: A, (p, d).
    ///   - weights: W, (p, d): the transpose of A's pseudo-inverse in the paper.
    ///   - prior: of the signals and the noise.
    public init(layerCount: Int, matrix: Matrix<Scalar>, weights: Matrix<Scalar>, prior: Prior) {
        var layout = ParameterLayout()
        for layer in 1...layerCount { layout.add("log_gamma", [1], layer: layer, decays: false) }
        (self.layerCount, self.matrix, self.weights, self.prior) = (layerCount, matrix, weights, prior)
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
        func squares(_ matrix: Matrix<Scalar>) -> Double { Scalar.sumOfSquares(matrix.pointer, count: matrix.count) }
        let product = Matrix.product(weights, transposeA: true, matrix)
        let d = Double(matrix.columns)
        let trace = (0..<matrix.columns).reduce(0.0) { $0 + Double(product[$1, $1]) }
        traces = (squares(matrix), trace / d, squares(product) / d, squares(weights) / d)
    }

    public var dimension: Int { matrix.columns }

    /// γ_l.
    public func step(_ layer: Int) -> Double { exp(Double(values.pointer[layer - 1])) }

    /// x − A·y_{l−1}, (B, p), and the gradient in it; ∂y/∂r and ∂y/∂τ², (B, d); τ² and how it follows v², (B, 2).
    public var layerMemory: [Int] {
        [matrix.rows, matrix.rows, dimension, dimension, 1, 1]
    }

    /// x: (B, p); y_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let (memory, gamma) = (trajectory.memory[layer - 1], step(layer))
        let (input, output) = (trajectory.inputs[layer - 1], trajectory.outputs[layer])
        memory[0].assign(from: x)
        memory[0].setProduct(input, matrix, transposeB: true, alpha: -1, beta: 1)
        let estimate = Matrix<Scalar>(rows: x.rows, columns: dimension)
        estimate.assign(from: input)
        estimate.setProduct(memory[0], weights, alpha: Scalar(gamma), beta: 1)
        for n in 0..<x.rows {
            let (error, growth) = (error(of: memory[0].row(n)), growth(gamma))
            memory[4].pointer[n] = Scalar(error.value * growth + gamma * gamma * prior.noise * traces.weights)
            memory[5].pointer[n] = error.isLeast ? 0 : Scalar(growth)
        }
        Scalar.bernoulliGauss(
            estimate.pointer, variance: memory[4].pointer, density: Scalar(prior.density), power: Scalar(prior.power),
            into: output.pointer, slope: memory[2].pointer, sensitivity: memory[3].pointer, rows: x.rows,
            columns: dimension)
    }

    /// v² of one sample's residual.
    private func error(of residual: UnsafePointer<Scalar>) -> (value: Double, isLeast: Bool) {
        let rest = Scalar.sumOfSquares(residual, count: matrix.rows) - Double(matrix.rows) * prior.noise
        let least = Self.least * prior.density * prior.power
        return rest / traces.power > least ? (rest / traces.power, false) : (least, true)
    }

    /// ∂τ²/∂v².
    private func growth(_ gamma: Double) -> Double { 1 - 2 * gamma * traces.overlap + gamma * gamma * traces.square }

    /// ∂𝓛/∂y_l becomes that in r, and memory[5] that in τ² times what the gradient in γ needs; ∂𝓛/∂y_{l−1} gets both paths.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (memory, gradient) = (trajectory.memory[layer - 1], trajectory.gradients[layer - 1])
        for n in 0..<gradient.rows {
            let slope = memory[5].pointer[n]
            let inVariance = Scalar.innerProduct(gradient.row(n), memory[3].row(n), count: dimension)
            memory[4].pointer[n] = inVariance  // τ² itself is not needed any more
            memory[5].pointer[n] = inVariance * slope * Scalar(2 / traces.power)
        }
        Scalar.multiply(gradient.pointer, memory[2].pointer, count: gradient.count)
        memory[1].setProduct(gradient, weights, transposeB: true, alpha: Scalar(step(layer)))
        guard passesOn else { return }
        let (below, inResidual) = (trajectory.gradients[layer - 2], memory[1].copy())
        for n in 0..<gradient.rows {
            Scalar.addScaled(inResidual.row(n), memory[0].row(n), scale: memory[5].pointer[n], count: matrix.rows)
        }
        Scalar.addScaled(below.pointer, gradient.pointer, scale: 1, count: below.count)
        below.setProduct(inResidual, matrix, alpha: -1, beta: 1)
    }

    /// ∂ln γ = ⟨x − A·y_{l−1}, γ·W·δ⟩ + γ·∂τ²/∂γ·Σ ∂𝓛/∂τ².
    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        let (memory, gamma) = (trajectory.memory[parameter.layer - 1], step(parameter.layer))
        var total = Double(Scalar.innerProduct(memory[0].pointer, memory[1].pointer, count: memory[0].count))
        let slope = 2 * (gamma * traces.square - traces.overlap)
        for n in 0..<x.rows {
            let inGamma = error(of: memory[0].row(n)).value * slope + 2 * gamma * prior.noise * traces.weights
            total += gamma * inGamma * Double(memory[4].pointer[n])
        }
        gradient.pointer[0] = Scalar(total)
    }
}
