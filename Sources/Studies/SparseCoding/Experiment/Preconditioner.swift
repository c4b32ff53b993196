import Tensors

/// M = τ·P with P = (S + δ·m·I)^(−1/2), S = XᵀX/n the inputs' second moments and m the mean of its eigenvalues.
///
/// LISTA trains U in D_u = U·M: the same functions, in coordinates in which images are nearly white. What is saved is
/// D_u.
package struct Preconditioner {
    /// M: (p, p).
    package let matrix: Matrix<Float>
    /// M⁻¹: (p, p).
    package let inverse: Matrix<Float>

    /// - Parameters:
    ///   - inputs: the training images, (n, p).
    ///   - unit: τ.
    ///   - share: δ > 0.
    /// - Returns: nil where the eigenvalues cannot be found.
    package init?(inputs: Matrix<Float>, unit: Double, share: Double) {
        let n = Double(max(1, inputs.rows))
        let moments = Matrix.product(inputs, transposeA: true, inputs).converted(to: Double.self)
        for i in 0..<moments.count { moments.pointer[i] /= n }
        guard let eigen = SymmetricEigen(moments) else { return nil }
        let mean = eigen.values.reduce(0, +) / Double(max(1, eigen.values.count))
        let floor = max(share * mean, .leastNormalMagnitude)
        matrix = eigen.apply { unit / (max($0, 0) + floor).squareRoot() }.converted()
        inverse = eigen.apply { (max($0, 0) + floor).squareRoot() / unit }.converted()
    }

    /// What the network is fed: M·x for each row of x.
    package func features(_ x: Matrix<Float>) -> Matrix<Float> { Matrix.product(x, matrix, transposeB: true) }
}
