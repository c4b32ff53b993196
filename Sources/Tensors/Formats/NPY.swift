import Foundation
import Support

/// NumPy's `.npy` files of one or two dimensions of float32 or float64.
///
/// Reads versions 1 to 3, C and Fortran order, little-endian; writes version 1 in C order, which every NumPy reads.
public enum NPY {
    /// Reads a matrix; a vector of n elements becomes one row, (1, n).
    ///
    /// - Parameter converting: whether a file of the other precision is converted; if not, it is an error.
    /// - Throws: `DataError` where the file is missing, damaged, or not of that kind.
    public static func read<Scalar: KernelScalar>(
        _ path: String, as scalar: Scalar.Type = Scalar.self, converting: Bool = true
    ) throws -> Matrix<Scalar> {
        let file = try InputFile(path, kind: "a .npy file")
        let header = try NPYHeader(reading: file)
        let storesSame = header.isDouble == (MemoryLayout<Scalar>.size == 8)
        guard converting || storesSame else {
            throw DataError(
                file: path, expected: "\(Scalar.self == Float.self ? "float32" : "float64") elements",
                got: header.isDouble ? "float64" : "float32", hint: "convert it: numpy.save(path, x.astype(…))")
        }
        // A Fortran-ordered (rows, columns) array is the C-ordered (columns, rows) one transposed.
        let turned = header.isFortranOrdered && header.rows > 1 && header.columns > 1
        let result = Matrix<Scalar>(
            rows: turned ? header.columns : header.rows, columns: turned ? header.rows : header.columns)
        if header.isDouble {
            try file.scalars(Double.self, into: result.pointer, count: result.count)
        } else {
            try file.scalars(Float.self, into: result.pointer, count: result.count)
        }
        return turned ? transposed(result) : result
    }

    /// Writes a matrix, or, where `asVector` is set, its elements as an array of one dimension.
    ///
    /// The file appears whole or not at all. Throws `FileError`.
    public static func write<Scalar: KernelScalar>(
        _ matrix: Matrix<Scalar>, to path: String, asVector: Bool = false
    ) throws {
        let shape = asVector ? "(\(matrix.count),)" : "(\(matrix.rows), \(matrix.columns))"
        let kind = MemoryLayout<Scalar>.size == 8 ? "<f8" : "<f4"
        var text = "{'descr': '\(kind)', 'fortran_order': False, 'shape': \(shape), }"
        // Magic (6), version (2), length (2), text and a newline fill a multiple of 64 bytes.
        text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
        let length = text.utf8.count
        let file = try AtomicFile(path)
        try file.write(NPYHeader.magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(text.utf8))
        try file.write(UnsafeRawBufferPointer(UnsafeBufferPointer(start: matrix.pointer, count: matrix.count)))
        try file.finish()
    }

    /// The transpose, by blocks that stay in the cache.
    private static func transposed<Scalar>(_ source: Matrix<Scalar>) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: source.columns, columns: source.rows)
        let block = 32
        for top in stride(from: 0, to: source.rows, by: block) {
            for left in stride(from: 0, to: source.columns, by: block) {
                for row in top..<min(top + block, source.rows) {
                    let from = source.row(row)
                    for column in left..<min(left + block, source.columns) {
                        result.pointer[column * result.columns + row] = from[column]
                    }
                }
            }
        }
        return result
    }
}
