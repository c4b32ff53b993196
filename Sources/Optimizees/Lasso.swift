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

    /// Dᵀ(Dy − x) + α·sign(y), with sign(0) = 0.
    public func subgradient(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> Matrix<Scalar> {
        let g = Matrix<Scalar>(rows: y.rows, columns: dimension)
        subgradient(y, correlation: correlation(x), into: g)
        return g
    }

    /// Dᵀx of each sample: (B, d). The part of every subgradient that does not depend on y.
    public func correlation(_ x: Matrix<Scalar>) -> Matrix<Scalar> { Matrix.product(x, dictionary) }

    /// DᵀDy − Dᵀx + α·sign(y) into `out`, given Dᵀx: one product by the Gram matrix.
    public func subgradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into out: Matrix<Scalar>) {
        out.assign(from: correlation)
        out.setProduct(y, gram, beta: -1)
        Scalar.addScaledSign(out.pointer, y.pointer, scale: Scalar(alpha), count: y.count)
    }

    /// DᵀDv.
    public func hessianProduct(_ v: Matrix<Scalar>) -> Matrix<Scalar> { Matrix.product(v, gram) }
}
