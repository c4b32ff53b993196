import Foundation
import Tensors

/// A complex measurement matrix A, (M, N), as the real matrix [Re A, −Im A; Im A, Re A], in Double.
public struct ComplexOperator: Sendable {
    /// (2M, 2N).
    public let matrix: Matrix<Double>
    /// M.
    public var measurements: Int { matrix.rows / 2 }
    /// N.
    public var components: Int { matrix.columns / 2 }

    /// The matrix of these real and imaginary parts, (M, N) each.
    public init(real: Matrix<Double>, imaginary: Matrix<Double>) {
        precondition(real.rows == imaginary.rows && real.columns == imaginary.columns, "two parts of one matrix")
        let (m, n) = (real.rows, real.columns)
        matrix = Matrix(rows: 2 * m, columns: 2 * n)
        for i in 0..<m {
            for j in 0..<n {
                (matrix[i, j], matrix[m + i, n + j]) = (real[i, j], real[i, j])
                (matrix[m + i, j], matrix[i, n + j]) = (imaginary[i, j], -imaginary[i, j])
            }
        }
    }

    /// Independent entries N(0, 1/M).
    public static func gaussian(measurements: Int, components: Int, seed: UInt64) -> ComplexOperator {
        func part(_ name: String) -> Matrix<Double> {
            RandomStream(seed: seed, name: "operator/\(name)").normal(
                rows: measurements, columns: components, standardDeviation: (0.5 / Double(measurements)).squareRoot())
        }
        return ComplexOperator(real: part("re"), imaginary: part("im"))
    }

    /// M rows, drawn without replacement, of the unitary two-dimensional Fourier transform of images.
    public static func partialFourier(measurements: Int, height: Int, width: Int, seed: UInt64) -> ComplexOperator {
        var order = RandomStream(seed: seed, name: "operator/rows")
        let rows = order.permutation(of: height * width).prefix(measurements).sorted()
        let unit = 1 / Double(height * width).squareRoot()
        let (real, imaginary) = (
            Matrix<Double>(rows: measurements, columns: height * width),
            Matrix<Double>(rows: measurements, columns: height * width)
        )
        for (i, row) in rows.enumerated() {
            for j in 0..<height * width {
                let turns =
                    Double(row / width * (j / width)) / Double(height) + Double(row % width * (j % width))
                    / Double(width)
                real[i, j] = unit * cos(2 * .pi * turns)
                imaginary[i, j] = -unit * sin(2 * .pi * turns)
            }
        }
        return ComplexOperator(real: real, imaginary: imaginary)
    }

    /// Singular values that fall geometrically by κ in all, between vectors of a Gaussian matrix, with tr(AᴴA) = N.
    public static func geometric(measurements: Int, components: Int, condition: Double, seed: UInt64)
        -> ComplexOperator?
    {
        guard let start = gaussian(measurements: measurements, components: components, seed: seed).singular else {
            return nil
        }
        let falls = (0..<measurements).map { pow(condition, -Double($0) / Double(max(measurements - 1, 1))) }
        let scale = (Double(components) / falls.reduce(0) { $0 + $1 * $1 }).squareRoot()
        let scaled = start.right.copy()
        for i in 0..<scaled.rows {
            for j in 0..<scaled.columns { scaled[i, j] *= scale * falls[i % measurements] }
        }
        return ComplexOperator(matrix: Matrix.product(start.left, transposeA: true, scaled))
    }

    /// A₁ ⊗ A₂ of two Gaussian matrices with as many columns as an image has rows and columns: what a row of sensors and a row of
    /// frequencies see. Its singular vectors have directions of their own, which state evolution does not know.
    public static func kronecker(rows: Int, height: Int, columns: Int, width: Int, seed: UInt64) -> ComplexOperator {
        let (left, right) = (
            gaussian(measurements: rows, components: height, seed: seed &* 3 &+ 1),
            gaussian(
                measurements: columns, components: width, seed: seed &* 3 &+ 2)
        )
        let (m, n) = (rows * columns, height * width)
        let (real, imaginary) = (Matrix<Double>(rows: m, columns: n), Matrix<Double>(rows: m, columns: n))
        for i in 0..<m {
            for j in 0..<n {
                let (a, b) = (left.entry(i / columns, j / width), right.entry(i % columns, j % width))
                (real[i, j], imaginary[i, j]) = (a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
            }
        }
        return ComplexOperator(real: real, imaginary: imaginary)
    }

    /// A_ij.
    public func entry(_ i: Int, _ j: Int) -> (re: Double, im: Double) { (matrix[i, j], matrix[measurements + i, j]) }

    /// A + ΔA with ‖ΔA‖_F a share of ‖A‖_F: independent normal entries, or gains and phases of the rows, diag(g)·A with normal g.
    public func disturbed(by share: Double, isOfRows: Bool, seed: UInt64) -> ComplexOperator {
        let (m, n) = (measurements, components)
        func normal(_ name: String) -> Matrix<Double> {
            RandomStream(seed: seed, name: "operator/error/\(name)").normal(rows: m, columns: isOfRows ? 1 : n)
        }
        let (re, im) = (normal("re"), normal("im"))
        let (real, imaginary) = (Matrix<Double>(rows: m, columns: n), Matrix<Double>(rows: m, columns: n))
        for i in 0..<m {
            for j in 0..<n {
                guard isOfRows else {
                    (real[i, j], imaginary[i, j]) = (re[i, j], im[i, j])
                    continue
                }
                let a = entry(i, j)
                (real[i, j], imaginary[i, j]) = (
                    re[i, 0] * a.re - im[i, 0] * a.im, re[i, 0] * a.im + im[i, 0] * a.re
                )
            }
        }
        let error = ComplexOperator(real: real, imaginary: imaginary)
        let scale =
            share * matrix.rowNorms().reduce(0) { $0 + $1 * $1 }.squareRoot()
            / error.matrix.rowNorms().reduce(0) { $0 + $1 * $1 }.squareRoot()
        for i in 0..<matrix.count { error.matrix.pointer[i] = matrix.pointer[i] + scale * error.matrix.pointer[i] }
        return ComplexOperator(matrix: error.matrix)
    }

    private init(matrix: Matrix<Double>) { self.matrix = matrix }

    /// A = Uᵀ·S·V of the real matrix: U (2M, 2M) and V (2M, 2N) by rows, s_i of rows i and M + i, descending. Each singular value of the
    /// complex matrix is there twice, and any vectors of a pair do. nil where it cannot be found or has no full rank.
    private var singular: (left: Matrix<Double>, right: Matrix<Double>, values: [Double])? {
        guard let eigen = SymmetricEigen(Matrix.product(matrix, matrix, transposeB: true)) else { return nil }
        let (m, largest) = (measurements, eigen.values.last ?? 0)
        guard let least = eigen.values.first, least > 1e-12 * largest else { return nil }
        let order = (0..<m).map { 2 * m - 1 - 2 * $0 } + (0..<m).map { 2 * m - 2 - 2 * $0 }
        let left = eigen.vectors.gather(order)
        let right = Matrix.product(left, matrix)
        let values = (0..<m).map { ((eigen.values[order[$0]] + eigen.values[order[m + $0]]) / 2).squareRoot() }
        for i in 0..<2 * m {
            for j in 0..<right.columns { right[i, j] /= values[i % m] }
        }
        return (left, right, values)
    }

    /// The linear estimator of an operator, and U, (2M, 2M), by which measurements are turned: x̃ = U·x. nil where A has no full rank.
    ///
    /// - Parameters:
    ///   - noise: σ² of a complex measurement.
    ///   - power: E|c|².
    public func estimator<Scalar: KernelScalar>(
        noise: Double, power: Double
    ) -> (estimator: LinearEstimator<Scalar>, rotation: Matrix<Scalar>)? {
        guard let singular else { return nil }
        return (
            LinearEstimator(
                basis: singular.right.converted(), singularValues: singular.values, noise: noise, power: power),
            singular.left.converted()
        )
    }
}
