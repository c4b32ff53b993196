import Optimizees
import Tensors

/// ‖G(y; x)‖₂ with the proximal-gradient mapping G of sparse coding: the measure of (CI) where f has kinks. It falls to zero at
/// y*, which the norm of a subgradient does not.
public struct GradientMappingNorm<Scalar: KernelScalar>: DescentMeasure {
    private let mapping: GradientMapping<Scalar>

    /// The measure of a family of problems.
    public init(_ mapping: GradientMapping<Scalar>) { self.mapping = mapping }

    public func values(_ y: Matrix<Scalar>, _ batch: Batch<Scalar>) -> [Double] {
        step(y, batch).mapping.rowNorms()
    }

    /// Jᵀ·G/‖G‖ with the Jacobian J of G in y; zero at the optimum.
    public func addGradient(
        _ y: Matrix<Scalar>, _ batch: Batch<Scalar>, values: [Double], weights: [Double], to gradient: Matrix<Scalar>
    ) {
        let (mapping, end) = step(y, batch)
        let curved = self.mapping.transposedJacobian(mapping, end: end).product
        for n in 0..<y.rows where values[n] > 0 {
            Scalar.addScaled(
                gradient.row(n), curved.row(n), scale: Scalar(weights[n] / values[n]), count: y.columns)
        }
    }

    private func step(_ y: Matrix<Scalar>, _ batch: Batch<Scalar>) -> (mapping: Matrix<Scalar>, end: Matrix<Scalar>) {
        mapping.step(y, correlation: mapping.lasso.correlation(batch.inputs))
    }
}
