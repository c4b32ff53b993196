import Foundation
import Tensors

/// What a pixel of a complex scene is taken for, from its own value alone: c = w(|r|²)·r, for r = c + N(0, τ²).
public enum RadialDenoiser: Equatable, Codable, Sendable {
    /// E[c | r] where c is N(0, `power`) with probability `density`, and else 0.
    case bernoulliGauss(density: Double, power: Double)
    /// The soft threshold of |r| by `share`·τ.
    case softThreshold(share: Double)

    /// w and its derivative in |r|², (B, N) each, of r (B, 2N).
    ///
    /// - Parameter deviations: τ of each sample, (B, 1).
    func weigh<Scalar: FlowScalar>(
        _ point: Matrix<Scalar>, deviations: Matrix<Scalar>, weight: Matrix<Scalar>, slope: Matrix<Scalar>
    ) {
        let samples = (0..<point.rows).map { Double(deviations.pointer[$0]) }
        switch self {
        case .bernoulliGauss(let density, let power):
            Scalar.kernels.radial.bernoulliGauss(
                point.pointer, samples.map { Scalar($0 * $0) }, Scalar(density), Scalar(power), weight.pointer,
                slope.pointer, point.rows, weight.columns)
        case .softThreshold(let share):
            Scalar.kernels.radial.softThreshold(
                point.pointer, samples.map { Scalar($0 * share) }, weight.pointer, slope.pointer, point.rows,
                weight.columns)
        }
    }
}

extension RadialDenoiser {
    /// The gradient in τ² of each sample, of that in w(|r|²)·r, with what `weigh` has left.
    ///
    /// - Parameters:
    ///   - isOfRatio: whether what weighed was a function of |r|/τ, whatever this denoiser is.
    ///   - slopes: (B, 1), overwritten.
    func varianceSlopes<Scalar: FlowScalar>(
        _ point: Matrix<Scalar>, deviations: Matrix<Scalar>, weight: Matrix<Scalar>, slope: Matrix<Scalar>,
        gradient: Matrix<Scalar>, isOfRatio: Bool, into slopes: Matrix<Scalar>
    ) {
        let variances = (0..<point.rows).map { pow(Double(deviations.pointer[$0]), 2) }
        let (a, b, c): (Double, [Double], [Double]) =
            switch self {
            case .bernoulliGauss(_, let power) where !isOfRatio:
                (1, variances.map { 1 / $0 + 1 / ($0 + power) }, variances.map { 1 / ($0 + power) })
            default: (0, variances.map { 1 / $0 }, variances.map { _ in 0 })
            }
        Scalar.kernels.radial.varianceSlopes(
            point.pointer, weight.pointer, slope.pointer, gradient.pointer, Scalar(a), b.map { Scalar($0) },
            c.map { Scalar($0) }, slopes.pointer, point.rows, weight.columns)
    }

    /// c of some pixels of one scene, with noise of deviation τ.
    public func apply(_ pixels: [(re: Double, im: Double)], deviation: Double) -> [(re: Double, im: Double)] {
        let count = pixels.count
        let point = Matrix<Double>(rows: 1, columns: 2 * count, values: pixels.map(\.re) + pixels.map(\.im))
        let (weight, slope) = (Matrix<Double>(rows: 1, columns: count), Matrix<Double>(rows: 1, columns: count))
        let deviations = Matrix<Double>(rows: 1, columns: 1, values: [deviation])
        weigh(point, deviations: deviations, weight: weight, slope: slope)
        return (0..<count).map { (weight[0, $0] * point[0, $0], weight[0, $0] * point[0, count + $0]) }
    }
}
