import CKernels
import Support

#if canImport(Glibc)
    import Glibc
#endif

/// A (rows, columns) matrix, row-major, in 64-byte aligned memory that it owns. A vector is a matrix of one row.
///
/// A reference: copies share the memory, so that shards of one matrix can be written by several threads at once.
/// Callers see to it that no two of them write the same element.
///
/// Unchecked: the parts are constants, and of the memory behind `pointer` callers answer for who writes what.
public final class Matrix<Scalar: KernelScalar>: @unchecked Sendable {
    /// Number of rows; for data, the number of samples.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The first of `count` elements, for as long as the matrix lives. One that is made within an expression and has no name may
    /// be gone, and its memory another's, before a kernel reads it.
    public let pointer: UnsafeMutablePointer<Scalar>
    /// The matrix whose memory a view shows; nil where the memory is this matrix's own.
    private let owner: Matrix?

    /// rows · columns.
    public var count: Int { rows * columns }

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
        guard let block = dh_allocate(rows * columns * MemoryLayout<Scalar>.stride) else {
            ResourceError(
                "memory", needed: "a \(rows)×\(columns) matrix of \(Scalar.self)", got: ResourceError.memoryLimits,
                hint: "use fewer threads or smaller data, or raise the limit"
            ).exit()
        }
        self.rows = rows
        self.columns = columns
        owner = nil
        pointer = block.bindMemory(to: Scalar.self, capacity: max(rows * columns, 1))
    }

    /// A matrix with the given elements, row by row.
    public convenience init(rows: Int, columns: Int, values: [Scalar]) {
        precondition(values.count == rows * columns, "\(rows)×\(columns) elements expected, got \(values.count)")
        self.init(rows: rows, columns: columns)
        _ = UnsafeMutableBufferPointer(start: pointer, count: count).update(fromContentsOf: values)
    }

    private init(rows: Int, columns: Int, pointer: UnsafeMutablePointer<Scalar>, owner: Matrix) {
        self.rows = rows
        self.columns = columns
        self.pointer = pointer
        self.owner = owner
    }

    /// Some of the rows, in the same memory: what is written to the view is written to the matrix.
    public func view(rows range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
        return Matrix(
            rows: range.count, columns: columns, pointer: pointer + range.lowerBound * columns, owner: owner ?? self)
    }

    /// `rows` · `columns` elements from `offset` on as a matrix in the same memory: a parameter in a flat vector.
    public func view(offset: Int, rows: Int, columns: Int) -> Matrix {
        precondition(offset >= 0 && offset + rows * columns <= count, "the view lies inside the matrix")
        return Matrix(rows: rows, columns: columns, pointer: pointer + offset, owner: owner ?? self)
    }

    deinit { if owner == nil { free(pointer) } }

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
