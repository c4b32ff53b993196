import Tensors

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
