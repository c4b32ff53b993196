import Foundation

/// Matrices of one size that passes borrow: on several threads at once each has its own, and none is made anew for every
/// pass, which for large ones takes as long as a product.
///
/// Unchecked: the lock guards what is spare.
public final class SpareMatrices<Scalar: KernelScalar>: @unchecked Sendable {
    private let rows: Int
    private let columns: Int
    private let lock = NSLock()
    private var spare: [Matrix<Scalar>] = []

    public init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
    }

    /// Calls with a matrix that is zeros at first, and then what calls before have left.
    public func borrow<Result>(_ body: (Matrix<Scalar>) throws -> Result) rethrows -> Result {
        let matrix = lock.withLock { spare.popLast() } ?? Matrix(rows: rows, columns: columns)
        defer { lock.withLock { spare.append(matrix) } }
        return try body(matrix)
    }
}
