import Foundation
import Support

/// What stands before the elements of a `.npy` file: a Python dictionary of three entries, checked against the file's
/// size before anything is allocated.
struct NPYHeader {
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// A header of two dimensions has some 80 bytes; NumPy itself refuses more than 10 000.
    private static let longest = 1 << 16

    let isDouble: Bool
    let isFortranOrdered: Bool
    let rows: Int
    let columns: Int

    /// Reads and checks a header, and leaves the file at its first element.
    init(reading file: InputFile) throws {
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
        guard (1...2).contains(fields.shape.count) else {
            throw bad(
                "one or two dimensions", "\(fields.shape.count): \(fields.shape)",
                hint: "reshape it to (samples, values)")
        }
        isDouble = fields.kind.hasSuffix("f8")
        isFortranOrdered = fields.isFortranOrdered
        rows = fields.shape.count == 1 ? 1 : fields.shape[0]
        columns = fields.shape[fields.shape.count - 1]
        let (count, tooMany) = rows.multipliedReportingOverflow(by: columns)
        let (bytes, tooLarge) = count.multipliedReportingOverflow(by: isDouble ? 8 : 4)
        guard !tooMany, !tooLarge, bytes == file.size - elements else {
            throw bad(
                "\(tooMany || tooLarge ? "a possible number of" : "\(bytes)") bytes for the shape \(fields.shape)",
                "\(file.size - elements)", hint: "the file is cut short, or holds more than one array")
        }
    }
}
