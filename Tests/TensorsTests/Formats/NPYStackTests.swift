import Foundation
import Support
import Tensors
import Testing

@Suite struct NPYStackTests {
    private let file = ScratchFile()

    private func fill(_ header: String, _ numbers: [Float]) throws {
        let length = UInt8(header.utf8.count)
        try file.fill(
            [0x93] + Array("NUMPY".utf8) + [1, 0, length, 0] + Array(header.utf8)
                + numbers.withUnsafeBytes { [UInt8]($0) })
    }

    @Test func layersSurviveTheRoundTrip() throws {
        let layers = (0..<3).map { layer in
            Matrix<Float>(rows: 2, columns: 2, values: (0..<4).map { Float(10 * layer + $0) })
        }
        try NPY.write(layers, to: file.path)
        #expect(String(decoding: try file.bytes[10..<128], as: UTF8.self).contains("'shape': (3, 2, 2), }"))
        #expect(try NPY.stackShape(file.path) == [3, 2, 2])
        #expect(
            try NPY.readStack(file.path, as: Double.self).map(\.values) == layers.map { $0.values.map(Double.init) })
    }

    @Test func otherShapesAreNamed() throws {
        try NPY.write(Matrix<Float>(rows: 2, columns: 2), to: file.path)
        let flat = #expect(throws: DataError.self) { try NPY.readStack(file.path, as: Float.self) }
        #expect(flat?.got == "2: [2, 2]" && flat?.hint?.contains("numpy.stack") == true)
        try fill("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2, 1), }\n", [1, 2, 3, 4])
        let turned = #expect(throws: DataError.self) { try NPY.readStack(file.path, as: Float.self) }
        #expect(turned?.got == "Fortran order")
        try fill("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 2), }\n", [1, 2, 3, 4])
        let short = #expect(throws: DataError.self) { try NPY.readStack(file.path, as: Float.self) }
        #expect(short?.hint?.contains("cut short") == true)
        try fill("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4, 0), }\n", [])
        #expect(throws: DataError.self) { try NPY.readStack(file.path, as: Float.self) }
    }
}
