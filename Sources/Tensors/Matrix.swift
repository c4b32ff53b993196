import CKernels

#if canImport(Glibc)
    import Glibc
#endif

/// A (rows, columns) matrix, row-major, in 64-byte aligned memory that it owns. A vector is a matrix of one row.
///
/// A reference: copies share the memory, so that shards of one matrix can be written by several threads at once.
/// Callers see to it that no two of them write the same element.
public final class Matrix<Scalar: KernelScalar>: @unchecked Sendable {
    /// Number of rows; for data, the number of samples.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The first of `count` elements.
    public let pointer: UnsafeMutablePointer<Scalar>

    /// rows · columns.
    public var count: Int { rows * columns }

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
        guard let block = dh_allocate(rows * columns * MemoryLayout<Scalar>.stride) else {
            fatalError("out of memory for a \(rows)×\(columns) matrix of \(Scalar.self)")
        }
        self.rows = rows
        self.columns = columns
        pointer = block.bindMemory(to: Scalar.self, capacity: max(rows * columns, 1))
    }

    /// A matrix with the given elements, row by row.
    public convenience init(rows: Int, columns: Int, values: [Scalar]) {
        precondition(values.count == rows * columns, "\(rows)×\(columns) elements expected, got \(values.count)")
        self.init(rows: rows, columns: columns)
        _ = UnsafeMutableBufferPointer(start: pointer, count: count).update(fromContentsOf: values)
    }

    deinit { free(pointer) }

    /// The element at a row and a column.
    public subscript(row: Int, column: Int) -> Scalar {
        get { pointer[row * columns + column] }
        set { pointer[row * columns + column] = newValue }
    }

    /// The first element of a row.
    @inlinable public func row(_ index: Int) -> UnsafeMutablePointer<Scalar> { pointer + index * columns }

    /// All elements, row by row.
    public var values: [Scalar] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

    /// The elements of one row.
    public func rowValues(_ index: Int) -> [Scalar] { Array(UnsafeBufferPointer(start: row(index), count: columns)) }
}
