import Tensors

/// Takes layers' outputs only where they help an algorithm T that is known to converge: where ‖y − T(y)‖ ≤ α·μ, else T of the
/// last iterate (Safe-L2O; Heaton, Chen, Wang and Yin, 2020). μ is the last residual that was accepted, so that these fall at
/// least geometrically, whatever the layers do. The limit is that of T; how far one is after finitely many iterations it does not
/// bound.
public struct ResidualSafeguard<Scalar: KernelScalar> {
    /// α.
    public let share: Double
    private let descend: (Matrix<Scalar>) -> Matrix<Scalar>
    /// μ of each sample.
    private var limits: [Double]

    /// A safeguard whose first μ is ‖y_0 − T(y_0)‖.
    ///
    /// - Parameters:
    ///   - share: α in (0, 1).
    ///   - start: y_0, (B, d).
    ///   - descend: T, from (B, d) to (B, d).
    public init(share: Double, from start: Matrix<Scalar>, descend: @escaping (Matrix<Scalar>) -> Matrix<Scalar>) {
        (self.share, self.descend) = (share, descend)
        limits = start.rowDistances(to: descend(start))
    }

    /// Puts T(y) in the place of samples that are not accepted.
    ///
    /// - Parameters:
    ///   - candidate: what a layer makes of y, (B, d).
    ///   - y: the last iterate, (B, d).
    /// - Returns: whether each sample's layer was taken.
    public mutating func choose(_ candidate: Matrix<Scalar>, after y: Matrix<Scalar>) -> [Bool] {
        let (residuals, fallback) = (candidate.rowDistances(to: descend(candidate)), descend(y))
        return (0..<y.rows).map { n in
            let isTaken = residuals[n] <= share * limits[n]
            if isTaken {
                limits[n] = residuals[n]
            } else {
                candidate.row(n).update(from: fallback.row(n), count: candidate.columns)
            }
            return isTaken
        }
    }
}
