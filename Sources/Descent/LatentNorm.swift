import Tensors

/// ‖∇f_2(z)‖₂ = 2·‖z‖₂ with f_2 = ‖z‖² of eq. (21): the second measure of eq. (26), of latent variables.
public struct LatentGradientNorm<Scalar: KernelScalar>: DescentMeasure {
    /// The measure of a latent variable.
    public init() {}

    public func values(_ z: Matrix<Scalar>, _ batch: Batch<Scalar>) -> [Double] { z.rowNorms().map { 2 * $0 } }

    /// 2·z/‖z‖; zero at the origin.
    public func addGradient(
        _ z: Matrix<Scalar>, _ batch: Batch<Scalar>, values: [Double], weights: [Double], to gradient: Matrix<Scalar>
    ) {
        for n in 0..<z.rows where values[n] > 0 {
            Scalar.addScaled(gradient.row(n), z.row(n), scale: Scalar(4 * weights[n] / values[n]), count: z.columns)
        }
    }
}
