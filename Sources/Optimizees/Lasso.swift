import Foundation
import Tensors

/// Sparse coding, eq. (13):  f(y; x) = ½‖x − Dy‖₂² + α‖y‖₁.
public struct Lasso<Scalar: KernelScalar>: Optimizee {
    /// D: (p, d), one atom a column.
    public let dictionary: Matrix<Scalar>
    /// α > 0, the weight of the ℓ1 norm.
    public let alpha: Double
    /// DᵀD: (d, d).
    public let gram: Matrix<Scalar>

    /// - Parameters:
    ///   - dictionary: D, (p, d).
    ///   - alpha: α > 0.
    public init(dictionary: Matrix<Scalar>, alpha: Double) {
        precondition(alpha > 0, "the weight of the ℓ1 norm is positive")
        self.dictionary = dictionary
        self.alpha = alpha
        gram = Matrix.product(dictionary, transposeA: true, dictionary)
    }

    public var inputDimension: Int { dictionary.rows }
    public var dimension: Int { dictionary.columns }

    public func values(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> [Double] {
        let residual = x.copy()
        residual.setProduct(y, dictionary, transposeB: true, beta: -1)
        return zip(residual.rowNorms(), y.rowMagnitudes()).map { 0.5 * $0 * $0 + alpha * $1 }
    }

    /// Dᵀx of each sample: (B, d). The part of every subgradient that does not depend on y.
    public func correlation(_ x: Matrix<Scalar>) -> Matrix<Scalar> { Matrix.product(x, dictionary) }

    /// DᵀDy − Dᵀx + α·sign(y), with sign(0) = 0: one product by the Gram matrix.
    public func subgradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into result: Matrix<Scalar>) {
        smoothGradient(y, correlation: correlation, into: result)
        Scalar.addScaledSign(result.pointer, y.pointer, scale: Scalar(alpha), count: y.count)
    }

    /// DᵀDy − Dᵀx.
    public func smoothGradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into result: Matrix<Scalar>) {
        result.setDirectProduct(y, gram)
        Scalar.addScaled(result.pointer, correlation.pointer, scale: -1, count: y.count)
    }

    /// DᵀDv.
    public func hessianProduct(_ v: Matrix<Scalar>) -> Matrix<Scalar> { Matrix.product(v, gram) }
}

/// λmax of DᵀD between two bounds.
public struct EigenvalueBounds: Sendable, Equatable {
    /// A Rayleigh quotient: λmax is at least this.
    public let lower: Double
    /// λmax is at most this: safe as ν in eq. (14).
    public let upper: Double
}

extension Lasso where Scalar == Double {
    /// λmax of DᵀD by power iteration, started from every coordinate vector at once: G = DᵀD is squared until
    ///
    ///     vᵀGv / vᵀv  ≤  λmax  ≤  trace(G^m)^(1/m),   m = 2, 4, 8, …,   v a column of G^m,
    ///
    /// lie within `tolerance` of each other. Both bounds hold for every D: unlike power iteration from one random
    /// vector, there is no start that misses the largest eigenvalue. m ≤ ln(d)/tolerance suffices, up to rounding.
    ///
    /// - Parameter tolerance: upper ≤ (1 + tolerance)·lower on return; at least 1e-8.
    public func largestEigenvalue(tolerance: Double = 1e-3) -> EigenvalueBounds {
        let tolerance = max(tolerance, 1e-8)
        let d = dimension
        func trace(_ matrix: Matrix<Double>) -> Double { (0..<d).reduce(0) { $0 + matrix[$1, $1] } }

        let total = trace(gram)
        guard total > 0 else { return EigenvalueBounds(lower: 0, upper: 0) }
        // The power holds G^m scaled to trace 1; logScale is the logarithm of trace(G^m).
        var power = gram.copy()
        var logScale = 0.0
        var m = 1.0
        var bounds = EigenvalueBounds(lower: 0, upper: total)
        for _ in 0..<40 {
            let t = trace(power)
            for i in 0..<power.count { power.pointer[i] /= t }
            logScale += log(t)
            // Squarings leave an error of a few units of the last place each, and each doubles m.
            let upper = exp(logScale / m) * (1 + 1e-12)
            let best = (0..<d).max { power[$0, $0] < power[$1, $1] } ?? 0
            let v = power.rows(best..<best + 1)
            let gv = Matrix.product(v, gram)
            let norm = Double.sumOfSquares(v.pointer, count: d)
            var quotient = 0.0
            for i in 0..<d { quotient += v.pointer[i] * gv.pointer[i] }
            bounds = EigenvalueBounds(lower: max(bounds.lower, quotient / norm), upper: min(bounds.upper, upper))
            if bounds.upper <= (1 + tolerance) * bounds.lower { break }
            power = Matrix.product(power, power)
            logScale *= 2
            m *= 2
        }
        return bounds
    }
}
