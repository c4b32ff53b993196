import COpenBLAS
import Foundation
import Tensors

/// The family of problems min over y of f(y; x) = ½‖x − Dy‖₂² + α‖y‖₁, eq. (13), that solvers share: one dictionary D,
/// one α, many x. Holds D and its Gram matrix in both precisions, so that no solver makes its own.
///
/// `@unchecked Sendable`: all but `bound` is constant, and `bound` is read and written under the lock.
public final class LassoProblem: @unchecked Sendable {
    /// f in Float, in which iterations run.
    public let single: Lasso<Float>
    /// f of the same dictionary in Double, in which minimisers are refined and certified.
    public let double: Lasso<Double>
    private let lock = NSLock()
    private var bound: Double?

    /// p, the size of an input.
    public var inputDimension: Int { single.inputDimension }
    /// d, the number of atoms.
    public var dimension: Int { single.dimension }
    /// α, the weight of the ℓ1 norm.
    public var alpha: Double { single.alpha }

    /// - Parameters:
    ///   - dictionary: D, (p, d), one atom a column; finite.
    ///   - alpha: α > 0.
    /// - Throws: `LassoError` when D is empty or not finite, or α is not positive and finite.
    public convenience init(dictionary: Matrix<Float>, alpha: Double) throws {
        try self.init(exact: dictionary.converted(), alpha: alpha)
    }

    /// The same for a dictionary in Double, which is finite when rounded to Float, too.
    init(exact dictionary: Matrix<Double>, alpha: Double) throws {
        try Self.validate(dictionary, alpha)
        double = Lasso<Double>(dictionary: dictionary, alpha: alpha)
        single = Lasso<Float>(dictionary: dictionary.converted(), alpha: alpha)
    }

    /// ν of eq. (14): an upper bound of the largest eigenvalue of DᵀD, above it by at most 0.1 %. Computed when first
    /// asked for, by any thread.
    public var largestEigenvalue: Double {
        lock.withLock {
            if let bound { return bound }
            let upper = double.largestEigenvalue(tolerance: 1e-3).upper
            // A dictionary of zeros has no step to bound: any will do.
            bound = upper > 0 ? upper : 1
            return bound ?? 1
        }
    }

    /// DᵀD + shift·I inverted, in Float: the one factorisation that all samples share.
    func shiftedInverse(_ shift: Double) throws -> Matrix<Float> {
        let n = dimension
        let matrix = double.gram.copy()
        for i in 0..<n { matrix[i, i] += shift }
        var size = Int32(n)
        var info: Int32 = 0
        BLAS.prepare()
        dpotrf_("U", &size, matrix.pointer, &size, &info)
        guard info == 0 else {
            throw LassoError.factorisation(reason: "DᵀD + \(shift)·I is not positive definite (pivot \(info))")
        }
        dpotri_("U", &size, matrix.pointer, &size, &info)
        guard info == 0 else { throw LassoError.factorisation(reason: "DᵀD + \(shift)·I is singular") }
        // LAPACK's upper triangle is our lower one.
        let inverse = Matrix<Float>(rows: n, columns: n)
        for r in 0..<n {
            for c in 0...r {
                let value = Float(matrix[r, c])
                inverse[r, c] = value
                inverse[c, r] = value
            }
        }
        return inverse
    }

    /// Throws unless x is (n, p), finite.
    func validate(_ x: Matrix<Float>, what: String = "inputs", columns: Int? = nil) throws {
        try Self.validate(x, what: what, columns: columns ?? inputDimension)
    }

    /// Throws unless D has elements, all finite, and α is positive and finite.
    static func validate(_ dictionary: Matrix<Double>, _ alpha: Double) throws {
        guard alpha > 0, alpha.isFinite else { throw LassoError.alpha(alpha) }
        guard dictionary.count > 0 else {
            throw LassoError.dictionary(reason: "it is empty (\(dictionary.rows) × \(dictionary.columns))")
        }
        if let (row, column) = dictionary.firstNotFinite {
            throw LassoError.dictionary(
                reason: "row \(row), column \(column) (counted from 0) is \(dictionary[row, column])")
        }
    }

    /// Throws unless x has rows of so many numbers, all finite.
    static func validate<Scalar>(_ x: Matrix<Scalar>, what: String, columns expected: Int) throws {
        guard x.columns == expected else {
            throw LassoError.size(
                what: what, expected: "rows of \(expected) numbers", got: "\(x.rows) rows of \(x.columns)")
        }
        if let (row, column) = x.firstNotFinite {
            throw LassoError.notFinite(what: what, row: row, column: column, value: "\(x[row, column])")
        }
    }
}
