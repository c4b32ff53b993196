import Bench
import Descent
import Foundation
import Tensors
import Unrolled

/// Sparse signals through a Gaussian matrix, x = A·c + w, of which there are finitely many to learn from: signal i of a set is a
/// function of the draw's seed, the set's name and i, so that a smaller training set is the beginning of each larger one.
package struct FiniteProblem: Sendable {
    /// A, (p, d), with columns of length 1.
    package let matrix: Matrix<Float>
    /// A in Double.
    let exact: Matrix<Double>
    /// The eigenvectors and eigenvalues of AAᵀ.
    private let eigen: SymmetricEigen
    /// The share of entries that are not zero.
    let density: Double
    /// σ², by which E‖A·c‖²/p is larger by the signal-to-noise ratio.
    let noise: Double
    private let seed: UInt64

    /// The problem of a seed. Throws `SettingsError` where A has not full rank.
    package init(rows: Int, columns: Int, density: Double, decibels: Double, seed: UInt64) throws {
        let a: Matrix<Double> = RandomStream(seed: seed, name: "generalisation/A").normal(rows: rows, columns: columns)
        for j in 0..<columns {
            let length = (0..<rows).reduce(0.0) { $0 + a[$1, j] * a[$1, j] }.squareRoot()
            for i in 0..<rows { a[i, j] /= length }
        }
        guard let eigen = SymmetricEigen(Matrix.product(a, a, transposeB: true)), let least = eigen.values.first,
            least > 1e-9
        else {
            throw SettingsError(
                "generalisation.rows = \(rows), generalisation.columns = \(columns): A has not full rank. Hint: more "
                    + "columns, or another run.seed.")
        }
        (exact, matrix, self.eigen) = (a, a.converted(), eigen)
        (self.density, self.seed) = (density, seed)
        noise = density * Double(columns) / Double(rows) * pow(10, -decibels / 10)
    }

    /// The step of ISTA, 1/λmax(AᵀA).
    var step: Double { 1 / (eigen.values.last ?? 1) }

    /// W of ALISTA.
    var analyticWeights: Matrix<Double> { exact.analyticWeights(pseudoInverse: pseudoInverse) }

    /// The transpose of A's pseudo-inverse, (AAᵀ)⁻¹A.
    var pseudoInverse: Matrix<Double> { Matrix.product(eigen.apply { 1 / $0 }, exact) }

    /// The first signals of a set: the batch has x as its inputs and c as its optima.
    package func signals(_ set: String, _ count: Int) -> Batch<Float> { signals(set, count, seed: seed) }

    /// Signals of another seed, for networks that see none twice.
    func signals(_ set: String, _ count: Int, seed: UInt64) -> Batch<Float> {
        func normal(_ name: String, _ columns: Int, _ deviation: Double = 1) -> Matrix<Float> {
            RandomStream(seed: seed, name: "generalisation/\(name)/\(set)").normal(
                rows: count, columns: columns, standardDeviation: deviation)
        }
        let (c, places) = (normal("amplitudes", matrix.columns), normal("places", matrix.columns))
        let bound = Float(Self.quantile(1 - density))
        for n in 0..<count {
            // A signal of zeros has no error in proportion: where no entry would be left, the likeliest is.
            let (row, place) = (c.row(n), places.row(n))
            let most = (0..<matrix.columns).reduce(place[0]) { max($0, place[$1]) }
            for i in 0..<matrix.columns where place[i] <= min(bound, most.nextDown) { row[i] = 0 }
        }
        let x = normal("noise", matrix.rows, noise.squareRoot())
        x.setProduct(c, matrix, transposeB: true, beta: 1)
        return Batch(inputs: x, optima: c)
    }

    /// z with P(Z ≤ z) = `probability` for a standard normal Z.
    private static func quantile(_ probability: Double) -> Double {
        var (low, high) = (-10.0, 10.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// New signals for each batch: a training set without end.
struct EndlessSignals: Augmentation {
    let problem: FiniteProblem

    func augment(_ batch: Batch<Float>, _ stream: RandomStream) -> Batch<Float> {
        var source = stream
        return problem.signals("fresh", batch.samples, seed: source.nextUInt64())
    }
}
