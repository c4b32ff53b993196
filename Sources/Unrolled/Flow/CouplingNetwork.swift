import Tensors

/// The network inside a coupling: 3×3 convolution → ReLU → 1×1 → ReLU → 3×3 that starts at zero. It maps x_a (C_a, ·)
/// and the constant channels to [a; t] (2·C_b, ·), at the pixels of its footprint alone.
///
/// Hidden channels of a pixel lie side by side, (images·pixels, hidden), so that every product runs along them.
public struct CouplingNetwork<Scalar: FlowScalar>: Sendable {
    /// (hidden, I, 3, 3): x_a's channels first, then the constant ones.
    public let first: Parameter
    /// (hidden).
    public let firstBias: Parameter
    /// (hidden, hidden).
    public let middle: Parameter
    /// (hidden).
    public let middleBias: Parameter
    /// (2·C_b, 3, 3, hidden): PyTorch's (2·C_b, hidden, 3, 3) with the axes in the order 0, 2, 3, 1.
    public let last: Parameter
    /// (2·C_b).
    public let lastBias: Parameter
    /// Where it is computed.
    public let footprint: Footprint
    /// The nine neighbours of input channels that are the same for every image: (hidden pixels, 9·E).
    public let condition: Matrix<Scalar>?
    let weights: CouplingWeights<Scalar>
    /// What becomes of its output, where the settings ask for it.
    public let border: BorderedScale<Scalar>?

    /// Channels inside.
    var hidden: Int { firstBias.count }
    /// 2·C_b.
    var outputs: Int { lastBias.count }
    /// C_a.
    var inputs: Int { outputs / 2 }
    /// Pixels of an image.
    var pixels: Int { footprint.shape.pixels }

    /// Makes what is derived from the parameters. Not to be called while another thread uses them.
    func refresh(_ values: Matrix<Scalar>) { weights.refresh(self, values) }

    /// Fills a record's chunk from x_a, whose channels are `stride` apart.
    ///
    ///     h₁ = max(W₁ * x_a + b₁, 0)     h₂ = max(W₂·h₁ + b₂, 0)     [a; t] = W₃ * h₂ + b₃
    func forward(
        _ x: UnsafePointer<Scalar>, stride: Int, _ chunk: CouplingRecord<Scalar>.Chunk, _ values: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        let (h1, h2, taps, places) = (chunk.hidden1, chunk.hidden2, scratch.taps, footprint.hidden.count)
        gather(x, stride: stride, images: chunk.images.count, scratch)
        let bias = UnsafePointer(weights.bias?.pointer ?? values.pointer + firstBias.offset)
        // The bias of each pixel is the same for every image.
        let (turns, rows) = weights.bias == nil ? (1, h1.rows) : (chunk.images.count, places)
        for turn in 0..<turns {
            Scalar.kernels.products.product(
                scratch.patches.row(turn * rows), scratch.patches.columns, weights.first.pointer, 1, 1, 9 * inputs, 0,
                0, h1.row(turn * rows), h1.columns, rows, hidden, bias, weights.bias?.columns ?? 0, nil, 1)
        }
        let middleBias = UnsafePointer(values.pointer + middleBias.offset)
        if weights.middle.rows > 0 {
            Scalar.kernels.products.product(
                h1.pointer, h1.columns, weights.middle.pointer, 1, 1, hidden, 0, 0, h2.pointer, h2.columns, h2.rows,
                hidden, middleBias, 0, nil, 1)
        } else {
            Scalar.gemm(
                transposeA: false, transposeB: true, m: h1.rows, n: hidden, k: hidden, alpha: 1, a: h1.pointer,
                lda: h1.columns, b: values.pointer + middle.offset, ldb: hidden, beta: 0, c: h2.pointer,
                ldc: h2.columns)
            Scalar.kernels.products.biasRectifyRows(h2.pointer, h2.columns, middleBias, h2.rows, hidden)
        }
        Scalar.kernels.products.product(
            h2.pointer, h2.columns, weights.last.pointer, 1, 1, hidden, 0, 0, taps.pointer, taps.columns, h2.rows,
            9 * outputs, nil, 0, nil, 0)
        for image in 0..<chunk.images.count {
            Scalar.kernels.patches.sumTaps(
                taps.row(image * places), taps.columns, footprint.neighbours, footprint.outputs.count,
                values.pointer + lastBias.offset, scratch.zeros.pointer,
                chunk.scaleShift.pointer + image * footprint.outputs.count, chunk.scaleShift.columns, outputs)
        }
        border?.forward(chunk.scaleShift, keeping: chunk.raw, values)
    }

    /// The nine neighbours of every hidden pixel's inputs.
    func gather(
        _ x: UnsafePointer<Scalar>, stride: Int, images: Int, _ scratch: CouplingScratch<Scalar>
    ) {
        let (patches, shape) = (scratch.patches, footprint.shape)
        for image in 0..<images {
            Scalar.kernels.patches.gatherPatches(
                x + image * pixels, stride, inputs, shape.height, shape.width, footprint.hidden,
                footprint.hidden.count, scratch.bordered.pointer, patches.row(image * footprint.hidden.count),
                patches.columns)
        }
    }
}
