import CKernels

/// What a convolution in Winograd's form does beside its products, each with the arguments of `winograd.h`.
struct WinogradKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>

    let weights: @Sendable (Input, Output, Int, Int, Int) -> Void
    let weightsBackward: @Sendable (Input, Int, Int, Output, Int, Int) -> Void
    let input: @Sendable (Input, Int, Int, Int, Int, Int, Int, Output, Int) -> Void
    let inputBackward: @Sendable (Output, Int, Int, Int, Int, Int, Int, Input, Int) -> Void
    let output: @Sendable (Output, Input, Int, Int, Int, Int, Int, Int, Input, Int) -> Void
    let outputBackward: @Sendable (Input, Int, Int, Int, Int, Int, Int, Output, Int) -> Void
    let fourPixels: @Sendable (Input, Input, Input, Output, Int, Int, Int) -> Void
    let fourPixelsBackward: @Sendable (Input, Input, Output, Int, Int, Int) -> Void
}

extension WinogradKernels where Scalar == Float {
    static var loops: Self {
        Self(
            weights: dh_winograd_weights_f, weightsBackward: dh_winograd_weights_backward_f,
            input: dh_winograd_input_f, inputBackward: dh_winograd_input_backward_f, output: dh_winograd_output_f,
            outputBackward: dh_winograd_output_backward_f, fourPixels: dh_four_pixels_f,
            fourPixelsBackward: dh_four_pixels_backward_f)
    }
}

extension WinogradKernels where Scalar == Double {
    static var loops: Self {
        Self(
            weights: dh_winograd_weights_d, weightsBackward: dh_winograd_weights_backward_d,
            input: dh_winograd_input_d, inputBackward: dh_winograd_input_backward_d, output: dh_winograd_output_d,
            outputBackward: dh_winograd_output_backward_d, fourPixels: dh_four_pixels_d,
            fourPixelsBackward: dh_four_pixels_backward_d)
    }
}
