import CKernels
import Tensors

/// One problem  min over z of  ½‖x − Az‖₂² + Σⱼ wⱼ|zⱼ|,  in Double: eq. (13) after each atom, and x, got a length of
/// about 1, which turns the one α into a weight for each atom.
struct WeightedLasso {
    /// The atoms: (d, p), one a row, each of a length in [1, 2), or of zeros.
    let atoms: Matrix<Double>
    /// x: p numbers.
    let x: [Double]
    /// w: d numbers, positive and finite.
    let weights: [Double]

    var dimension: Int { atoms.rows }

    /// A vector to about twice Double's digits, as a sum of two.
    struct Pair {
        var high: [Double]
        var low: [Double]

        init(_ high: [Double]) { (self.high, low) = (high, [Double](repeating: 0, count: high.count)) }

        /// Adds scale·a.
        mutating func add(_ a: UnsafePointer<Double>, scale: Double) {
            dh_add_scaled_pair(&high, &low, a, scale, high.count)
        }

        /// The inner product with a.
        func dot(_ a: UnsafePointer<Double>) -> Double {
            var (sum, rest) = (0.0, 0.0)
            dh_dot_pair(a, high, low, high.count, &sum, &rest)
            return sum
        }

        /// Moves what the second summands have gathered to the first.
        mutating func normalise() {
            for i in high.indices {
                let sum = high[i] + low[i]
                low[i] -= sum - high[i]
                high[i] = sum
            }
        }
    }

    /// Whether some weight is so small that plain products' rounding would show beside it.
    var isDelicate: Bool { weights.contains { $0 < 1e-4 } }

    /// x − Az by plain products.
    func plainResidual(_ z: [Double]) -> [Double] {
        var residual = x
        for (j, value) in z.enumerated() where value != 0 {
            Double.addScaled(&residual, atoms.row(j), scale: -value, count: x.count)
        }
        return residual
    }

    /// x − Az.
    func residual(_ z: [Double]) -> Pair {
        var residual = Pair(x)
        for (j, value) in z.enumerated() where value != 0 { residual.add(atoms.row(j), scale: -value) }
        residual.normalise()
        return residual
    }
}

/// A feasible point θ of the dual problem  max ½‖x‖² − ½‖x − θ‖²  subject to |aⱼᵀθ| ≤ wⱼ, which bounds the minimum from below.
struct DualPoint {
    /// θ.
    let point: [Double]
    /// Aᵀθ, at most w in magnitude.
    let correlation: [Double]

    /// The best multiple of a direction that is feasible, rounding included.
    ///
    /// - Parameters:
    ///   - direction: any vector, of which `correlation` holds the inner products with the atoms.
    ///   - uncertainty: by how much of ‖direction‖ a correlation may be wrong.
    ///   - z: the direction is scaled for its gap to this iterate, whose residual is `residual`.
    init(
        _ direction: [Double], correlation: [Double], uncertainty: Double, weights: [Double], z: [Double],
        residual: [Double]
    ) {
        var (squares, inner, most) = (0.0, 0.0, Double.infinity)
        for (value, r) in zip(direction, residual) {
            squares += value * value
            inner += value * r
        }
        let slack = uncertainty * squares.squareRoot()
        for j in weights.indices {
            inner += z[j] * correlation[j]
            let size = abs(correlation[j]) + slack
            if size > 0 { most = min(most, weights[j] / size) }
        }
        let scale = squares > 0 ? min(max(inner / squares, 0), most) : 0
        point = direction.map { scale * $0 }
        self.correlation = correlation.map { scale * $0 }
    }

    /// f(z) − dual = ½‖r − θ‖² + Σ(wⱼ|zⱼ| − zⱼ·aⱼᵀθ): terms that are not negative, so that nothing cancels; and that
    /// relative to f(z): 0 where f(z) is 0, infinite where it is not finite.
    ///
    /// - Parameters:
    ///   - z: any iterate.
    ///   - residual: x − Az.
    func relativeGap(_ z: some RandomAccessCollection<Double>, residual: [Double], weights: [Double]) -> Double {
        var (gap, primal) = (0.0, 0.0)
        for (r, value) in zip(residual, point) {
            gap += 0.5 * (r - value) * (r - value)
            primal += 0.5 * r * r
        }
        for ((value, weight), correlation) in zip(zip(z, weights), correlation) where value != 0 {
            gap += max(weight * abs(value) - value * correlation, 0)
            primal += weight * abs(value)
        }
        if primal == 0 { return 0 }
        let relative = gap / primal
        return relative.isFinite ? relative : .infinity
    }
}
