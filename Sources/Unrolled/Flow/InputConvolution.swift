import Tensors

/// A 3×3 convolution from few channels, zero outside the image, without its bias: the nine neighbours of every input
/// are gathered, (I·9, B·pixels), and one product with the weight (O, I·9) does the rest.
public struct InputConvolution<Scalar: FlowScalar>: @unchecked Sendable {
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
