import Tensors

/// The network inside a coupling: 3×3 convolution → ReLU → 1×1 → ReLU → 3×3 that starts at zero. It maps x_a (C_a, ·)
/// and the constant channels to [a; t] (2·C_b, ·).
///
/// Images go through in chunks whose activations fit a core's cache; a chunk's matrices are contiguous.
public struct CouplingNetwork<Scalar: FlowScalar>: Sendable {
    /// (hidden, I, 3, 3).
    public let first: InputConvolution<Scalar>
    /// (hidden).
    public let firstBias: Parameter
    /// (hidden, hidden).
    public let middle: Parameter
    /// (hidden).
    public let middleBias: Parameter
    /// (2·C_b, 3, 3, hidden).
    public let last: OutputConvolution<Scalar>
    /// What becomes of its output, where the settings ask for it.
    public let border: BorderedScale<Scalar>?

    /// Channels inside.
    var hidden: Int { firstBias.count }
    /// 2·C_b.
    var outputs: Int { last.bias.count }
    var pixels: Int { first.shape.pixels }

    /// Images cut into chunks, by sizes alone.
    func chunks(images: Int) -> [Range<Int>] {
        Workers.ranges(images, size: max(1, 131_072 / (hidden * pixels)))
    }

    /// Fills a record's chunk from x_a, whose channels are `stride` apart.
    ///
    ///     h₁ = max(W₁ * x_a + b₁, 0)     h₂ = max(W₂·h₁ + b₂, 0)     [a; t] = W₃ * h₂ + b₃
    func forward(
        _ x: UnsafePointer<Scalar>, stride: Int, _ chunk: CouplingRecord<Scalar>.Chunk, _ values: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        let (h1, h2) = (chunk.hidden1, chunk.hidden2)
        first.gather(x, stride: stride, images: chunk.images.count, into: scratch.taps)
        first.forward(columns: scratch.taps, into: h1, values)
        Scalar.flow.biasRectify(h1.pointer, values.pointer + firstBias.offset, hidden, h1.columns)
        Scalar.gemm(
            transposeA: false, transposeB: false, m: hidden, n: h1.columns, k: hidden, alpha: 1,
            a: values.pointer + middle.offset, lda: hidden, b: h1.pointer, ldb: h1.columns, beta: 0, c: h2.pointer,
            ldc: h1.columns)
        Scalar.flow.biasRectify(h2.pointer, values.pointer + middleBias.offset, hidden, h2.columns)
        last.forward(h2, into: chunk.scaleShift, values, taps: scratch.taps)
        border?.forward(chunk.scaleShift, keeping: chunk.raw, values)
    }

    /// Takes `scratch.outputDelta`, ∂/∂[a; t], back to x_a, whose gradient is added to `delta`; adds the parameters'.
    func backward(
        _ x: UnsafePointer<Scalar>, stride: Int, _ chunk: CouplingRecord<Scalar>.Chunk,
        into delta: UnsafeMutablePointer<Scalar>, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        let (h1, h2) = (chunk.hidden1, chunk.hidden2)
        let columns = h1.columns
        let d2 = scratch.delta2.view(offset: 0, rows: hidden, columns: columns)
        let d1 = scratch.delta1.view(offset: 0, rows: hidden, columns: columns)
        border?.backward(
            chunk.raw, scratch.outputDelta.view(offset: 0, rows: outputs, columns: columns), values, gradient: gradient)
        last.backward(
            input: h2, scratch.outputDelta.view(offset: 0, rows: outputs, columns: columns), into: d2, beta: 0, values,
            gradient: gradient, taps: scratch.taps)
        Scalar.flow.biasRectifyBackward(
            h2.pointer, d2.pointer, gradient.pointer + middleBias.offset, hidden, columns)
        Scalar.gemm(
            transposeA: false, transposeB: true, m: hidden, n: hidden, k: columns, alpha: 1, a: d2.pointer,
            lda: columns, b: h1.pointer, ldb: columns, beta: 1, c: gradient.pointer + middle.offset, ldc: hidden)
        Scalar.gemm(
            transposeA: true, transposeB: false, m: hidden, n: columns, k: hidden, alpha: 1,
            a: values.pointer + middle.offset, lda: hidden, b: d2.pointer, ldb: columns, beta: 0, c: d1.pointer,
            ldc: columns)
        Scalar.flow.biasRectifyBackward(h1.pointer, d1.pointer, gradient.pointer + firstBias.offset, hidden, columns)
        first.gather(x, stride: stride, images: chunk.images.count, into: scratch.taps)
        first.backward(columns: scratch.taps, d1, into: delta, stride: stride, values, gradient: gradient)
    }
}

/// What a coupling remembers of a pass: the activations of its network, and s and t.
public final class CouplingRecord<Scalar: FlowScalar> {
    /// Some of the images.
    struct Chunk {
        let images: Range<Int>
        /// (hidden, images·pixels).
        let hidden1: Matrix<Scalar>
        /// (hidden, images·pixels).
        let hidden2: Matrix<Scalar>
        /// [s; t]: (2·C_b, images·pixels).
        let scaleShift: Matrix<Scalar>
        /// [a; t], where a border's backward pass needs it.
        let raw: Matrix<Scalar>?
    }

    let chunks: [Chunk]

    /// Room for a number of images.
    public init(_ network: CouplingNetwork<Scalar>, images: Int) {
        chunks = network.chunks(images: images).map { range in
            let columns = range.count * network.pixels
            return Chunk(
                images: range, hidden1: Matrix(rows: network.hidden, columns: columns),
                hidden2: Matrix(rows: network.hidden, columns: columns),
                scaleShift: Matrix(rows: network.outputs, columns: columns),
                raw: network.border.map { _ in Matrix(rows: network.outputs, columns: columns) })
        }
    }

    /// Elements in memory.
    var count: Int {
        chunks.reduce(0) { $0 + $1.hidden1.count + $1.hidden2.count + $1.scaleShift.count + ($1.raw?.count ?? 0) }
    }
}

/// Memory that a coupling's passes use and leave; one per thread.
public final class CouplingScratch<Scalar: FlowScalar> {
    /// Nine neighbours of what is narrower, inputs or outputs.
    let taps: Matrix<Scalar>
    /// ∂/∂h₁.
    let delta1: Matrix<Scalar>
    /// ∂/∂h₂.
    let delta2: Matrix<Scalar>
    /// ∂/∂[a; t].
    let outputDelta: Matrix<Scalar>

    /// Room for the chunks of a number of images.
    public init(_ network: CouplingNetwork<Scalar>, images: Int) {
        let most = network.chunks(images: images).first?.count ?? 0
        let columns = most * network.pixels
        func row(_ count: Int) -> Matrix<Scalar> { Matrix(rows: 1, columns: count) }
        // `gather` takes the first elements of this memory, whatever the shape it has here.
        taps = row(max(network.first.scratchCount(images: most), network.last.scratchCount(images: most)))
        delta1 = row(network.hidden * columns)
        delta2 = row(network.hidden * columns)
        outputDelta = row(network.outputs * columns)
    }

    /// Elements in memory.
    var count: Int { taps.count + delta1.count + delta2.count + outputDelta.count }
}
