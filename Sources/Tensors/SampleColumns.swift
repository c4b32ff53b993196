/// Activations of a batch with a row for each feature and a column for each sample, or those of some of its samples.
///
/// W·Y of all samples then has the samples along its rows, where a processor's registers run over them, and uses W and Y as
/// they lie in memory (`CKernels/dense_products.c`). A value of this type is a view: copies share the memory, and callers see to it
/// that no two threads write the same column.
public struct SampleColumns<Scalar: KernelScalar>: Sendable {
    /// Number of features, d say.
    public let features: Int
    /// Number of samples.
    public let samples: Int
    private let memory: Matrix<Scalar>
    private let first: Int

    /// Zeros.
    public init(features: Int, samples: Int) {
        (self.features, self.samples, first) = (features, samples, 0)
        // Rows an odd number of cache lines apart do not all compete for the same few places of a cache.
        let line = 64 / MemoryLayout<Scalar>.stride
        memory = Matrix(rows: features, columns: ((samples + line - 1) / line | 1) * line)
    }

    private init(_ whole: SampleColumns, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= whole.samples, "samples \(range) of \(whole.samples)")
        (features, samples, memory) = (whole.features, range.count, whole.memory)
        first = whole.first + range.lowerBound
    }

    /// The same activations of some of the samples.
    public func view(_ range: Range<Int>) -> SampleColumns { SampleColumns(self, range) }

    /// The first sample's first feature; its next one is `stride` elements further.
    public var pointer: UnsafeMutablePointer<Scalar> { memory.pointer + first }
    /// Elements from row to row.
    public var stride: Int { memory.columns }

    /// Takes over activations with a row for each sample: (samples, features).
    public func assign(fromRows rows: Matrix<Scalar>) {
        precondition(rows.rows == samples && rows.columns == features, "sizes differ")
        Scalar.transpose(
            rows.pointer, ld: features, rows: samples, columns: features, into: pointer, ldOut: stride)
    }

    /// Writes them with a row for each sample: (samples, features).
    public func write(toRows rows: Matrix<Scalar>) {
        precondition(rows.rows == samples && rows.columns == features, "sizes differ")
        Scalar.transpose(
            pointer, ld: stride, rows: features, columns: samples, into: rows.pointer, ldOut: features)
    }

    /// self ← op(weights)·input, or self + op(weights)·input.
    public func setProduct(
        _ weights: Matrix<Scalar>, transposed: Bool = false, _ input: SampleColumns, adds: Bool = false
    ) {
        precondition((transposed ? weights.columns : weights.rows) == features, "sizes differ")
        precondition((transposed ? weights.rows : weights.columns) == input.features, "inner sizes differ")
        precondition(input.samples == samples && input.memory !== memory, "other samples, or the same memory")
        Scalar.product(
            m: features, n: samples, depth: input.features, a: weights.pointer,
            rowStep: transposed ? 1 : weights.columns, depthStep: transposed ? weights.columns : 1, b: input.pointer,
            ldb: input.stride, adds: adds, into: pointer, ldc: stride)
    }

    /// Writes the rows `block` of self·rows, where `rows` has a row for each sample: (`block.count`, `rows.columns`); or adds
    /// them to what is there.
    public func writeProduct(
        _ block: Range<Int>, _ rows: Matrix<Scalar>, adds: Bool = false, into result: UnsafeMutablePointer<Scalar>
    ) {
        precondition(rows.rows == samples && block.lowerBound >= 0 && block.upperBound <= features, "sizes differ")
        Scalar.product(
            m: block.count, n: rows.columns, depth: samples, a: pointer + block.lowerBound * stride, rowStep: stride,
            depthStep: 1, b: rows.pointer, ldb: rows.columns, adds: adds, into: result, ldc: rows.columns)
    }
}

extension Matrix {
    /// self ← a·b with both as they lie in memory: faster than `setProduct` where neither is large.
    public func setDirectProduct(_ a: Matrix, _ b: Matrix) {
        precondition(a.rows == rows && b.columns == columns && a.columns == b.rows, "sizes differ")
        requireDistinct(self, a)
        requireDistinct(self, b)
        Scalar.product(
            m: rows, n: columns, depth: a.columns, a: a.pointer, rowStep: a.columns, depthStep: 1, b: b.pointer,
            ldb: columns, adds: false, into: pointer, ldc: columns)
    }
}
