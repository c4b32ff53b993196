import Bench
import Descent
import Foundation
import Tensors
import Unrolled

/// Sparse signals through a Gaussian matrix, the problem on which the field compares unrolled networks: x = A·c + w with
/// columns of A of length 1, entries of c that are N(0, 1) with a probability and else 0, and w ~ N(0, σ²·I).
package struct GaussianProblem: Sendable {
    /// Which signals.
    package enum Kind: String, CaseIterable, Sendable {
        /// Those that networks learn from.
        case seen
        /// Twice as many entries that are not zero.
        case dense
        /// Entries three times as large, with the same noise.
        case large
    }

    /// A, (p, d).
    package let matrix: Matrix<Float>
    /// A in Double.
    package let exact: Matrix<Double>
    /// The eigenvectors and eigenvalues of AAᵀ.
    let eigen: SymmetricEigen
    /// The share of entries that are not zero.
    let density: Double
    /// The seed of the draw.
    private let seed: UInt64

    /// The problem of a draw. Throws `SettingsError` where A has not full rank.
    init(_ settings: Settings<GaussianDeclarations>, draw: Int) throws {
        guard
            let problem = GaussianProblem(
                rows: settings.rows, columns: settings.columns, density: settings.density,
                seed: settings.common.drawSeed(draw))
        else {
            throw SettingsError(
                "gaussian.rows = \(settings.rows), gaussian.columns = \(settings.columns): A has not full rank. "
                    + "Hint: more columns, or another run.seed.")
        }
        self = problem
    }

    /// The problem of a seed; nil where A has not full rank.
    package init?(rows: Int, columns: Int, density: Double, seed: UInt64) {
        let exact: Matrix<Double> = RandomStream(seed: seed, name: "gaussian/A").normal(rows: rows, columns: columns)
        for j in 0..<columns {
            let length = (0..<rows).reduce(0.0) { $0 + exact[$1, j] * exact[$1, j] }.squareRoot()
            for i in 0..<rows { exact[i, j] /= length }
        }
        guard let eigen = SymmetricEigen(Matrix.product(exact, exact, transposeB: true)),
            let least = eigen.values.first, least > 1e-9
        else { return nil }
        (self.exact, self.eigen, matrix) = (exact, eigen, exact.converted())
        (self.density, self.seed) = (density, seed)
    }

    /// The largest eigenvalue of AᵀA.
    package var largestEigenvalue: Double { eigen.values.last ?? 1 }

    /// σ² at a signal-to-noise ratio in dB: E‖A·c‖²/p is that many times as large. 0 from 200 dB on.
    package func noise(_ level: Double) -> Double {
        level >= 200 ? 0 : density * Double(matrix.columns) / Double(matrix.rows) * pow(10, -level / 10)
    }

    /// W of ALISTA.
    package var analyticWeights: Matrix<Double> { exact.analyticWeights(pseudoInverse: pseudoInverse) }

    /// The transpose of A's pseudo-inverse, (AAᵀ)⁻¹A.
    var pseudoInverse: Matrix<Double> { Matrix.product(eigen.apply { 1 / $0 }, exact) }

    /// The signals of a kind to report on.
    func test(_ kind: Kind, _ count: Int, level: Double) -> Batch<Float> {
        signals("test/\(kind.rawValue)", count, kind: kind, level: level)
    }

    /// Signals of a set, each a function of seed, name and index.
    package func signals(_ name: String, _ count: Int, kind: Kind = .seen, level: Double) -> Batch<Float> {
        batch(RandomStream(seed: seed, name: "gaussian/signals/\(name)"), count, kind: kind, level: level)
    }

    /// `count` signals of a stream: the batch has x as its inputs and c as its optima.
    package func batch(_ stream: RandomStream, _ count: Int, kind: Kind = .seen, level: Double) -> Batch<Float> {
        var source = stream
        let own = source.nextUInt64()
        let share = kind == .dense ? 2 * density : density
        let signals: Matrix<Float> = RandomStream(seed: own, name: "amplitudes").normal(
            rows: count, columns: matrix.columns, standardDeviation: kind == .large ? 3 : 1)
        var places = RandomStream(seed: own, name: "supports")
        for i in 0..<signals.count where places.uniform() >= share { signals.pointer[i] = 0 }
        let x: Matrix<Float> = RandomStream(seed: own, name: "noise").normal(
            rows: count, columns: matrix.rows, standardDeviation: noise(level).squareRoot())
        x.setProduct(signals, matrix, transposeB: true, beta: 1)
        return Batch(inputs: x, optima: signals)
    }
}

/// New signals for each batch, so that no signal is seen twice.
struct FreshSignals: Augmentation {
    let problem: GaussianProblem
    let level: Double

    func augment(_ batch: Batch<Float>, _ stream: RandomStream) -> Batch<Float> {
        problem.batch(stream, batch.samples, level: level)
    }
}
