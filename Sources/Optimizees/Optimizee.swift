import Tensors

/// A family of problems min over y of f(y; x), one for each input x (the paper's inner problem, section II).
///
/// Batches are matrices of one sample a row: inputs (B, p), iterates (B, d).
public protocol Optimizee<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// p, the size of an input x.
    var inputDimension: Int { get }
    /// d, the size of a variable y.
    var dimension: Int { get }
    /// f(y; x) of each sample.
    func values(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> [Double]
    /// Aᵀx of each sample, (B, d): the part of every gradient that does not depend on y.
    func correlation(_ x: Matrix<Scalar>) -> Matrix<Scalar>
    /// ∇f(y; x), or a subgradient where f has a kink, into `result` (B, d), given Aᵀx.
    func subgradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into result: Matrix<Scalar>)
    /// The same of f's smooth part alone: ∇f itself where all of f is smooth.
    func smoothGradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into result: Matrix<Scalar>)
    /// ∇²f·v of each sample, of the smooth part of f: (B, d). What a gradient norm needs to be differentiated.
    func hessianProduct(_ v: Matrix<Scalar>) -> Matrix<Scalar>
}

extension Optimizee {
    public func smoothGradient(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>, into result: Matrix<Scalar>) {
        subgradient(y, correlation: correlation, into: result)
    }

    /// ∇f(y; x), or a subgradient where f has a kink: (B, d).
    public func subgradient(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: y.rows, columns: dimension)
        subgradient(y, correlation: correlation(x), into: result)
        return result
    }
}
