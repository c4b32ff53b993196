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
    /// ∇f(y; x), or a subgradient where f has a kink: (B, d).
    func subgradient(_ y: Matrix<Scalar>, _ x: Matrix<Scalar>) -> Matrix<Scalar>
    /// ∇²f·v of each sample, of the smooth part of f: (B, d). What a gradient norm needs to be differentiated.
    func hessianProduct(_ v: Matrix<Scalar>) -> Matrix<Scalar>
}
