import Foundation
import Support
import Tensors
import Testing

/// A path for one test's file, removed with the test.
final class ScratchFile {
    let path = NSTemporaryDirectory() + "downhill-" + UUID().uuidString
    func fill(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    var bytes: [UInt8] { get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct NPYTests {
    private let file = ScratchFile()

    private static func npy(_ header: String, _ body: [UInt8], version: UInt8 = 1) -> [UInt8] {
        let length = header.utf8.count
        let size: [UInt8] = [UInt8(length & 255), UInt8(length >> 8)] + (version > 1 ? [0, 0] : [])
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + size + Array(header.utf8) + body
    }

    private static func bytes(_ values: [Float]) -> [UInt8] { values.withUnsafeBytes { [UInt8]($0) } }

    @Test func floatAndDoubleSurviveTheRoundTrip() throws {
        let single = Matrix<Float>(rows: 2, columns: 3, values: [1, -2.5, .pi, 0, .infinity, 1e-40])
        try NPY.write(single, to: file.path)
        let back: Matrix<Float> = try NPY.read(file.path, converting: false)
        #expect((back.rows, back.columns) == (2, 3))
        #expect(back.values == single.values)
        let double = Matrix<Double>(rows: 3, columns: 1, values: [0.1, 0.2, 1e300])
        try NPY.write(double, to: file.path)
        #expect(try NPY.read(file.path, as: Double.self, converting: false).values == double.values)
        #expect(try NPY.storesDouble(file.path))
        let large = #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
        #expect(large?.expected == "numbers that fit into float32" && large?.got == "1e+300")
        try NPY.write(Matrix<Double>(rows: 1, columns: 3, values: [0.1, .infinity, 1e-300]), to: file.path)
        #expect(try NPY.read(file.path, as: Float.self).values == [Float(0.1), .infinity, 0])
        #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self, converting: false) }
    }

    @Test func longFilesConvertInBlocks() throws {
        let long = Matrix<Float>(rows: 70_001, columns: 1, values: (0..<70_001).map(Float.init))
        try NPY.write(long, to: file.path)
        let back = try NPY.read(file.path, as: Double.self)
        #expect(back.values == (0..<70_001).map(Double.init))
    }

    @Test func headerIsAlignedAndVectorsHaveOneDimension() throws {
        try NPY.write(Matrix<Float>(rows: 1, columns: 4), to: file.path, asVector: true)
        let bytes = try file.bytes
        #expect(bytes.count == 128 + 16)
        #expect(String(decoding: bytes[10..<128], as: UTF8.self).contains("'shape': (4,), }"))
        #expect(bytes[127] == UInt8(ascii: "\n"))
        let back = try NPY.read(file.path, as: Float.self)
        #expect((back.rows, back.columns) == (1, 4))
    }

    @Test(arguments: [UInt8(2), 3]) func laterVersionsAndFortranOrderAreRead(version: UInt8) throws {
        let header = "{\"shape\": (2, 3), 'fortran_order': True, 'descr': '<f4'}   \n"
        try file.fill(Self.npy(header, Self.bytes([1, 4, 2, 5, 3, 6]), version: version))
        let matrix = try NPY.read(file.path, as: Float.self)
        #expect((matrix.rows, matrix.columns) == (2, 3))
        #expect(matrix.values == [1, 2, 3, 4, 5, 6])
    }

    @Test(arguments: [
        ("{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }\n", "pickled"),
        ("{'descr': '>f4', 'fortran_order': False, 'shape': (1, 1), }\n", ">f4"),
        ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 1), }\n", "record"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1), }\n", "3"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n", "0"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n", "4"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 1), }\n", "4"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }\n", "4"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 1), }\n", "header"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1), }\n", "header"),
        ("{'descr': '<f4', 'fortran_order': False, }\n", "header"),
        ("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}\n", "header"),
        ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1, 1)}\n", "header"),
        ("import os", "header"), ("", "header"), ("{", "header"),
    ])
    func badHeadersAreErrors(header: String, got: String) throws {
        try file.fill(Self.npy(header, [0, 0, 0, 0]))
        let error = #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
        #expect(error?.got.contains(got) == true, "\(String(describing: error))")
        #expect(error?.file == file.path)
    }

    /// A file of a few bytes may claim any number of rows of nothing, or of columns for no row.
    @Test(arguments: [
        "(9223372036854775807, 0)", "(0, 9223372036854775807)", "(2147483648, 0)", "(7, 0)", "(0,)", "(1, 0)",
    ])
    func sizesWithoutElementsAreNotTrusted(shape: String) throws {
        try file.fill(Self.npy("{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n", []))
        let error = #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
        #expect(error?.file == file.path && error?.got.contains("an array of shape") == true)
    }

    @Test func noRowsAreRead() throws {
        try file.fill(Self.npy("{'descr': '<f4', 'fortran_order': True, 'shape': (0, 12), }\n", []))
        let matrix = try NPY.read(file.path, as: Float.self)
        #expect(matrix.rows == 0 && matrix.columns == 12)
    }

    /// Larger than any memory, with a file that has as many bytes: they are not on the disk.
    @Test func moreThanFitsIntoMemoryIsAnError() throws {
        let header = Self.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627, 1024), }\n", [])
        try file.fill(header)
        guard truncate(file.path, off_t(header.count + 1_099_511_627 * 1024 * 4)) == 0 else { return }
        let error = #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
        #expect(error?.expected.contains("memory") == true)
    }

    @Test func everyTruncationIsAnError() throws {
        try NPY.write(Matrix<Float>(rows: 2, columns: 2), to: file.path)
        let whole = try file.bytes
        for count in 0..<whole.count {
            try file.fill(Array(whole[..<count]))
            #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
        }
        try file.fill(whole + [0])
        #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
        try file.fill([0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255, 0, 0])
        #expect(throws: DataError.self) { try NPY.read(file.path, as: Float.self) }
    }

    @Test func missingFilesAndFoldersAreNamed() {
        let missing = #expect(throws: DataError.self) { try NPY.read("/nonexistent/x.npy", as: Float.self) }
        #expect(missing?.description.contains("/nonexistent/x.npy") == true)
        #expect(throws: DataError.self) { try NPY.read("/tmp", as: Float.self) }
        #expect(throws: FileError.self) {
            try NPY.write(Matrix<Float>(rows: 1, columns: 1), to: "/nonexistent/x.npy")
        }
    }

    @Test func aFullDiskIsAnError() {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let error = #expect(throws: FileError.self) {
            try NPY.write(Matrix<Float>(rows: 100, columns: 100), to: "/dev/full")
        }
        #expect(error?.number == ENOSPC)
    }
}
