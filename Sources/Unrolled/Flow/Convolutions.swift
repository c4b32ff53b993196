import Tensors

/// A 3×3 convolution from few channels, zero outside the image, without its bias: the nine neighbours of every input
/// are gathered, (I·9, B·pixels), and one product with the weight (O, I·9) does the rest.
public struct InputConvolution<Scalar: FlowScalar>: Sendable {
    /// (O, I, 3, 3): the channels of x first, then those of `condition`.
    public let weight: Parameter
    /// Channels of x.
    public let channels: Int
    /// The image's size; its channels are `channels`.
    public let shape: ImageShape
    /// Input channels that are the same for every image: (E, pixels).
    public let condition: Matrix<Scalar>?

    private var taps: Int { weight.columns }

    /// Elements of scratch memory for B images.
    func scratchCount(images: Int) -> Int { taps * images * shape.pixels }

    /// Fills `columns` (I·9, B·pixels) from x, whose channels are `stride` apart, and `condition`.
    public func gather(_ x: UnsafePointer<Scalar>, stride: Int, images: Int, into columns: Matrix<Scalar>) {
        Scalar.flow.gatherTaps(
            x, stride, shape.pixels, columns.pointer, channels, images, shape.height, shape.width, 1)
        guard let condition else { return }
        Scalar.flow.gatherTaps(
            condition.pointer, shape.pixels, 0, columns.pointer + 9 * channels * images * shape.pixels, condition.rows,
            images, shape.height, shape.width, 1)
    }

    /// y (O, B·pixels) = W·columns.
    public func forward(columns: Matrix<Scalar>, into y: Matrix<Scalar>, _ values: Matrix<Scalar>) {
        Scalar.gemm(
            transposeA: false, transposeB: false, m: y.rows, n: y.columns, k: taps, alpha: 1,
            a: values.pointer + weight.offset, lda: taps, b: columns.pointer, ldb: y.columns, beta: 0, c: y.pointer,
            ldc: y.columns)
    }

    /// Adds ∂W = ∂y·columnsᵀ, then adds ∂x to `inputDelta`, whose channels are `stride` apart. Overwrites `columns`.
    public func backward(
        columns: Matrix<Scalar>, _ delta: Matrix<Scalar>, into inputDelta: UnsafeMutablePointer<Scalar>, stride: Int,
        _ values: Matrix<Scalar>, gradient: Matrix<Scalar>
    ) {
        let count = delta.columns
        Scalar.gemm(
            transposeA: false, transposeB: true, m: delta.rows, n: taps, k: count, alpha: 1, a: delta.pointer,
            lda: count, b: columns.pointer, ldb: count, beta: 1, c: gradient.pointer + weight.offset, ldc: taps)
        Scalar.gemm(
            transposeA: true, transposeB: false, m: 9 * channels, n: count, k: delta.rows, alpha: 1,
            a: values.pointer + weight.offset, lda: taps, b: delta.pointer, ldb: count, beta: 0, c: columns.pointer,
            ldc: count)
        Scalar.flow.scatterTaps(
            columns.pointer, inputDelta, stride, channels, count / shape.pixels, shape.height, shape.width, -1)
    }
}

/// A 3×3 convolution to few channels, zero outside the image: one product gives the nine taps of every output channel,
/// which are then added up shifted. Nine times the *output* channels pass through memory, not nine times the inputs.
///
/// Input (I, B·pixels), output (O, B·pixels). The weight lies as (O, 3, 3, I).
public struct OutputConvolution<Scalar: FlowScalar>: Sendable {
    /// (O, 3, 3, I): PyTorch's (O, I, 3, 3) with the axes in the order 0, 2, 3, 1.
    public let weight: Parameter
    /// (O).
    public let bias: Parameter
    /// The image's size; channels are the input's.
    public let shape: ImageShape

    private var outputs: Int { bias.count }

    /// Elements of scratch memory for B images.
    func scratchCount(images: Int) -> Int { 9 * outputs * images * shape.pixels }

    /// y = bias + Σ_k shift_k(W_k·x).
    public func forward(
        _ x: Matrix<Scalar>, into y: Matrix<Scalar>, _ values: Matrix<Scalar>, taps: Matrix<Scalar>
    ) {
        Scalar.gemm(
            transposeA: false, transposeB: false, m: 9 * outputs, n: x.columns, k: x.rows, alpha: 1,
            a: values.pointer + weight.offset, lda: x.rows, b: x.pointer, ldb: x.columns, beta: 0, c: taps.pointer,
            ldc: x.columns)
        Scalar.flow.fillChannels(y.pointer, values.pointer + bias.offset, outputs, y.columns)
        Scalar.flow.scatterTaps(
            taps.pointer, y.pointer, y.columns, outputs, x.columns / shape.pixels, shape.height, shape.width, 1)
    }

    /// ∂x ← Σ_k W_kᵀ·shift_{−k}(∂y), added to what is there where `beta` is 1; adds ∂W_k = shift_{−k}(∂y)·xᵀ, ∂bias.
    public func backward(
        input x: Matrix<Scalar>, _ outputDelta: Matrix<Scalar>, into inputDelta: Matrix<Scalar>, beta: Scalar,
        _ values: Matrix<Scalar>, gradient: Matrix<Scalar>, taps: Matrix<Scalar>
    ) {
        let columns = x.columns
        if bias.isLearnt {
            Scalar.flow.channelSums(outputDelta.pointer, gradient.pointer + bias.offset, outputs, columns)
        }
        Scalar.flow.gatherTaps(
            outputDelta.pointer, columns, shape.pixels, taps.pointer, outputs, columns / shape.pixels, shape.height,
            shape.width, -1)
        Scalar.gemm(
            transposeA: false, transposeB: true, m: 9 * outputs, n: x.rows, k: columns, alpha: 1, a: taps.pointer,
            lda: columns, b: x.pointer, ldb: columns, beta: 1, c: gradient.pointer + weight.offset, ldc: x.rows)
        Scalar.gemm(
            transposeA: true, transposeB: false, m: x.rows, n: columns, k: 9 * outputs, alpha: 1,
            a: values.pointer + weight.offset, lda: x.rows, b: taps.pointer, ldb: columns, beta: beta,
            c: inputDelta.pointer, ldc: columns)
    }
}
