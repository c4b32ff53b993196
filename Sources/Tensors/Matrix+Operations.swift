extension Matrix {
    /// A matrix of its own with the same elements.
    public func copy() -> Matrix {
        let result = Matrix(rows: rows, columns: columns)
        result.take(count, from: pointer, at: 0)
        return result
    }

    /// Takes over the elements of a matrix of the same size.
    public func assign(from other: Matrix) {
        precondition(other.rows == rows && other.columns == columns, "sizes differ")
        take(count, from: other.pointer, at: 0)
    }

    /// Sets every element.
    public func fill(_ value: Scalar) {
        guard count > 0 else { return }
        pointer[0] = value
        var filled = 1
        while filled < count {
            let more = min(filled, count - filled, 1 << 12)
            take(more, from: pointer, at: filled)
            filled += more
        }
    }

    /// Copies bytes: an update of elements is a slow loop wherever this class is not specialised.
    private func take(_ count: Int, from source: UnsafePointer<Scalar>, at offset: Int) {
        UnsafeMutableRawPointer(pointer + offset).copyMemory(
            from: source, byteCount: count * MemoryLayout<Scalar>.stride)
    }

    /// The rows with the given indices, in that order.
    public func gather(_ indices: some Collection<Int>) -> Matrix {
        precondition(indices.allSatisfy { (0..<rows).contains($0) }, "a row is not one of \(rows)")
        let result = Matrix(rows: indices.count, columns: columns)
        for (target, source) in indices.enumerated() { result.take(columns, from: row(source), at: target * columns) }
        return result
    }

    /// The rows of a range.
    public func rows(_ range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
        let result = Matrix(rows: range.count, columns: columns)
        result.take(result.count, from: row(range.lowerBound), at: 0)
        return result
    }

    /// The transpose, as a matrix of its own.
    public func transposed() -> Matrix {
        let result = Matrix(rows: columns, columns: rows)
        for r in 0..<rows { for c in 0..<columns { result[c, r] = self[r, c] } }
        return result
    }

    /// The same elements in another precision.
    public func converted<Other: KernelScalar>(to type: Other.Type = Other.self) -> Matrix<Other> {
        let result = Matrix<Other>(rows: rows, columns: columns)
        for i in 0..<count { result.pointer[i] = Other(pointer[i]) }
        return result
    }

    /// self ← alpha·op(a)·op(b) + beta·self.
    public func setProduct(
        _ a: Matrix, transposeA: Bool = false, _ b: Matrix, transposeB: Bool = false,
        alpha: Scalar = 1, beta: Scalar = 0
    ) {
        let k = transposeA ? a.rows : a.columns
        precondition((transposeA ? a.columns : a.rows) == rows && (transposeB ? b.rows : b.columns) == columns)
        precondition((transposeB ? b.columns : b.rows) == k, "inner sizes differ")
        Scalar.gemm(
            transposeA: transposeA, transposeB: transposeB, m: rows, n: columns, k: k, alpha: alpha, a: a.pointer,
            lda: a.columns, b: b.pointer, ldb: b.columns, beta: beta, c: pointer, ldc: columns)
    }

    /// op(a)·op(b).
    public static func product(
        _ a: Matrix, transposeA: Bool = false, _ b: Matrix, transposeB: Bool = false,
        alpha: Scalar = 1
    ) -> Matrix {
        let result = Matrix(rows: transposeA ? a.columns : a.rows, columns: transposeB ? b.rows : b.columns)
        result.setProduct(a, transposeA: transposeA, b, transposeB: transposeB, alpha: alpha)
        return result
    }

    /// self, one row, ← the sum of another's rows.
    public func setSum(ofRows other: Matrix) {
        precondition(rows == 1 && columns == other.columns)
        fill(0)
        for row in 0..<other.rows { Scalar.addScaled(pointer, other.row(row), scale: 1, count: columns) }
    }

    /// The Euclidean norm of each row.
    public func rowNorms() -> [Double] { rowNorms(of: 0..<columns) }

    /// The Euclidean norm of some columns of each row.
    public func rowNorms(of part: Range<Int>) -> [Double] {
        precondition(part.lowerBound >= 0 && part.upperBound <= columns, "columns \(part) of \(columns)")
        return (0..<rows).map { Scalar.sumOfSquares(row($0) + part.lowerBound, count: part.count).squareRoot() }
    }

    /// The ℓ1 norm of each row.
    public func rowMagnitudes() -> [Double] {
        (0..<rows).map { Scalar.sumOfMagnitudes(row($0), count: columns) }
    }

    /// The Euclidean distance between each row and the same row of another matrix.
    public func rowDistances(to other: Matrix) -> [Double] {
        precondition(other.rows == rows && other.columns == columns, "sizes differ")
        return (0..<rows).map { Scalar.squaredDistance(row($0), other.row($0), count: columns).squareRoot() }
    }

    /// Root mean square of all elements.
    public var rootMeanSquare: Double {
        guard count > 0 else { return 0 }
        var total = 0.0
        for r in 0..<rows { total += Scalar.sumOfSquares(row(r), count: columns) }
        return (total / Double(count)).squareRoot()
    }

    /// Whether every element is a finite number.
    public var isFinite: Bool { firstNotFinite == nil }

    /// Where the first NaN or infinity stands.
    public var firstNotFinite: (row: Int, column: Int)? {
        // Finite numbers may have a sum that is not: then each is looked at.
        for r in 0..<rows where !Scalar.sumOfMagnitudes(row(r), count: columns).isFinite {
            for c in 0..<columns where !self[r, c].isFinite { return (r, c) }
        }
        return nil
    }
}
