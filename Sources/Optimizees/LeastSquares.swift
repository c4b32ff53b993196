import Tensors

/// f(y; x) = ½‖x − Ay‖₂², the toy problem of the paper's introduction (Fig. 1), whose minimum is unique when A has
/// full column rank.
public struct LeastSquares<Scalar: KernelScalar>: Optimizee {
    /// A: (p, d).
    public let matrix: Matrix<Scalar>

    /// - Parameter matrix: A, (p, d).
    public init(matrix: Matrix<Scalar>) { self.matrix = matrix }

    public var inputDimension: Int { matrix.rows }
    public var dimension: Int { matrix.columns }

    /// Ay − x: (B, p).
    private func residual(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> Matrix<Scalar> {
        let r = x.copy()
        r.setProduct(y, matrix, transposeB: true, beta: -1)
        return r
    }

    public func values(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> [Double] {
        residual(y, x).rowNorms().map { 0.5 * $0 * $0 }
    }

    /// Aᵀ(Ay − x).
    public func subgradient(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> Matrix<Scalar> {
        Matrix.product(residual(y, x), matrix)
    }

    /// AᵀAv.
    public func hessianProduct(_ v: Matrix<Scalar>) -> Matrix<Scalar> {
        Matrix.product(Matrix.product(v, matrix, transposeB: true), matrix)
    }
}

extension LeastSquares where Scalar == Double {
    /// y*(x) = (AᵀA)⁻¹Aᵀx of each row of x, or nil when AᵀA is singular.
    public func minimisers(_ x: Matrix<Double>) -> Matrix<Double>? {
        let gram = Matrix.product(matrix, transposeA: true, matrix)
        guard let eigen = SymmetricEigen(gram), let least = eigen.values.first, let most = eigen.values.last,
            least > 1e-12 * most
        else { return nil }
        return Matrix.product(Matrix.product(x, matrix), eigen.apply { 1 / $0 })
    }
}
