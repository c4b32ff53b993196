import Tensors

/// The proximal-gradient mapping of sparse coding, eq. (13):
///
///     G(y; x) = Λ·(y − S_{α/Λ}(y − (DᵀDy − Dᵀx)/Λ)),   Λ ≥ λmax(DᵀD).
///
/// It is to f what ∇f is to a smooth function (Beck, *First-Order Methods in Optimization*, 2017, section 10.3): zero exactly at
/// the minimisers, and never longer than any subgradient at y. A subgradient of one's choice is neither: with sign(0) = 0 it has
/// up to α in each coordinate in which the minimiser is zero.
public struct GradientMapping<Scalar: KernelScalar>: Sendable {
    /// The family of problems.
    public let lasso: Lasso<Scalar>
    /// Λ.
    public let eigenvalue: Double
    private let thresholds: Matrix<Scalar>

    /// - Parameters:
    ///   - lasso: the family of problems.
    ///   - eigenvalue: Λ > 0, at least the largest eigenvalue of DᵀD.
    public init(_ lasso: Lasso<Scalar>, eigenvalue: Double) {
        precondition(eigenvalue > 0, "the reciprocal of a step is positive")
        (self.lasso, self.eigenvalue) = (lasso, eigenvalue)
        thresholds = Matrix(rows: 1, columns: lasso.dimension)
        thresholds.fill(Scalar(lasso.alpha / eigenvalue))
    }

    /// G(y; x) of each sample, (B, d), and where the step y − G/Λ ends: its zeros say which coordinates of G do not move with the
    /// gradient of the smooth part.
    ///
    /// - Parameters:
    ///   - y: (B, d).
    ///   - correlation: Dᵀx, (B, d).
    public func step(_ y: Matrix<Scalar>, correlation: Matrix<Scalar>) -> (mapping: Matrix<Scalar>, end: Matrix<Scalar>)
    {
        let moved = Matrix<Scalar>(rows: y.rows, columns: y.columns)
        lasso.smoothGradient(y, correlation: correlation, into: moved)
        let forward = y.copy()
        Scalar.addScaled(forward.pointer, moved.pointer, scale: Scalar(-1 / eigenvalue), count: y.count)
        let end = Matrix<Scalar>(rows: y.rows, columns: y.columns)
        Scalar.softThreshold(
            forward.pointer, thresholds.pointer, into: end.pointer, rows: y.rows, columns: y.columns)
        moved.fill(0)
        Scalar.addScaledDifference(
            moved.pointer, y.pointer, end.pointer, scale: Scalar(eigenvalue), count: y.count)
        return (moved, end)
    }

    /// Jᵀv of each sample with the Jacobian J of G in y, where G has one: Λ(v − Pv) + DᵀD·Pv with P the projection onto the
    /// coordinates in which `end` is not zero. (B, d), and Pv itself.
    public func transposedJacobian(
        _ v: Matrix<Scalar>, end: Matrix<Scalar>
    ) -> (product: Matrix<Scalar>, kept: Matrix<Scalar>) {
        let kept = v.copy()
        Scalar.softThresholdBackward(end.pointer, gradient: kept.pointer, count: v.count)
        let product = lasso.hessianProduct(kept)
        Scalar.addScaledDifference(
            product.pointer, v.pointer, kept.pointer, scale: Scalar(eigenvalue), count: v.count)
        return (product, kept)
    }
}
