import Descent
import Optimizees
import Tensors
import Unrolled

/// By how much ‖G(y_l(x); x)‖ can change with x: the constants M_l that Corollary 1 needs, since the layers' outputs move with x.
///
/// At a fixed y it is ‖D‖₂, as Assumption 6 has it. Along a network it is at most ‖D‖₂ + (4/3)Λ·Lip(y_l): the mapping is Λ(I − T) with
/// an averaged T, of constant 2/3, so that I − T is 4/3-Lipschitz; and Lip(y_l) ≤ ‖D_u^l‖ + ‖D_e^l‖·Lip(y_{l−1}).
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

    /// What is true of every x: layer by layer from 0 on, M_l, and the largest ‖G(y_l; x)‖ for ‖x‖ and ‖y_0‖ within bounds.
    /// Infinite from the first layer on that has a negative threshold, at which eq. (15) jumps.
    package func bounds(inputs: Double, start: Double) -> [(slope: Double, range: Double)] {
        let eigenvalue = mapping.eigenvalue
        let linear = dictionaryNorm * inputs + mapping.lasso.alpha * Double(network.dimension).squareRoot()
        var (slope, length) = (0.0, start)
        return (0...network.layerCount).map { layer in
            if layer > 0 {
                let (u, e) = (Self.norm(network.inputMatrix(layer)), Self.norm(network.recurrentMatrix(layer)))
                let threshold = network.threshold(layer)
                let jumps = (0..<threshold.count).contains { threshold.pointer[$0] < 0 }
                (slope, length) = jumps ? (.infinity, .infinity) : (u + e * slope, u * inputs + e * length)
            }
            return (dictionaryNorm + 4 / 3 * eigenvalue * slope, eigenvalue * length + linear)
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
