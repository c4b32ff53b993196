import Foundation
import Tensors

/// Layers that contract, whatever is learnt:  y_l = S_{θ_l}(q·(I − γ·AᵀA)·y_{l−1} + V_lᵀx)  with γ = 1/λmax(AᵀA).
///
/// As shrinkage is 1-Lipschitz and 0 ≤ I − γ·AᵀA ≤ I, a layer is q-Lipschitz in y_{l−1}, and no better where A has fewer rows
/// than columns: ∏ L_l = q^L is known, and set. At q = 1 and V_l = γ·A these are ISTA's layers. What each layer learns, V_l and
/// θ_l, is contracted by the layers above it alone. θ is stored by its logarithm.
public final class ContractiveLista<Scalar: KernelScalar>: UnrolledNetwork {
    public let layerCount: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// q.
    public let contraction: Double
    /// q·(I − γ·AᵀA), (d, d), which is its own transpose.
    public let recurrence: Matrix<Scalar>
    /// p, the size of the input.
    public let inputDimension: Int
    private let layers: [(input: Parameter, threshold: Parameter)]

    /// A network at V_l = γ·A.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - matrix: A, (p, d).
    ///   - step: γ.
    ///   - contraction: q in (0, 1].
    ///   - threshold: θ of all layers, positive.
    ///   - scalarRateShare: the learning rate of ln θ as a multiple of V's.
    public init(
        layerCount: Int, matrix: Matrix<Scalar>, step: Double, contraction: Double, threshold: Double,
        scalarRateShare: Double = 1
    ) {
        precondition(contraction > 0 && contraction <= 1 && threshold > 0, "layers contract and shrink")
        var layout = ParameterLayout()
        layers = (1...layerCount).map {
            (
                layout.add("V", [matrix.rows, matrix.columns], layer: $0, decays: false),
                layout.add("log_theta", [1], layer: $0, decays: false, rateShare: scalarRateShare)
            )
        }
        (self.layerCount, self.contraction, inputDimension) = (layerCount, contraction, matrix.rows)
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
        recurrence = Matrix.product(matrix, transposeA: true, matrix, alpha: Scalar(-contraction * step))
        for i in 0..<recurrence.rows { recurrence[i, i] += Scalar(contraction) }
        for layer in layers {
            let input = self.matrix(layer.input)
            input.fill(0)
            Scalar.addScaled(input.pointer, matrix.pointer, scale: Scalar(step), count: matrix.count)
            values.pointer[layer.threshold.offset] = Scalar(log(threshold))
        }
    }

    public var dimension: Int { recurrence.rows }
    /// The size from which on elements stay, (B, 1): shrinkage asks for it, and here none stays.
    public var layerMemory: [Int] { [1] }

    /// V_l: (p, d).
    public func inputMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].input) }

    /// θ_l.
    public func threshold(_ layer: Int) -> Double { exp(Double(values.pointer[layers[layer - 1].threshold.offset])) }

    /// x: (B, p); y_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let output = trajectory.outputs[layer]
        output.setProduct(trajectory.inputs[layer - 1], recurrence)
        output.setProduct(x, inputMatrix(layer), beta: 1)
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: dimension) { scratch in
            guard let base = scratch.baseAddress else { return }
            Scalar.shrink(
                output.pointer, by: Scalar(threshold(layer)), keeping: 0, cut: trajectory.memory[layer - 1][0].pointer,
                scratch: base, rows: output.rows, columns: dimension)
        }
    }

    /// ∂𝓛/∂y_l becomes δ, zero where y_l = 0; ∂𝓛/∂y_{l−1} += q·(I − γ·AᵀA)·δ.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let delta = trajectory.gradients[layer - 1]
        Scalar.softThresholdBackward(
            trajectory.outputs[layer].pointer, gradient: delta.pointer, count: delta.count)
        if passesOn { trajectory.gradients[layer - 2].setProduct(delta, recurrence, beta: 1) }
    }

    /// ∂V = Σ x·δᵀ, ∂ln θ = −θ·Σ⟨sign(y_l), δ⟩, with δ of `backward`.
    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        let (layer, delta) = (parameter.layer, trajectory.gradients[parameter.layer - 1])
        if parameter.localName == "V" {
            gradient.setProduct(x, transposeA: true, delta)
        } else {
            let slope = Scalar.shrinkGradient(
                trajectory.outputs[layer].pointer, delta.pointer, cut: trajectory.memory[layer - 1][0].pointer,
                rows: delta.rows, columns: dimension)
            gradient.pointer[0] = Scalar(threshold(layer) * slope)
        }
    }
}
