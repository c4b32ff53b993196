import Support

extension SafeTensors {
    /// A tensor to be written: a name, a shape, and the memory of a matrix, which is not copied.
    public struct Entry {
        let name: String
        let shape: [Int]
        let isDouble: Bool
        let count: Int
        let withBytes: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

        /// A tensor of the matrix's elements.
        ///
        /// - Parameter shape: its sizes, whose product is the number of elements; nil means [rows, columns].
        public init<Scalar: KernelScalar>(_ name: String, _ matrix: Matrix<Scalar>, shape: [Int]? = nil) {
            self.name = name
            self.shape = shape ?? [matrix.rows, matrix.columns]
            isDouble = MemoryLayout<Scalar>.size == 8
            count = matrix.count
            withBytes = { body in
                try body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: matrix.pointer, count: matrix.count)))
            }
            precondition(
                self.shape.reduce(1, *) == count, "\(name): the shape \(self.shape) is not of \(count) elements")
        }

        /// A tensor of memory that the caller keeps alive until the file is written.
        public init<Scalar: KernelScalar>(_ name: String, _ elements: UnsafePointer<Scalar>, shape: [Int]) {
            self.name = name
            self.shape = shape
            isDouble = MemoryLayout<Scalar>.size == 8
            let count = shape.reduce(1, *)
            self.count = count
            withBytes = { body in try body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: elements, count: count))) }
        }
    }

    /// Writes tensors, float64 first and then by name, with sorted metadata: the same content gives the same bytes.
    ///
    /// The header is padded to a multiple of 8 bytes, so that every tensor is aligned. The file appears whole or not at
    /// all. Names must differ. Throws `FileError`.
    public static func write(_ entries: [Entry], metadata: [String: String] = [:], to path: String) throws {
        let sorted = entries.sorted {
            $0.isDouble != $1.isDouble ? $0.isDouble : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        precondition(Set(sorted.map(\.name)).count == sorted.count, "two tensors have the same name")
        precondition(!sorted.contains { $0.name == metadataKey }, "\(metadataKey) is no name for a tensor")
        var fields: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            fields.append(
                "\"\(metadataKey)\":{"
                    + pairs.map { "\(CanonicalJSON.quoted($0.key)):\(CanonicalJSON.quoted($0.value))" }.joined(
                        separator: ",")
                    + "}")
        }
        var offset = 0
        for entry in sorted {
            let end = offset + entry.count * (entry.isDouble ? 8 : 4)
            let shape = entry.shape.map(String.init).joined(separator: ",")
            fields.append(
                "\(CanonicalJSON.quoted(entry.name)):{\"dtype\":\"\(entry.isDouble ? "F64" : "F32")\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var header = Array("{\(fields.joined(separator: ","))}".utf8)
        header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
        let file = try AtomicFile(path)
        try file.write((0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) })
        try file.write(header)
        for entry in sorted { try entry.withBytes(file.write) }
        try file.finish()
    }

    static let metadataKey = "__metadata__"
}
