import Foundation
import Support

/// What a file may claim of a matrix's size: checked before anything is allocated or counted through.
public enum MatrixSize {
    /// BLAS counts rows and columns in 32 bits.
    private static let largest = Int(Int32.max)

    /// Throws `DataError` unless a matrix of this size has numbers in its rows, sizes that BLAS can count, and room in memory.
    ///
    /// - Parameters:
    ///   - scalar: what its elements are in memory.
    ///   - what: what is that large, for the error: "an array of shape [3, 4]".
    ///   - file: where it stands.
    public static func check<Scalar: KernelScalar>(
        rows: Int, columns: Int, as scalar: Scalar.Type, what: String, file: String
    ) throws {
        func bad(_ expected: String, hint: String? = nil) -> DataError {
            DataError(file: file, expected: expected, got: what, hint: hint)
        }
        guard max(rows, columns) <= largest else { throw bad("sizes up to \(largest)", hint: "the header is damaged") }
        // No rows is no sample; rows of nothing are no data, and however many there are costs no byte of the file.
        guard columns > 0 || rows == 0 else { throw bad("at least one number in a row") }
        let memory = ProcessInfo.processInfo.physicalMemory
        guard UInt64(rows * columns) <= memory / UInt64(MemoryLayout<Scalar>.stride) else {
            throw bad("what fits into this machine's memory of \(memory >> 20) MiB")
        }
    }
}
