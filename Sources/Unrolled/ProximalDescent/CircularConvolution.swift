import CKernels
import Tensors

/// A 3×3 convolution of images that close to a torus, plus a bias: y(p) = b + Σ_k W_k·x(p + δ_k), δ_k the nine neighbours.
///
/// Since the image has no edge, the convolution is a matrix for each frequency, and its norm is known exactly
/// (`ConvolutionNorm`). An image lies as (channels, height, width); the weight as (O, 3, 3, I), PyTorch's (O, I, 3, 3) with the
/// axes in the order 0, 2, 3, 1. `taps` is scratch memory of `tapCount` elements.
public struct CircularConvolution: Equatable, Sendable {
    /// I.
    public let inputs: Int
    /// O.
    public let outputs: Int
    /// The image's height in pixels.
    public let height: Int
    /// Its width.
    public let width: Int

    /// A convolution from I to O channels.
    public init(inputs: Int, outputs: Int, height: Int, width: Int) {
        (self.inputs, self.outputs, self.height, self.width) = (inputs, outputs, height, width)
    }

    /// The weight's sizes: (O, 3, 3, I).
    public var weightShape: [Int] { [outputs, 3, 3, inputs] }
    /// Elements of scratch memory that a pass needs.
    public var tapCount: Int { 9 * inputs * pixels }
    /// height · width.
    var pixels: Int { height * width }

    /// y = b + W * x: x (I, pixels), y (O, pixels).
    public func forward<Scalar: FlowScalar>(
        _ x: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>,
        taps: UnsafeMutablePointer<Scalar>, into y: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.kernels.circular.gatherTaps(x, taps, inputs, height, width)
        Scalar.kernels.flow.fillChannels(y, bias, outputs, pixels)
        Scalar.product(
            m: outputs, n: pixels, depth: 9 * inputs, a: weight, rowStep: 9 * inputs, depthStep: 1, b: taps,
            ldb: pixels, adds: true, into: y, ldc: pixels)
    }

    /// Adds the gradient in x, of that in y: `delta`, (O, pixels).
    public func backward<Scalar: FlowScalar>(
        _ delta: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>, taps: UnsafeMutablePointer<Scalar>,
        addingTo x: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.product(
            m: 9 * inputs, n: pixels, depth: outputs, a: weight, rowStep: 1, depthStep: 9 * inputs, b: delta,
            ldb: pixels, adds: false, into: taps, ldc: pixels)
        Scalar.kernels.circular.scatterTaps(taps, x, inputs, height, width)
    }

    /// Adds the gradient in the weight, ∂y·tapsᵀ.
    public func addWeightGradient<Scalar: FlowScalar>(
        _ x: UnsafePointer<Scalar>, delta: UnsafePointer<Scalar>, taps: UnsafeMutablePointer<Scalar>,
        to gradient: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.kernels.circular.gatherTaps(x, taps, inputs, height, width)
        Scalar.gemm(
            transposeA: false, transposeB: true, m: outputs, n: 9 * inputs, k: pixels, alpha: 1, a: delta, lda: pixels,
            b: taps, ldb: pixels, beta: 1, c: gradient, ldc: 9 * inputs)
    }

    /// Adds the gradient in the bias, the sums over pixels.
    public func addBiasGradient<Scalar: FlowScalar>(
        delta: UnsafePointer<Scalar>, to gradient: UnsafeMutablePointer<Scalar>
    ) {
        Scalar.kernels.flow.channelSums(delta, gradient, outputs, pixels)
    }
}

extension [CircularConvolution] {
    /// Scratch memory for any of them.
    func withTaps<Scalar>(of type: Scalar.Type, _ body: (UnsafeMutablePointer<Scalar>) -> Void) {
        withUnsafeTemporaryAllocation(of: type, capacity: map(\.tapCount).max() ?? 1) { buffer in
            if let taps = buffer.baseAddress { body(taps) }
        }
    }
}

/// What a convolution on a torus does beside its product, each with the arguments of `circular.h`.
struct CircularKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>

    let gatherTaps: @Sendable (Input, Output, Int, Int, Int) -> Void
    let scatterTaps: @Sendable (Output, Output, Int, Int, Int) -> Void
    let clip: @Sendable (Output, Scalar, Int) -> Void
    let clipBackward: @Sendable (Input, Scalar, Output, Int) -> Void
}

extension CircularKernels where Scalar == Float {
    static var loops: Self {
        Self(
            gatherTaps: dh_gather_circular_taps_f, scatterTaps: dh_scatter_circular_taps_f, clip: dh_clip_f,
            clipBackward: dh_clip_backward_f)
    }
}

extension CircularKernels where Scalar == Double {
    static var loops: Self {
        Self(
            gatherTaps: dh_gather_circular_taps_d, scatterTaps: dh_scatter_circular_taps_d, clip: dh_clip_d,
            clipBackward: dh_clip_backward_d)
    }
}
