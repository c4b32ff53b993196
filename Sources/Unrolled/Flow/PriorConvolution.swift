import Tensors

/// A 3×3 convolution of the channels that go deeper, zero outside the image: input (I, B·pixels), output (O, B·pixels).
public struct PriorConvolution<Scalar: FlowScalar>: Sendable {
    /// (O, 3, 3, I): PyTorch's (O, I, 3, 3) with the axes in the order 0, 2, 3, 1.
    public let weight: Parameter
    /// (O).
    public let bias: Parameter
    /// The image's size; channels are the input's.
    public let shape: ImageShape

    private var convolution: PaddedConvolution {
        PaddedConvolution(
            inputs: weight.columns / 9, outputs: weight.rows, height: shape.height, width: shape.width)
    }

    /// Elements of scratch memory for B images.
    func scratchCount(images: Int) -> Int { convolution.tapCount(images: images) }

    /// y = bias + W·taps, and leaves in `taps` what `backward` needs.
    public func forward(
        _ x: Matrix<Scalar>, into y: Matrix<Scalar>, _ values: Matrix<Scalar>, taps memory: Matrix<Scalar>
    ) {
        convolution.forward(
            x.pointer, weight: values.pointer + weight.offset, bias: values.pointer + bias.offset,
            images: x.columns / shape.pixels, taps: memory.pointer, into: y.pointer)
    }

    /// Adds ∂bias, ∂W = ∂y·tapsᵀ, and ∂x to `inputDelta`. Overwrites `taps`, which the forward pass of the same input
    /// has filled.
    public func backward(
        _ outputDelta: Matrix<Scalar>, into inputDelta: Matrix<Scalar>, _ values: Matrix<Scalar>,
        gradient: Matrix<Scalar>, taps memory: Matrix<Scalar>
    ) {
        let images = outputDelta.columns / shape.pixels
        convolution.addBiasGradient(outputDelta.pointer, images: images, to: gradient.pointer + bias.offset)
        convolution.addWeightGradient(
            outputDelta.pointer, taps: memory.pointer, images: images, to: gradient.pointer + weight.offset)
        convolution.backward(
            outputDelta.pointer, weight: values.pointer + weight.offset, images: images, taps: memory.pointer,
            addingTo: inputDelta.pointer)
    }
}
