import Foundation
import Support

/// NumPy's `.npy` files of float32 or float64: of one or two dimensions, and stacks of matrices, of three (`NPY+Stack.swift`).
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
        try MatrixSize.check(
            rows: header.rows, columns: header.columns, as: scalar,
            what: "an array of shape (\(header.rows), \(header.columns))", file: path)
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

    /// Whether a file holds float64; if not, float32. Throws `DataError` as `read`.
    public static func storesDouble(_ path: String) throws -> Bool {
        try NPYHeader(reading: InputFile(path, kind: "a .npy file")).isDouble
    }

    /// Writes a matrix, or, where `asVector` is set, its elements as an array of one dimension.
    ///
    /// The file appears whole or not at all. Throws `FileError`.
    public static func write<Scalar: KernelScalar>(
        _ matrix: Matrix<Scalar>, to path: String, asVector: Bool = false
    ) throws {
        let shape = asVector ? "(\(matrix.count),)" : "(\(matrix.rows), \(matrix.columns))"
        try write([matrix], shape: shape, to: path)
    }

    /// Writes the elements of matrices, one after the other, under a shape that they fill. Throws `FileError`.
    static func write<Scalar: KernelScalar>(_ matrices: [Matrix<Scalar>], shape: String, to path: String) throws {
        let kind = MemoryLayout<Scalar>.size == 8 ? "<f8" : "<f4"
        var text = "{'descr': '\(kind)', 'fortran_order': False, 'shape': \(shape), }"
        // Magic (6), version (2), length (2), text and a newline fill a multiple of 64 bytes.
        text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
        let length = text.utf8.count
        let file = try AtomicFile(path)
        try file.write(NPYHeader.magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(text.utf8))
        for matrix in matrices {
            try file.write(UnsafeRawBufferPointer(UnsafeBufferPointer(start: matrix.pointer, count: matrix.count)))
        }
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

/// What stands before the elements of a `.npy` file: a Python dictionary of three entries, checked against the file's
/// size before anything is allocated.
struct NPYHeader {
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// A header of two dimensions has some 80 bytes; NumPy itself refuses more than 10 000.
    private static let longest = 1 << 16

    let isDouble: Bool
    let isFortranOrdered: Bool
    let shape: [Int]

    /// The matrix of an array of one or two dimensions.
    var rows: Int { shape.count == 1 ? 1 : shape[0] }
    var columns: Int { shape[shape.count - 1] }

    /// How many dimensions a file may have, and what helps those that have others.
    enum Dimensions {
        case matrix, stack

        var allowed: ClosedRange<Int> { self == .matrix ? 1...2 : 3...3 }
        var words: String {
            self == .matrix ? "one or two dimensions" : "three dimensions, (layers + 1, samples, values)"
        }
        var hint: String {
            self == .matrix
                ? "reshape it to (samples, values)" : "stack y_0, y_1, … y_L: numpy.save(path, numpy.stack(layers))"
        }
    }

    /// Reads and checks a header, and leaves the file at its first element.
    init(reading file: InputFile, _ dimensions: Dimensions = .matrix) throws {
        func bad(_ expected: String, _ got: String, hint: String? = nil) -> DataError {
            DataError(file: file.path, expected: expected, got: got, hint: hint)
        }
        guard file.size >= 12 else { throw bad("a .npy file", "\(file.size) bytes, too short for a header") }
        let start = try file.bytes(8)
        guard Array(start[0..<6]) == Self.magic else {
            let found = start.prefix(6).map { String(format: "%02x", $0) }.joined(separator: " ")
            throw bad("the .npy magic 93 4e 55 4d 50 59", found, hint: "write it with numpy.save")
        }
        guard (1...3).contains(start[6]) else { throw bad(".npy version 1, 2 or 3", "version \(start[6])") }
        let lengthBytes = try file.bytes(start[6] == 1 ? 2 : 4)
        let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        let elements = 8 + lengthBytes.count + length
        guard length <= Self.longest, elements <= file.size else {
            throw bad("a header within the file of \(file.size) bytes", "a header of \(length) bytes")
        }
        guard let text = String(bytes: try file.bytes(length), encoding: .utf8) else {
            throw bad("a header in UTF-8", "other bytes")
        }
        var parser = NPYDictionaryParser(text)
        guard let fields = parser.parse() else {
            throw bad("{'descr': …, 'fortran_order': …, 'shape': …}", "the header \(text.prefix(120))")
        }
        guard ["<f4", "<f8", "=f4", "=f8"].contains(fields.kind) else {
            let isObject = fields.kind.contains("O")
            throw bad(
                "little-endian float32 '<f4' or float64 '<f8'",
                isObject ? "pickled objects '\(fields.kind)'" : "'\(fields.kind)'",
                hint: "write it with numpy.save(path, x.astype('<f4'))")
        }
        guard dimensions.allowed.contains(fields.shape.count) else {
            throw bad(dimensions.words, "\(fields.shape.count): \(fields.shape)", hint: dimensions.hint)
        }
        isDouble = fields.kind.hasSuffix("f8")
        isFortranOrdered = fields.isFortranOrdered
        shape = fields.shape
        var (count, tooMany) = (1, false)
        for size in shape {
            let (product, isTooMuch) = count.multipliedReportingOverflow(by: size)
            (count, tooMany) = (product, tooMany || isTooMuch)
        }
        let (bytes, tooLarge) = count.multipliedReportingOverflow(by: isDouble ? 8 : 4)
        guard !tooMany, !tooLarge, bytes == file.size - elements else {
            throw bad(
                "\(tooMany || tooLarge ? "a possible number of" : "\(bytes)") bytes for the shape \(fields.shape)",
                "\(file.size - elements)", hint: "the file is cut short, or holds more than one array")
        }
    }
}
