import Bench
import Foundation
import Stages
import Tensors

/// Between which numbers the Wasserstein distance W₁ of x + p·n, n ~ N(0, I), to x lies.
///
/// From above by the coupling that adds the noise, E‖p·n‖ = p√2·Γ((k + 1)/2)/Γ(k/2). From below by functions h that change by no
/// more than their argument does: W₁ ≥ E h(x + p·n) − E h(x) (Kantorovich and Rubinstein). Which h shows most is found on
/// one half of the signals, and its number is that of the other half. Between two finite samples W₁ itself would be far from
/// zero even of one distribution.
package struct ShiftDistance {
    /// So many training signals h(x) may measure the distance to.
    private static let anchors = 1_000
    private let known: Matrix<Float>
    private let test: Matrix<Float>
    /// Columns are the directions in which training signals vary, the least first; empty where they cannot be found.
    private let directions: Matrix<Float>?

    /// - Parameters:
    ///   - known: training signals, which functions may be made of: (n, k).
    ///   - test: those that they are evaluated at, two at least.
    package init(known: Matrix<Float>, test: Matrix<Float>) {
        (self.known, self.test) = (known.rows(0..<min(known.rows, Self.anchors)), test)
        let moments = Matrix.product(known, transposeA: true, known).converted(to: Double.self)
        directions = SymmetricEigen(moments)?.vectors.converted()
    }

    /// distance.csv.
    static func description(stage: String) -> StudyDescription.TableDescription {
        .init(stage: stage, file: "distance.csv", columns: columns)
    }
    private static let columns = ["level", "upper", "sampled", "lower", "function"]
    static var emptyTable: Table { Table(columns: columns) }

    /// E‖p·n‖ of n ~ N(0, I) in R^k.
    package static func coupling(_ level: Double, dimension k: Int) -> Double {
        level * 2.0.squareRoot() * exp(lgamma(Double(k + 1) / 2) - lgamma(Double(k) / 2))
    }

    func add(_ level: Double, _ signals: CodedSignals, to table: inout Table) {
        let shifted = signals.shifted(test, by: level)
        let (lower, function) = lower(shifted)
        let lengths = shifted.rowDistances(to: test)
        table.append([
            level, Self.coupling(level, dimension: test.columns), lengths.reduce(0, +) / Double(lengths.count), lower,
            function,
        ])
    }

    /// The lower end, and the function that showed it.
    package func lower(_ shifted: Matrix<Float>) -> (value: Double, function: String) {
        let half = test.rows / 2
        func mean(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
        let rises = functions.map { function in
            (
                function.name,
                zip(function.values(shifted), function.values(test)).map { $0 - $1 }
            )
        }
        let best = rises.max { abs(mean($0.1[..<half])) < abs(mean($1.1[..<half])) }
        return (best.map { abs(mean($0.1[half...])) } ?? 0, best?.0 ?? "")
    }

    private typealias Function = (name: String, values: (Matrix<Float>) -> [Double])

    /// ‖(I − P)x‖ without the directions in which signals vary most, and the distance to the nearest training signal.
    private var functions: [Function] {
        let k = test.columns
        let residuals = Set([k, 3 * k / 4, k / 2, k / 4]).filter { $0 > 0 }.sorted(by: >)
        return residuals.compactMap { kept in
            guard let directions else { return kept == k ? ("norm", { $0.rowNorms() }) : nil }
            return (
                kept == k ? "norm" : "residual of \(k - kept) directions",
                { x in Matrix.product(x, directions).rowNorms(of: 0..<kept) }
            )
        } + [("distance to training signals", nearest)]
    }

    private func nearest(_ x: Matrix<Float>) -> [Double] {
        let products = Matrix.product(x, known, transposeB: true)
        let (own, others) = (x.rowNorms(), known.rowNorms())
        return (0..<x.rows).map { n in
            let row = products.row(n)
            let least = others.indices.reduce(Double.infinity) {
                min($0, others[$1] * others[$1] - 2 * Double(row[$1]))
            }
            return max(0, own[n] * own[n] + least).squareRoot()
        }
    }
}
