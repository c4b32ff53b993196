import Tensors

/// A 3×3 convolution of images that are zero outside, plus a bias: the nine neighbours are gathered, (9·I, B·pixels), and one product
/// with the weight (O, 9·I) does the rest.
///
/// A batch lies channel by channel: input (I, B·pixels), output (O, B·pixels). The weight lies as (O, 3, 3, I): PyTorch's (O, I, 3, 3)
/// with the axes in the order 0, 2, 3, 1. `taps` is scratch memory of `tapCount` elements.
struct PaddedConvolution: Equatable, Sendable {
    /// I and O.
    let inputs: Int
    let outputs: Int
    let height: Int
    let width: Int

    var pixels: Int { height * width }
    private var depth: Int { 9 * inputs }

    /// Elements of scratch memory for B images.
    func tapCount(images: Int) -> Int { depth * images * pixels }

    /// y = bias + W·taps, and leaves in `taps` what the weight's gradient needs.
    func forward<Scalar: FlowScalar>(
        _ x: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, images: Int,
        taps: UnsafeMutablePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>
    ) {
        let columns = images * pixels
        Scalar.kernels.flow.gatherTaps(x, taps, inputs, images, height, width)
        Scalar.kernels.flow.fillChannels(y, bias, outputs, columns)
        Scalar.gemm(
            transposeA: false, transposeB: false, m: outputs, n: columns, k: depth, alpha: 1, a: weight, lda: depth,
            b: taps, ldb: columns, beta: 1, c: y, ldc: columns)
    }

    /// Adds ∂W = ∂y·tapsᵀ, of the taps of the same input.
    func addWeightGradient<Scalar: FlowScalar>(
        _ delta: UnsafePointer<Scalar>, taps: UnsafePointer<Scalar>, images: Int,
        to gradient: UnsafeMutablePointer<Scalar>
    ) {
        let columns = images * pixels
        Scalar.gemm(
            transposeA: false, transposeB: true, m: outputs, n: depth, k: columns, alpha: 1, a: delta, lda: columns,
            b: taps, ldb: columns, beta: 1, c: gradient, ldc: depth)
    }

    /// Adds ∂bias, the sums over pixels.
    func addBiasGradient<Scalar: FlowScalar>(
        _ delta: UnsafePointer<Scalar>, images: Int, to gradient: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.kernels.flow.channelSums(delta, gradient, outputs, images * pixels)
    }

    /// Adds ∂x. Overwrites `taps`.
    func backward<Scalar: FlowScalar>(
        _ delta: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>, images: Int,
        taps: UnsafeMutablePointer<Scalar>, addingTo x: UnsafeMutablePointer<Scalar>
    ) {
        let columns = images * pixels
        Scalar.gemm(
            transposeA: true, transposeB: false, m: depth, n: columns, k: outputs, alpha: 1, a: weight, lda: depth,
            b: delta, ldb: columns, beta: 0, c: taps, ldc: columns)
        Scalar.kernels.flow.scatterTaps(taps, x, inputs, images, height, width)
    }
}
