import Bench
import Tensors

/// y = A·c of sparse signals c, without noise: what networks are to undo.
package struct LandscapeProblem {
    /// A, (m, N): normal, with columns of length 1.
    package let matrix: Matrix<Double>
    /// The largest eigenvalue of AᵀA.
    package let most: Double
    private let density: Double
    private let seed: UInt64

    /// Signals with their measurements.
    package struct Sample {
        /// c, (B, N).
        package let signals: Matrix<Double>
        /// y, (B, m).
        package let measurements: Matrix<Double>
    }

    /// The problem of a draw of the data. Throws `SettingsError` where A has no norm.
    package init(dimension: Int, measurements: Int, density: Double, seed: UInt64) throws {
        let a: Matrix<Double> = RandomStream(seed: seed, name: "landscape/A").normal(
            rows: measurements, columns: dimension)
        let lengths = a.transposed().rowNorms()
        for row in 0..<measurements {
            for column in 0..<dimension where lengths[column] > 0 { a[row, column] /= lengths[column] }
        }
        guard let most = SymmetricEigen(Matrix.product(a, a, transposeB: true))?.values.last, most > 0 else {
            throw SettingsError("A of landscape.measurements has no norm. Hint: another run.seed.")
        }
        (matrix, self.most) = (a, most)
        (self.density, self.seed) = (density, seed)
    }

    /// The first signals of a set: elements that are 0, or N(0, 1) with probability `density`. A signal without any such
    /// element is drawn anew: its measurement is 0, and no network without biases learns anything of it.
    package func sample(_ count: Int, set: String) -> Sample {
        let signals = Matrix<Double>(rows: count, columns: matrix.columns)
        for row in 0..<count {
            var stream = RandomStream(seed: seed, name: "landscape/signal/\(set)", step: row)
            let values: Matrix<Double> = stream.normal(rows: 1, columns: matrix.columns)
            var isActive = [Bool](repeating: false, count: matrix.columns)
            while !isActive.contains(true) { isActive = isActive.map { _ in stream.uniform() < density } }
            for column in isActive.indices where isActive[column] { signals[row, column] = values[0, column] }
        }
        return Sample(signals: signals, measurements: Matrix.product(signals, matrix, transposeB: true))
    }
}
