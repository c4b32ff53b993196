import Tensors

/// Minimisers in the units of the data, with what is proven of them as they are written to a file.
///
/// `@unchecked Sendable`: while it is filled, each row has one writer.
public final class LassoAnswers: @unchecked Sendable {
    /// y*(x): (n, d).
    public let minimisers: Matrix<Double>
    /// (f(y) − dual)/f(y) of each row.
    public var gaps: [Double] { (0..<rows).map { proven[$0, 0] } }
    /// The same of each row rounded to Float; infinite where Float cannot hold it.
    public var gapsInFloat: [Double] { (0..<rows).map { proven[$0, 1] } }
    private let proven: Matrix<Double>
    private var rows: Int { minimisers.rows }

    /// Zeros, which are no guess.
    init(rows: Int, columns: Int) {
        minimisers = Matrix(rows: rows, columns: columns)
        proven = Matrix(rows: rows, columns: 2)
    }

    /// Writes an answer into its row, in the data's units, and judges it as it then is.
    ///
    /// - Parameters:
    ///   - forth: from z to y, given the atom.
    ///   - back: from y to z.
    func take(
        _ answer: WeightedLasso.Answer, of problem: WeightedLasso, row: Int, forth: (Double, Int) -> Double,
        back: (Double, Int) -> Double
    ) {
        let y = minimisers.row(row)
        for (j, value) in answer.z.enumerated() { y[j] = forth(value, j) }
        func gap(_ written: (Double) -> Double) -> Double {
            let z = (0..<problem.dimension).map { back(written(y[$0]), $0) }
            if z == answer.z { return answer.gap }
            let residual = problem.isDelicate ? problem.residual(z).high : problem.plainResidual(z)
            return answer.dual.relativeGap(z, residual: residual, weights: problem.weights)
        }
        proven[row, 0] = gap { $0 }
        proven[row, 1] = gap { Double(Float($0)) }
    }
}
