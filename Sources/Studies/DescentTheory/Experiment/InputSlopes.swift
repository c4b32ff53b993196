import Descent
import Optimizees
import Tensors
import Unrolled

/// By how much ‖G(y_l(x); x)‖ can change with x: the constants M_l that Corollary 1 needs, since the layers' outputs move with x.
///
/// At a fixed y it is ‖D‖₂, as Assumption 6 has it. Along a network it is at most ‖D‖₂ + (4/3)Λ·Lip(y_l): the mapping is Λ(I − T) with
/// an averaged T, of constant 2/3, so that I − T is 4/3-Lipschitz; and Lip(y_l) ≤ ‖D_u^l‖ + ‖D_e^l‖·Lip(y_{l−1}). Where thresholds β are
/// negative, which nothing in training forbids, eq. (15) jumps at 0 by 2|β|, so that there is no constant at all; what is true
/// then has a jump J_l beside it: |‖G(y_l(x))‖ − ‖G(y_l(x'))‖| ≤ M_l·‖x − x'‖ + J_l.
package struct InputSlopes {
    private let network: Lista<Float>
    private let mapping: GradientMapping<Float>
    private let dictionaryNorm: Double

    /// - Parameters:
    ///   - network: in the plain form of eq. (16).
    ///   - dictionaryNorm: ‖D‖₂, or more.
    package init(_ network: Lista<Float>, _ mapping: GradientMapping<Float>, dictionaryNorm: Double) {
        (self.network, self.mapping, self.dictionaryNorm) = (network, mapping, dictionaryNorm)
    }

    /// ‖A‖₂, or more where its eigenvalues are not to be found.
    package static func norm(_ matrix: Matrix<Float>) -> Double {
        let exact = matrix.converted(to: Double.self)
        let square = Matrix.product(exact, transposeA: true, exact)
        let frobenius = Double.sumOfSquares(exact.pointer, count: exact.count).squareRoot()
        guard let largest = SymmetricEigen(square)?.values.last else { return frobenius }
        return min(max(0, largest).squareRoot() * (1 + 1e-6), frobenius)
    }

    /// What is true of every x at a layer.
    package struct Bound {
        /// M_l.
        package var slope: Double
        /// J_l: 0 where no layer up to here has a negative threshold.
        package var jump: Double
        /// The largest ‖G(y_l; x)‖ for ‖x‖ and ‖y_0‖ within bounds.
        package var range: Double
    }

    /// The bounds, layer by layer from 0 on, for ‖x‖ ≤ `inputs` and ‖y_0‖ ≤ `start`.
    package func bounds(inputs: Double, start: Double) -> [Bound] {
        let eigenvalue = mapping.eigenvalue
        let linear = dictionaryNorm * inputs + mapping.lasso.alpha * Double(network.dimension).squareRoot()
        var (slope, jump, length) = (0.0, 0.0, start)
        return (0...network.layerCount).map { layer in
            if layer > 0 {
                let (u, e) = (Self.norm(network.inputMatrix(layer)), Self.norm(network.recurrentMatrix(layer)))
                let threshold = network.threshold(layer)
                let negative = (0..<threshold.count).reduce(0.0) { sum, i in
                    let below = Double(min(0, threshold.pointer[i]))
                    return sum + below * below
                }.squareRoot()
                (slope, jump) = (u + e * slope, 2 * negative + e * jump)
                length = u * inputs + e * length + negative
            }
            return Bound(
                slope: dictionaryNorm + 4 / 3 * eigenvalue * slope, jump: 4 / 3 * eigenvalue * jump,
                range: eigenvalue * length + linear)
        }
    }

    /// ‖∂/∂x ‖G(y_l(x); x)‖‖₂ of each sample, layer by layer from 0 on: no M_l is below the largest.
    ///
    /// - Parameters:
    ///   - outputs: y_0 … y_L at the inputs x.
    package func local(_ x: Matrix<Float>, _ outputs: [Matrix<Float>]) -> [[Double]] {
        let correlation = mapping.lasso.correlation(x)
        return outputs.indices.map { last in
            let (value, end) = mapping.step(outputs[last], correlation: correlation)
            for (n, norm) in value.rowNorms().enumerated() {
                let scale = Float(norm > 0 ? 1 / norm : 0)
                for i in 0..<value.columns { value.row(n)[i] *= scale }
            }
            var (slope, kept) = mapping.transposedJacobian(value, end: end)
            // With y fixed G changes by −P·Dᵀ.
            let total = Matrix.product(kept, mapping.lasso.dictionary, transposeB: true, alpha: -1)
            for layer in stride(from: last, to: 0, by: -1) {
                Float.softThresholdBackward(outputs[layer].pointer, gradient: slope.pointer, count: slope.count)
                total.setProduct(slope, network.inputMatrix(layer), beta: 1)
                slope = Matrix.product(slope, network.recurrentMatrix(layer))
            }
            return total.rowNorms()
        }
    }
}
