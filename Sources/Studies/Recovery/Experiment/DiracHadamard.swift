import Tensors

/// A = [I, H/√m] with Sylvester's Hadamard matrix H of m = 4ʲ rows: a matrix of m × 2m whose constants are all known.
///
/// H_{ik} = (−1)^{⟨i, k⟩}, with ⟨i, k⟩ the number of ones that the binary digits of i and k share. Columns have length 1, and
/// any two are at right angles or have the inner product ±1/√m. Products take the fast Walsh–Hadamard transform.
package struct DiracHadamard: Sendable {
    /// j of m = 4ʲ.
    package let order: Int

    /// The matrix of 4ʲ rows.
    package init(order: Int) { self.order = order }

    /// √m.
    package var root: Int { 1 << order }
    /// m.
    package var rows: Int { root * root }
    /// 2m.
    package var columns: Int { 2 * rows }
    /// μ = 1/√m, the largest inner product of two columns.
    package var coherence: Double { 1 / Double(root) }

    /// δ_t = √(⌊t/2⌋·⌈t/2⌉)/√m for t ≤ 2√m, exactly; nil for larger t.
    ///
    /// The Gram matrix of a columns of I and b of H/√m has the eigenvalues 1 ± the singular values of an a × b block of H/√m,
    /// the largest of which is at most its Frobenius norm √(ab)/√m. A block of rank one attains it: rows from a coset of the
    /// numbers below √m, columns from one of the multiples of √m, and of both there are √m.
    package func isometryConstant(_ t: Int) -> Double? {
        guard (1...2 * root).contains(t) else { return nil }
        return Double((t / 2) * (t - t / 2)).squareRoot() / Double(root)
    }

    /// H_{ik} for whole numbers below m.
    package static func sign(_ i: Int, _ k: Int) -> Double { (i & k).nonzeroBitCount.isMultiple(of: 2) ? 1 : -1 }

    /// H·x in place, for as many numbers as a power of two.
    package static func transform(_ x: UnsafeMutableBufferPointer<Double>) {
        var half = 1
        while half < x.count {
            for start in stride(from: 0, to: x.count, by: 2 * half) {
                for i in start..<start + half {
                    let (a, b) = (x[i], x[i + half])
                    (x[i], x[i + half]) = (a + b, a - b)
                }
            }
            half *= 2
        }
    }

    /// A·x of 2m numbers.
    package func product(_ x: [Double]) -> [Double] {
        var result = Array(x[rows...])
        result.withUnsafeMutableBufferPointer { Self.transform($0) }
        for i in 0..<rows { result[i] = x[i] + coherence * result[i] }
        return result
    }

    /// x + Aᵀ(y − A·x) in place of x: a step of length 1 down ½‖A·x − y‖².
    package func descend(_ x: inout [Double], _ y: [Double]) {
        let (m, scale) = (rows, coherence)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: m) { residual in
            x.withUnsafeMutableBufferPointer { x in
                y.withUnsafeBufferPointer { y in
                    for i in 0..<m { residual.initializeElement(at: i, to: x[m + i]) }
                    Self.transform(residual)
                    for i in 0..<m {
                        residual[i] = y[i] - x[i] - scale * residual[i]
                        x[i] += residual[i]
                    }
                    Self.transform(residual)
                    for i in 0..<m { x[m + i] += scale * residual[i] }
                }
            }
        }
    }

    /// The matrix itself, (m, 2m).
    package var dense: Matrix<Double> {
        let matrix = Matrix<Double>(rows: rows, columns: columns)
        matrix.fill(0)
        for i in 0..<rows {
            matrix[i, i] = 1
            for k in 0..<rows { matrix[i, rows + k] = coherence * Self.sign(i, k) }
        }
        return matrix
    }
}
