import CKernels

/// Images of half the sides, and back, in C, each with the arguments of `pooling.h`.
struct PoolingKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>

    let maximum: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let maximumBackward: @Sendable (Input, Input, Output, Int, Int, Int, Int) -> Void
    let repeatPixels: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let repeatPixelsBackward: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
}

extension PoolingKernels where Scalar == Float {
    static var loops: Self {
        Self(
            maximum: dh_max_pool_f, maximumBackward: dh_max_pool_backward_f, repeatPixels: dh_repeat_pixels_f,
            repeatPixelsBackward: dh_repeat_pixels_backward_f)
    }
}

extension PoolingKernels where Scalar == Double {
    static var loops: Self {
        Self(
            maximum: dh_max_pool_d, maximumBackward: dh_max_pool_backward_d, repeatPixels: dh_repeat_pixels_d,
            repeatPixelsBackward: dh_repeat_pixels_backward_d)
    }
}
