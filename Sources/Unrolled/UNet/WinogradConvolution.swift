import Tensors

/// A 3×3 convolution of images that are zero outside, plus a bias, rectified: in Winograd's form, 16 products for each square of 2×2
/// pixels in place of 36 (`winograd.h` has the equations).
///
/// Up to eight images go through together, and lie as (channels, height, width, images). The weight lies as (O, 3, 3, I): PyTorch's
/// (O, I, 3, 3) with the axes in the order 0, 2, 3, 1. What comes of an image depends on no other one, to the last bit. `scratch` is
/// memory of `scratchCount` elements.
struct WinogradConvolution<Scalar: FlowScalar>: Equatable, Sendable {
    /// Elements that are read.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>

    /// I and O.
    let inputs: Int
    let outputs: Int
    let height: Int
    let width: Int

    /// Images that go through together, at most: as many as kernels have lanes.
    static var imagesTogether: Int { 8 }

    var pixels: Int { height * width }
    /// The weight's sizes.
    var weightShape: [Int] { [outputs, 3, 3, inputs] }
    var squares: Int { (height + 1) / 2 * ((width + 1) / 2) }
    /// Of 2×2 pixels each pixel sees all, and the 16 products are the whole sum, without transforms.
    var isDirect: Bool { height == 2 && width == 2 }
    /// Elements of the transforms of the weight, none where there are none.
    var transformCount: Int { isDirect ? 0 : 16 * transformStep }
    private var transformStep: Int { outputs * inputs + 16 }
    private var kernels: WinogradKernels<Scalar> { Scalar.kernels.winograd }

    /// Enough for either pass of at most `imagesTogether` images.
    var scratchCount: Int {
        max(Passes(self, images: Self.imagesTogether).count, Gradients(self, images: Self.imagesTogether).count)
    }

    /// How a pass uses its scratch memory: sixteen transforms each of some squares of x and of y, a line apart, since those a power
    /// of two apart would drive each other from the cache.
    private struct Passes {
        /// Squares at a time, whose columns fill a tile of a product.
        let together: Int
        let input: Int
        let output: Int
        var count: Int { 16 * (input + output) }

        init(_ convolution: WinogradConvolution, images: Int) {
            together = min(convolution.squares, max(1, 32 / images))
            input = convolution.inputs * together * images + 16
            output = convolution.outputs * together * images + 16
        }
    }

    /// The transforms of the weight, (16, O, I), that both passes take.
    func transform(_ weight: Input, into transform: Output) {
        if !isDirect { kernels.weights(weight, transform, transformStep, outputs, inputs) }
    }

    /// y = max(bias + W∗x, 0).
    func forward(_ x: Input, weight: Input, transform: Input, bias: Input, images: Int, scratch: Output, into y: Output)
    {
        if isDirect { return kernels.fourPixels(x, weight, bias, y, outputs, inputs, images) }
        let parts = Passes(self, images: images)
        let (v, m) = (scratch, scratch + 16 * parts.input)
        for first in stride(from: 0, to: squares, by: parts.together) {
            let count = min(parts.together, squares - first)
            kernels.input(x, inputs, height, width, images, first, count, v, parts.input)
            for k in 0..<16 {
                Scalar.product(
                    m: outputs, n: count * images, depth: inputs, a: transform + k * transformStep, rowStep: inputs,
                    depthStep: 1, b: v + k * parts.input, ldb: count * images, adds: false,
                    into: m + k * parts.output, ldc: count * images)
            }
            kernels.output(y, bias, outputs, height, width, images, first, count, m, parts.output)
        }
    }

    /// ∂x from ∂y, the gradient in what is rectified.
    func backward(_ delta: Input, weight: Input, transform: Input, images: Int, scratch: Output, into x: Output) {
        if isDirect { return kernels.fourPixelsBackward(delta, weight, x, outputs, inputs, images) }
        let parts = Passes(self, images: images)
        let (v, m) = (scratch, scratch + 16 * parts.input)
        for first in stride(from: 0, to: squares, by: parts.together) {
            let count = min(parts.together, squares - first)
            kernels.outputBackward(delta, outputs, height, width, images, first, count, m, parts.output)
            for k in 0..<16 {
                Scalar.product(
                    m: inputs, n: count * images, depth: outputs, a: transform + k * transformStep, rowStep: 1,
                    depthStep: inputs, b: m + k * parts.output, ldb: count * images, adds: false,
                    into: v + k * parts.input, ldc: count * images)
            }
            kernels.inputBackward(x, inputs, height, width, images, first, count, v, parts.input)
        }
    }
}
