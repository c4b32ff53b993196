import Foundation
import Tensors

/// The linear estimator of least mean squared error for x̃ = S·Vᴴc + w, made free of divergence:
///
///     r = ĉ + (γ/q)·V·diag(v²s_i/(v²s_i² + σ²))·(x̃ − S·Vᴴĉ),    q = (1/N)·Σ v²s_i²/(v²s_i² + σ²),
///
/// so that tr(I − W·A) = 0 for γ = 1 (Ma and Ping, Orthogonal AMP, 2017). Measurements are rotated by Uᴴ of A = U·S·Vᴴ once, and
/// then no v² needs a solve or an inverse: only M numbers depend on it.
///
/// Complex vectors lie as (real parts, imaginary parts), and Vᴴ as the real matrix that does the same to them. σ² and v² are of
/// complex components.
public struct LinearEstimator<Scalar: KernelScalar>: Sendable {
    /// Vᴴ as a real matrix, (2M, 2N), with orthonormal rows.
    public let basis: Matrix<Scalar>
    /// s_1 … s_M.
    public let singularValues: [Double]
    /// σ².
    public let noise: Double
    /// What v² does not fall below.
    public let leastVariance: Double

    /// - Parameters:
    ///   - basis: Vᴴ as a real matrix, (2M, 2N).
    ///   - singularValues: positive, M of them.
    ///   - noise: σ², not negative.
    ///   - power: E|c|², of which v² is at least 10⁻⁹.
    public init(basis: Matrix<Scalar>, singularValues: [Double], noise: Double, power: Double) {
        precondition(basis.rows == 2 * singularValues.count && basis.columns.isMultiple(of: 2), "rows of two parts")
        precondition(singularValues.allSatisfy { $0 > 0 } && noise >= 0 && power > 0, "positive numbers")
        (self.basis, self.singularValues, self.noise) = (basis, singularValues, noise)
        leastVariance = 1e-9 * power
    }

    /// M.
    public var measurements: Int { singularValues.count }
    /// N.
    public var components: Int { basis.columns / 2 }
    /// tr(AᴴA).
    public var tracePower: Double { singularValues.reduce(0) { $0 + $1 * $1 } }

    /// v² that a residual x̃ − S·Vᴴĉ, (2M), tells: (‖·‖² − Mσ²)/tr(AᴴA), at least `leastVariance`.
    public func variance(ofResidual squaredNorm: Double) -> Double {
        max((squaredNorm - Double(measurements) * noise) / tracePower, leastVariance)
    }

    /// q(v²).
    public func overlap(_ variance: Double) -> Double {
        singularValues.reduce(0) { $0 + variance * $1 * $1 / (variance * $1 * $1 + noise) } / Double(components)
    }

    /// τ² = E‖r − c‖²/N = v²(1 − 2γ + γ²/q), for an error ĉ − c that is white and independent of the noise.
    public func outputVariance(_ variance: Double, step: Double) -> Double {
        variance * (1 - 2 * step + step * step / overlap(variance))
    }

    /// v²s_i/(v²s_i² + σ²)/q for each row of the basis.
    private func gains(_ variance: Double) -> [Double] {
        let q = overlap(variance)
        let half = singularValues.map { variance * $0 / (variance * $0 * $0 + noise) / q }
        return half + half
    }

    /// x̃ − S·Vᴴĉ, (B, 2M), into `residual`.
    public func residual(_ x: Matrix<Scalar>, _ estimate: Matrix<Scalar>, into residual: Matrix<Scalar>) {
        residual.setProduct(estimate, basis, transposeB: true, alpha: -1)
        for n in 0..<residual.rows { Self.scale(residual.row(n), singularValues + singularValues) }
        Scalar.addScaled(residual.pointer, x.pointer, scale: 1, count: residual.count)
    }

    /// r, (B, 2N), from ĉ and the residual, which becomes what V is applied to: diag(·)·(x̃ − S·Vᴴĉ)/q.
    ///
    /// - Parameter variances: v² of each sample.
    public func forward(
        _ estimate: Matrix<Scalar>, residual: Matrix<Scalar>, variances: [Double], step: Double,
        into point: Matrix<Scalar>
    ) {
        for n in 0..<residual.rows { Self.scale(residual.row(n), gains(variances[n])) }
        point.assign(from: estimate)
        point.setProduct(residual, basis, alpha: Scalar(step), beta: 1)
    }

    /// How τ² changes with v² and with γ.
    public func outputSlopes(_ variance: Double, step: Double) -> (variance: Double, step: Double) {
        let q = overlap(variance)
        return (
            1 - 2 * step + step * step * (1 - variance * overlapSlope(variance) / q) / q,
            variance * (2 * step / q - 2)
        )
    }

    /// q′(v²).
    private func overlapSlope(_ variance: Double) -> Double {
        singularValues.reduce(0) { $0 + noise * $1 * $1 / pow(variance * $1 * $1 + noise, 2) } / Double(components)
    }

    /// The gradient in ĉ of those in r and τ², also through v², which the residual tells.
    ///
    /// - Parameters:
    ///   - filtered: what `forward` has left of the residual.
    ///   - outputGradients: of τ², (B).
    ///   - turned: Vᴴg, (B, 2M), is left there: its inner product with `filtered` is the gradient in γ as far as r has it.
    ///   - scratch: (B, 2M).
    public func backward(
        _ gradient: Matrix<Scalar>, filtered: Matrix<Scalar>, variances: [Double], outputGradients: [Double],
        step: Double, turned: Matrix<Scalar>, scratch: Matrix<Scalar>, into below: Matrix<Scalar>
    ) {
        turned.setProduct(gradient, basis, transposeB: true)
        let values = singularValues + singularValues
        let own = Matrix<Scalar>(rows: 1, columns: turned.columns)
        for n in 0..<scratch.rows {
            let (v, gains) = (variances[n], gains(variances[n]))
            let ratio = overlapSlope(v) / overlap(v)
            // What V is applied to changes with v² in proportion to itself.
            own.row(0).update(from: turned.row(n), count: turned.columns)
            Self.scale(own.row(0), values.map { step * (1 / v - $0 * $0 / (v * $0 * $0 + noise) - ratio) })
            let alongPoint = Double(Scalar.innerProduct(own.pointer, filtered.row(n), count: own.count))
            let along = alongPoint + outputGradients[n] * outputSlopes(v, step: step).variance
            scratch.row(n).update(from: turned.row(n), count: turned.columns)
            Self.scale(scratch.row(n), zip(gains, values).map { step * $0 * $1 })
            guard v > leastVariance else { continue }
            own.row(0).update(from: filtered.row(n), count: filtered.columns)
            Self.scale(own.row(0), zip(gains, values).map { 2 * along / tracePower * $1 / $0 })
            Scalar.addScaled(scratch.row(n), own.pointer, scale: 1, count: own.count)
        }
        below.assign(from: gradient)
        below.setProduct(scratch, basis, alpha: -1, beta: 1)
    }

    private static func scale(_ row: UnsafeMutablePointer<Scalar>, _ factors: [Double]) {
        factors.map { Scalar($0) }.withUnsafeBufferPointer { factors in
            guard let base = factors.baseAddress else { return }
            Scalar.multiply(row, base, count: factors.count)
        }
    }
}
