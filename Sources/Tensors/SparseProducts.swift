import CKernels

/// Products of what is mostly zeros. What they write must not overlap what else they are given.
public protocol SparseKernels {
    /// C (m, n) ← scale·A·B, or C + scale·A·B, where A (m, depth), B (depth, n) and C have rows and most of A is zero: what
    /// stands in B beside a zero is not read. Each element is summed in one order, whatever the number of threads.
    static func sparseProduct(
        m: Int, n: Int, depth: Int, scale: Self, a: UnsafePointer<Self>, lda: Int, b: UnsafePointer<Self>, ldb: Int,
        adds: Bool, into c: UnsafeMutablePointer<Self>, ldc: Int)
    /// C (m, n) += A·Bᵀ where `mask`, with rows like C's, is not zero; A (m, depth) and B (n, depth), depth in whole times 16.
    static func sampledProduct(
        m: Int, n: Int, depth: Int, a: UnsafePointer<Self>, lda: Int, b: UnsafePointer<Self>, ldb: Int,
        mask: UnsafePointer<Self>, into c: UnsafeMutablePointer<Self>, ldc: Int)
    /// How many elements are not zero.
    static func nonzeros(_ x: UnsafePointer<Self>, count: Int) -> Int
}

extension Float: SparseKernels {
    public static func sparseProduct(
        m: Int, n: Int, depth: Int, scale: Float, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int,
        adds: Bool, into c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        dh_sparse_product_f(m, n, depth, a, lda, scale, b, ldb, c, ldc, adds ? 1 : 0)
    }

    public static func sampledProduct(
        m: Int, n: Int, depth: Int, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int,
        mask: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        dh_sampled_product_f(m, n, depth, a, lda, b, ldb, mask, c, ldc)
    }

    public static func nonzeros(_ x: UnsafePointer<Float>, count: Int) -> Int { dh_nonzeros_f(x, count) }
}

extension Double: SparseKernels {
    public static func sparseProduct(
        m: Int, n: Int, depth: Int, scale: Double, a: UnsafePointer<Double>, lda: Int, b: UnsafePointer<Double>,
        ldb: Int,
        adds: Bool, into c: UnsafeMutablePointer<Double>, ldc: Int
    ) {
        dh_sparse_product_d(m, n, depth, a, lda, scale, b, ldb, c, ldc, adds ? 1 : 0)
    }

    public static func sampledProduct(
        m: Int, n: Int, depth: Int, a: UnsafePointer<Double>, lda: Int, b: UnsafePointer<Double>, ldb: Int,
        mask: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>, ldc: Int
    ) {
        dh_sampled_product_d(m, n, depth, a, lda, b, ldb, mask, c, ldc)
    }

    public static func nonzeros(_ x: UnsafePointer<Double>, count: Int) -> Int { dh_nonzeros_d(x, count) }
}

extension Matrix {
    /// The least number of columns, at least `columns`, of which each row begins with a line of memory: a product that reads
    /// rows here and there reads no line twice.
    public static func aligned(_ columns: Int) -> Int { (columns + 15) / 16 * 16 }

    /// Whether leaving its zeros out makes a product with this matrix faster.
    public var isSparse: Bool { Scalar.nonzeros(pointer, count: count) * 5 < count * 2 }

    /// c ← alpha·op(self)·b, or c + alpha·op(self)·b, where this matrix, such as a batch of codes, may be mostly zeros. b and c
    /// have rows of `columns` elements.
    public func multiply(
        transposed: Bool = false, _ b: UnsafePointer<Scalar>, columns n: Int, alpha: Scalar, adds: Bool = false,
        into c: UnsafeMutablePointer<Scalar>
    ) {
        let (m, depth) = transposed ? (columns, rows) : (rows, columns)
        guard isSparse else {
            Scalar.gemm(
                transposeA: transposed, transposeB: false, m: m, n: n, k: depth, alpha: alpha, a: pointer,
                lda: columns, b: b, ldb: n, beta: adds ? 1 : 0, c: c, ldc: n)
            return
        }
        func multiply(_ rows: UnsafePointer<Scalar>) {
            Scalar.sparseProduct(
                m: m, n: n, depth: depth, scale: alpha, a: rows, lda: depth, b: b, ldb: n, adds: adds, into: c, ldc: n)
        }
        guard transposed else { return multiply(pointer) }
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: count) { scratch in
            guard let base = scratch.baseAddress else { return }
            Scalar.transpose(pointer, ld: columns, rows: rows, columns: columns, into: base, ldOut: rows)
            multiply(base)
        }
    }

    /// self += a·b without the last columns of a, which b has no rows for.
    public func addProduct(leading a: Matrix, _ b: Matrix) {
        precondition(a.rows == rows && b.columns == columns && a.columns >= b.rows, "sizes differ")
        requireDistinct(self, a)
        requireDistinct(self, b)
        // With narrow registers, copying b pays.
        if BLAS.vectorBits == 512 {
            Scalar.product(
                m: rows, n: columns, depth: b.rows, a: a.pointer, rowStep: a.columns, depthStep: 1, b: b.pointer,
                ldb: columns, adds: true, into: pointer, ldc: columns)
        } else {
            Scalar.gemm(
                transposeA: false, transposeB: false, m: rows, n: columns, k: b.rows, alpha: 1, a: a.pointer,
                lda: a.columns, b: b.pointer, ldb: columns, beta: 1, c: pointer, ldc: columns)
        }
    }

    /// self += a·bᵀ where `codes` is not zero; elsewhere it may be added, too.
    public func addProduct(_ a: Matrix, transposeB b: Matrix, whereNotZero codes: Matrix) {
        precondition(a.rows == rows && b.rows == columns && a.columns == b.columns, "sizes differ")
        precondition(codes.rows == rows && codes.columns == columns, "codes have the size of the result")
        guard codes.isSparse, a.columns % 16 == 0 else {
            return setProduct(a, b, transposeB: true, beta: 1)
        }
        Scalar.sampledProduct(
            m: rows, n: columns, depth: a.columns, a: a.pointer, lda: a.columns, b: b.pointer, ldb: b.columns,
            mask: codes.pointer, into: pointer, ldc: columns)
    }
}
