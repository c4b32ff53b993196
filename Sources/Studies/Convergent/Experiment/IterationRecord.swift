import Foundation
import Tensors

/// What an iteration does to some scenes: how far c_k moves, how large it is, how near it comes, and how fast two starts meet.
/// All in units of each scene's own length.
package struct IterationRecord {
    /// Larger numbers count as this one: the iteration has run away, and is stopped.
    package static let cap = 1e12
    /// Residuals below are those of rounding.
    private static let floor = 1e-10

    /// `[k − 1][scene]`: ‖c_k − c_{k−1}‖.
    package private(set) var residuals: [[Double]]
    /// `[k][scene]`: ‖c_k‖.
    package private(set) var sizes: [[Double]]
    /// `[k][scene]`: ‖c_k − c'_k‖ over ‖c_0 − c'_0‖.
    package private(set) var distances: [[Double]]
    /// Σ‖c_k − c‖²/Σ‖c‖², k = 0, 1, …
    package private(set) var errors: [Double]
    /// The largest ‖c_k − c‖²/‖c‖².
    package private(set) var worstErrors: [Double]

    /// Something that goes from c_0 on: Aᵀy, c_0, and what is told k and c_k and says whether to go on.
    package typealias Iteration = (Matrix<Double>, Matrix<Double>, (Int, Matrix<Double>) throws -> Bool) throws -> Void

    /// Runs an iteration of `count` steps on a sample from 0, and from another start where two are compared.
    package init(
        _ sample: SceneProblem.Sample, count: Int, other: Matrix<Double>? = nil, pause: @escaping () throws -> Void,
        _ iteration: Iteration
    ) throws {
        let (lengths, scenes) = (sample.scenes.rowNorms(), sample.scenes.rows)
        let still = [[Double]](repeating: [Double](repeating: Self.cap, count: scenes), count: count)
        (residuals, sizes, distances) = (still, still + still.prefix(1), still + still.prefix(1))
        errors = [Double](repeating: Self.cap, count: count + 1)
        worstErrors = errors
        let start = Matrix<Double>(rows: scenes, columns: sample.scenes.columns)
        var path = [start]
        try note(start, 0, sample, lengths)
        var before = start.copy()
        try iteration(sample.features, start) { k, current in
            try pause()
            residuals[k - 1] = zip(current.rowDistances(to: before), lengths).map { Self.capped($0 / $1) }
            before = current.copy()
            try note(current, k, sample, lengths)
            if other != nil { path.append(before) }
            return sizes[k].allSatisfy { $0 < Self.cap }
        }
        guard let other else { return }
        let first = start.rowDistances(to: other)
        distances[0] = first.map { _ in 1 }
        try iteration(sample.features, other) { k, current in
            try pause()
            guard k < path.count else { return false }
            distances[k] = zip(current.rowDistances(to: path[k]), first).map { Self.capped($0 / $1) }
            return distances[k].allSatisfy { $0 < Self.cap }
        }
    }

    private mutating func note(
        _ current: Matrix<Double>, _ k: Int, _ sample: SceneProblem.Sample, _ lengths: [Double]
    ) throws {
        sizes[k] = zip(current.rowNorms(), lengths).map { Self.capped($0 / $1) }
        let squares = current.rowDistances(to: sample.scenes).map { $0 * $0 }
        let energies = lengths.map { $0 * $0 }
        errors[k] = Self.capped(squares.reduce(0, +) / energies.reduce(0, +))
        worstErrors[k] = zip(squares, energies).map { Self.capped($0 / $1) }.max() ?? Self.cap
    }

    private static func capped(_ value: Double) -> Double { value < cap ? value : cap }

    /// The same of more scenes, or of other weights: errors are those of the first.
    package mutating func join(_ other: IterationRecord) {
        for k in residuals.indices { residuals[k] += other.residuals[k] }
        for k in sizes.indices {
            sizes[k] += other.sizes[k]
            distances[k] += other.distances[k]
        }
    }

    /// The largest r_{k+1}/r_k from iteration `first` on, over scenes, where residuals are more than rounding.
    package func growth(from first: Int = 1) -> Double {
        var largest = 0.0
        for k in first..<residuals.count {
            for (before, after) in zip(residuals[k - 1], residuals[k]) where before > Self.floor {
                largest = max(largest, after >= Self.cap ? Self.cap : after / before)
            }
        }
        return largest
    }

    /// The largest ‖c_k − c'_k‖ over qᵏ‖c_0 − c'_0‖, where that is more than rounding.
    package func distanceOverBound(_ q: Double) -> Double {
        var largest = 0.0
        for k in 1..<distances.count {
            let bound = pow(q, Double(k))
            guard bound > Self.floor else { break }
            largest = max(largest, (distances[k].max() ?? Self.cap) / bound)
        }
        return largest
    }

    /// The largest size over all iterations of each scene, over its bound.
    package func sizeOverBound(_ bounds: [Double]) -> Double {
        sizes.dropFirst().map { row in
            row.enumerated().map { $1 / bounds[$0 % bounds.count] }.max() ?? Self.cap
        }.max() ?? Self.cap
    }

    /// The largest size of all.
    package var size: Double { sizes.map { $0.max() ?? Self.cap }.max() ?? Self.cap }
}
