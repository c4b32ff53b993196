import Tensors

/// A 3×3 convolution of the channels that go deeper, zero outside the image: their nine neighbours are gathered,
/// (9·I, B·pixels), and one product with the weight (O, 9·I) does the rest.
///
/// Input (I, B·pixels), output (O, B·pixels). The weight lies as (O, 3, 3, I).
public struct PriorConvolution<Scalar: FlowScalar>: Sendable {
    /// (O, 3, 3, I): PyTorch's (O, I, 3, 3) with the axes in the order 0, 2, 3, 1.
    public let weight: Parameter
    /// (O).
    public let bias: Parameter
    /// The image's size; channels are the input's.
    public let shape: ImageShape

    private var taps: Int { weight.columns }

    /// Elements of scratch memory for B images.
    func scratchCount(images: Int) -> Int { taps * images * shape.pixels }

    /// y = bias + W·taps, and leaves in `taps` what `backward` needs.
    public func forward(
        _ x: Matrix<Scalar>, into y: Matrix<Scalar>, _ values: Matrix<Scalar>, taps memory: Matrix<Scalar>
    ) {
        Scalar.kernels.flow.gatherTaps(
            x.pointer, memory.pointer, x.rows, x.columns / shape.pixels, shape.height, shape.width)
        Scalar.kernels.flow.fillChannels(y.pointer, values.pointer + bias.offset, y.rows, y.columns)
        Scalar.gemm(
            transposeA: false, transposeB: false, m: y.rows, n: y.columns, k: taps, alpha: 1,
            a: values.pointer + weight.offset, lda: taps, b: memory.pointer, ldb: y.columns, beta: 1, c: y.pointer,
            ldc: y.columns)
    }

    /// Adds ∂bias, ∂W = ∂y·tapsᵀ, and ∂x to `inputDelta`. Overwrites `taps`, which the forward pass of the same input
    /// has filled.
    public func backward(
        _ outputDelta: Matrix<Scalar>, into inputDelta: Matrix<Scalar>, _ values: Matrix<Scalar>,
        gradient: Matrix<Scalar>, taps memory: Matrix<Scalar>
    ) {
        let (outputs, columns) = (outputDelta.rows, outputDelta.columns)
        Scalar.kernels.flow.channelSums(outputDelta.pointer, gradient.pointer + bias.offset, outputs, columns)
        Scalar.gemm(
            transposeA: false, transposeB: true, m: outputs, n: taps, k: columns, alpha: 1, a: outputDelta.pointer,
            lda: columns, b: memory.pointer, ldb: columns, beta: 1, c: gradient.pointer + weight.offset, ldc: taps)
        Scalar.gemm(
            transposeA: true, transposeB: false, m: taps, n: columns, k: outputs, alpha: 1,
            a: values.pointer + weight.offset, lda: taps, b: outputDelta.pointer, ldb: columns, beta: 0,
            c: memory.pointer, ldc: columns)
        Scalar.kernels.flow.scatterTaps(
            memory.pointer, inputDelta.pointer, inputDelta.rows, columns / shape.pixels, shape.height, shape.width)
    }
}
