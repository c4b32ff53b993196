import Foundation
import Tensors

/// LASSO problems, eq. (13), with data in any units: a dictionary whose atoms differ in length by many powers of ten, numbers
/// that Float cannot hold, an α far from what is usual.
///
/// Lengths are taken out by powers of two, which rounds nothing: with atoms aⱼ = 2^−eⱼ·dⱼ and x = 2^t·x′ the problem in
/// zⱼ = 2^(eⱼ − t)·yⱼ has weights wⱼ = 2^(−eⱼ − t)·α. What is ordinary is solved in blocks, as labels are; the rest,
/// and what a block leaves uncertified, by `WeightedLasso`, one by one.
public struct NormalisedLasso: Sendable {
    /// D: (p, d), as it was given.
    let dictionary: Matrix<Double>
    /// α.
    public let alpha: Double
    /// 2^−eⱼ·dⱼ: (d, p), each row of a length in [1, 2), or of zeros.
    let atoms: Matrix<Double>
    /// e. An atom of zeros may have any: it gets one that makes its weight the largest there is.
    let exponents: [Int]
    /// The largest of e.
    let exponent: Int
    /// Whether the atoms' lengths are alike enough to be solved as they are.
    let isEven: Bool

    /// p, the size of an input.
    public var inputDimension: Int { dictionary.rows }
    /// d, the number of atoms.
    public var dimension: Int { dictionary.columns }

    /// - Parameters:
    ///   - dictionary: D, (p, d), one atom a column; finite.
    ///   - alpha: α > 0.
    /// - Throws: `LassoError` when D is empty or not finite, or α is not positive and finite.
    public init(dictionary: Matrix<Double>, alpha: Double) throws {
        try LassoProblem.validate(dictionary, alpha)
        self.dictionary = dictionary
        self.alpha = alpha
        atoms = dictionary.transposed()
        let found = (0..<atoms.rows).map { [atoms] in PowerOfTwo.normalise($0, of: atoms) }
        exponents = found.map { $0 ?? -5000 }
        let live = found.compactMap { $0 }
        exponent = live.max() ?? 0
        isEven = exponent - (live.min() ?? 0) <= 6
    }

    /// w for an input of exponent t.
    func weights(_ t: Int) -> [Double] {
        exponents.map {
            // A weight beyond Double is one that no correlation comes near; one below it has no digits left.
            let weight = PowerOfTwo.scale(alpha, by: -$0 - t)
            return min(max(weight, .leastNonzeroMagnitude), .greatestFiniteMagnitude)
        }
    }
}

/// Multiplications by powers of two.
enum PowerOfTwo {
    /// value·2^exponent, exact unless it leaves Double's range.
    static func scale(_ value: Double, by exponent: Int) -> Double {
        Double(sign: .plus, exponent: min(max(exponent, -5000), 5000), significand: value)
    }

    /// Scales a row to a length in [1, 2).
    ///
    /// - Returns: the exponent e of the factor 2^−e; nil for a row of zeros.
    static func normalise(_ row: Int, of matrix: Matrix<Double>) -> Int? {
        let values = UnsafeMutableBufferPointer(start: matrix.row(row), count: matrix.columns)
        let largest = values.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return nil }
        // In two steps, so that no square over- or underflows.
        let first = Int(largest.exponent)
        for i in values.indices { values[i] = scale(values[i], by: -first) }
        let second = Int(Double.sumOfSquares(matrix.row(row), count: values.count).squareRoot().exponent)
        for i in values.indices { values[i] = scale(values[i], by: -second) }
        return first + second
    }
}
