import Tensors

extension Matrix where Scalar == Double {
    /// W of ALISTA for this matrix A, (p, d): the columns minimise ‖WᵀA‖² with W_iᵀA_i = 1, which is (AAᵀ)⁻¹A_i up to its scale
    /// (Liu et al., 2019, eq. (16), in the Frobenius norm).
    ///
    /// - Parameter pseudoInverse: the transpose of A's, (AAᵀ)⁻¹A, (p, d): whoever has AAᵀ's eigenvectors, or A's singular
    ///   vectors, has it without a solve.
    /// - Returns: (p, d).
    public func analyticWeights(pseudoInverse: Matrix<Double>) -> Matrix<Double> {
        precondition(pseudoInverse.rows == rows && pseudoInverse.columns == columns, "W has A's sizes")
        let weights = pseudoInverse.copy()
        for j in 0..<weights.columns {
            let overlap = (0..<weights.rows).reduce(0.0) { $0 + weights[$1, j] * self[$1, j] }
            for i in 0..<weights.rows { weights[i, j] /= overlap }
        }
        return weights
    }
}
