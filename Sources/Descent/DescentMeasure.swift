import Optimizees
import Tensors

/// What has to fall from layer to layer: a number m(y) ≥ 0 for each sample, and its gradient.
///
/// A measure knows nothing of networks. A new constraint is a new measure: two functions.
public protocol DescentMeasure<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// m(y) of each sample; y: (B, d).
    func values(_ y: Matrix<Scalar>, _ batch: Batch<Scalar>) -> [Double]
    /// gradient += weights[n]·∇m(y_n) for each sample n; `values` are those of `values(_:_:)`.
    func addGradient(
        _ y: Matrix<Scalar>, _ batch: Batch<Scalar>, values: [Double], weights: [Double], to gradient: Matrix<Scalar>)
}

/// ‖y − y*‖₂, the measure of (CII).
public struct DistanceToOptimum<Scalar: KernelScalar>: DescentMeasure {
    /// The measure of (CII).
    public init() {}

    public func values(_ y: Matrix<Scalar>, _ batch: Batch<Scalar>) -> [Double] { y.rowDistances(to: batch.optima) }

    /// (y − y*)/‖y − y*‖; zero at the optimum.
    public func addGradient(
        _ y: Matrix<Scalar>, _ batch: Batch<Scalar>, values: [Double], weights: [Double], to gradient: Matrix<Scalar>
    ) {
        for n in 0..<y.rows where values[n] > 0 {
            Scalar.addScaledDifference(
                gradient.row(n), y.row(n), batch.optima.row(n), scale: Scalar(weights[n] / values[n]), count: y.columns)
        }
    }
}

/// ‖∇f(y; x)‖₂, the measure of (CI); a subgradient where f has a kink.
public struct GradientNorm<Problem: Optimizee>: DescentMeasure {
    private let problem: Problem

    /// The measure of (CI) for an optimizee.
    public init(_ problem: Problem) { self.problem = problem }

    public func values(_ y: Matrix<Problem.Scalar>, _ batch: Batch<Problem.Scalar>) -> [Double] {
        problem.subgradient(y, batch.inputs).rowNorms()
    }

    /// ∇²f·g/‖g‖ with g = ∇f(y; x).
    public func addGradient(
        _ y: Matrix<Problem.Scalar>, _ batch: Batch<Problem.Scalar>, values: [Double], weights: [Double],
        to gradient: Matrix<Problem.Scalar>
    ) {
        let curved = problem.hessianProduct(problem.subgradient(y, batch.inputs))
        for n in 0..<y.rows where values[n] > 0 {
            Problem.Scalar.addScaled(
                gradient.row(n), curved.row(n), scale: Problem.Scalar(weights[n] / values[n]), count: y.columns)
        }
    }
}

/// f(y; x), for constraints that make the objective itself decrease.
public struct ObjectiveValue<Problem: Optimizee>: DescentMeasure {
    private let problem: Problem

    /// The objective of an optimizee.
    public init(_ problem: Problem) { self.problem = problem }

    public func values(_ y: Matrix<Problem.Scalar>, _ batch: Batch<Problem.Scalar>) -> [Double] {
        problem.values(y, batch.inputs)
    }

    /// ∇f(y; x).
    public func addGradient(
        _ y: Matrix<Problem.Scalar>, _ batch: Batch<Problem.Scalar>, values: [Double], weights: [Double],
        to gradient: Matrix<Problem.Scalar>
    ) {
        let g = problem.subgradient(y, batch.inputs)
        for n in 0..<y.rows {
            Problem.Scalar.addScaled(gradient.row(n), g.row(n), scale: Problem.Scalar(weights[n]), count: y.columns)
        }
    }
}

/// ‖∇f_2(z)‖₂ = 2·‖z‖₂ with f_2 = ‖z‖² of eq. (21): the second measure of eq. (26), of latent variables.
public struct LatentGradientNorm<Scalar: KernelScalar>: DescentMeasure {
    private let columns: Range<Int>?

    /// The measure of a latent variable, or of some of its elements alone.
    public init(columns: Range<Int>? = nil) { self.columns = columns }

    public func values(_ z: Matrix<Scalar>, _ batch: Batch<Scalar>) -> [Double] {
        z.rowNorms(of: columns ?? 0..<z.columns).map { 2 * $0 }
    }

    /// 2·z/‖z‖; zero at the origin.
    public func addGradient(
        _ z: Matrix<Scalar>, _ batch: Batch<Scalar>, values: [Double], weights: [Double], to gradient: Matrix<Scalar>
    ) {
        let columns = columns ?? 0..<z.columns
        for n in 0..<z.rows where values[n] > 0 {
            Scalar.addScaled(
                gradient.row(n) + columns.lowerBound, z.row(n) + columns.lowerBound,
                scale: Scalar(4 * weights[n] / values[n]), count: columns.count)
        }
    }
}
