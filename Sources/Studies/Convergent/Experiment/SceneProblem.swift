import Bench
import Descent
import Foundation
import Tensors

/// y = A·c + w: scenes c seen by a matrix with normal entries and the norm 1, with white noise in proportion to each measurement.
package struct SceneProblem: Sendable {
    /// A, (M, N).
    package let matrix: Matrix<Double>
    /// AᵀA, (N, N), whose largest eigenvalue is 1.
    package let gram: Matrix<Double>
    private let scenes: Scenes
    private let seed: UInt64

    /// Scenes with what is known of them.
    package struct Sample: Sendable {
        /// c, (B, N).
        package let scenes: Matrix<Double>
        /// Aᵀy, (B, N): what networks are fed.
        package let features: Matrix<Double>
    }

    /// The problem of a draw of the data.
    ///
    /// - Throws: `SettingsError` where no eigenvalue is found.
    package init(side: Int, share: Double, seed: UInt64) throws {
        let pixels = side * side
        let rows = max(1, Int((share * Double(pixels)).rounded()))
        let raw: Matrix<Double> = RandomStream(seed: seed, name: "convergent/A").normal(rows: rows, columns: pixels)
        guard let most = SymmetricEigen(Matrix.product(raw, raw, transposeB: true))?.values.last, most > 0 else {
            throw SettingsError("A of convergent.side = \(side) has no norm. Hint: another run.seed.")
        }
        let a = Matrix<Double>(rows: rows, columns: pixels)
        Double.addScaled(a.pointer, raw.pointer, scale: 1 / most.squareRoot(), count: a.count)
        (matrix, gram) = (a, Matrix.product(a, transposeA: true, a))
        (scenes, self.seed) = (Scenes(side: side, seed: seed), seed)
    }

    /// Some scenes of a set, measured with noise of a signal-to-noise ratio in dB; the same noise but for its size at each.
    package func sample(_ count: Int, set: String, decibels: Double) -> Sample {
        let truth = scenes.matrix(count, set: set)
        let y = Matrix.product(truth, matrix, transposeB: true)
        let noise: Matrix<Double> = RandomStream(seed: seed, name: "convergent/noise/\(set)").normal(
            rows: count, columns: matrix.rows)
        for (row, length) in y.rowNorms().enumerated() {
            let deviation = length / Double(matrix.rows).squareRoot() * pow(10, -decibels / 20)
            Double.addScaled(y.row(row), noise.row(row), scale: deviation, count: y.columns)
        }
        return Sample(scenes: truth, features: Matrix.product(y, matrix))
    }

    /// The same for a trainer.
    func batch(_ count: Int, set: String, decibels: Double) -> Batch<Float> {
        let sample = sample(count, set: set, decibels: decibels)
        return Batch(inputs: sample.features.converted(), optima: sample.scenes.converted())
    }
}
