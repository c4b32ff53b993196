import Support

/// Arrays of three dimensions: a matrix a layer, all of one size, such as the iterates y_0 … y_L of a batch, (L+1, n, d).
extension NPY {
    /// Reads an array (m, n, d) as m matrices (n, d).
    ///
    /// - Throws: `DataError` where the file is missing, damaged, or not of that kind.
    public static func readStack<Scalar: KernelScalar>(
        _ path: String, as scalar: Scalar.Type = Scalar.self
    ) throws -> [Matrix<Scalar>] {
        let file = try InputFile(path, kind: "a .npy file")
        let header = try NPYHeader(reading: file, .stack)
        let (count, rows, columns) = (header.shape[0], header.shape[1], header.shape[2])
        guard !header.isFortranOrdered || header.shape.filter({ $0 > 1 }).count < 2 else {
            throw DataError(
                file: path, expected: "three dimensions in C order", got: "Fortran order",
                hint: "numpy.save(path, numpy.ascontiguousarray(y))")
        }
        try MatrixSize.check(
            rows: count * rows, columns: columns, as: scalar, what: "an array of shape \(header.shape)", file: path)
        return try (0..<count).map { _ in
            let matrix = Matrix<Scalar>(rows: rows, columns: columns)
            if header.isDouble {
                try file.scalars(Double.self, into: matrix.pointer, count: matrix.count)
            } else {
                try file.scalars(Float.self, into: matrix.pointer, count: matrix.count)
            }
            return matrix
        }
    }

    /// The shape of an array of three dimensions; its numbers are not read. Throws `DataError` as `readStack`.
    public static func stackShape(_ path: String) throws -> [Int] {
        try NPYHeader(reading: InputFile(path, kind: "a .npy file"), .stack).shape
    }

    /// Writes matrices of one size as an array (m, n, d). None, or some of other sizes, are a programmer's error.
    ///
    /// The file appears whole or not at all. Throws `FileError`.
    public static func write<Scalar: KernelScalar>(_ stack: [Matrix<Scalar>], to path: String) throws {
        let (rows, columns) = (stack[0].rows, stack[0].columns)
        precondition(
            stack.allSatisfy { $0.rows == rows && $0.columns == columns }, "a stack of matrices of other sizes")
        try write(stack, shape: "(\(stack.count), \(rows), \(columns))", to: path)
    }
}
