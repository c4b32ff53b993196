import Datasets
import Foundation
import Images
import Stages
import Support
import Tensors
import Unrolled

/// Files of a stage's folder by their names.
struct Folder {
    let url: URL

    init(_ url: URL) { self.url = url }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ matrix: Matrix<some KernelScalar>, _ name: String) throws {
        try NPY.write(matrix, to: path(name))
    }

    /// Writes an image, plane after plane in [0, 1], as a PNG of 8 bits.
    func write(image: UnsafePointer<Float>, shape: ImageShape, _ name: String) throws {
        try ImageFile.write(
            image, height: shape.height, width: shape.width, channels: shape.channels, to: path(name))
    }

    func matrix(_ name: String) throws -> Matrix<Float> { try NPY.read(path(name)) }

    func write(_ table: Table, _ name: String) throws { try table.write(to: url.appendingPathComponent(name)) }

    func table(_ name: String) throws -> Table { try Table(contentsOf: url.appendingPathComponent(name)) }

    /// Writes a table of names and values.
    func write(_ rows: [(String, any TableValue)], _ name: String) throws {
        var table = Table(columns: ["name", "value"])
        for (key, value) in rows { table.append([key, value]) }
        try write(table, name)
    }

    /// A number of a table of names and values.
    func number(_ key: String, in name: String) throws -> Double {
        let table = try self.table(name)
        let row = try table.strings("name").firstIndex(of: key)
        guard let row, let value = Double(try table.strings("value")[row]) else {
            throw DataError(file: path(name), expected: "a number named \(key)", got: "none", hint: nil)
        }
        return value
    }
}
