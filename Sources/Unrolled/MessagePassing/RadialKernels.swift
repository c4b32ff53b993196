import CKernels

/// Denoisers w(|r|²)·r of complex images in C, each with the arguments of `radial.h`.
struct RadialKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>

    let bernoulliGauss: @Sendable (Input, Input, Scalar, Scalar, Output, Output, Int, Int) -> Void
    let softThreshold: @Sendable (Input, Input, Output, Output, Int, Int) -> Void
    let knots: @Sendable (Input, Input, Input, Int, Scalar, Output, Output, Int, Int) -> Void
    let knotsGradient: @Sendable (Input, Input, Input, Int, Scalar, UnsafeMutablePointer<Double>, Int, Int) -> Void
    let apply: @Sendable (Input, Input, Output, Int, Int) -> Void
    let divergence: @Sendable (Input, Input, Input, Output, Int, Int) -> Void
    let backward: @Sendable (Input, Input, Input, Input, Output, Int, Int) -> Void
    let planes: @Sendable (Input, Input, Input, Output, Int, Int) -> Void
    let planesBackward: @Sendable (Input, Input, Input, Output, Int, Int) -> Void
    let varianceSlopes: @Sendable (Input, Input, Input, Input, Scalar, Input, Input, Output, Int, Int) -> Void
    let planesSlopes: @Sendable (Input, Input, Output, Int, Int) -> Void
}

extension RadialKernels where Scalar == Float {
    static var loops: Self {
        Self(
            bernoulliGauss: dh_radial_bernoulli_gauss_f, softThreshold: dh_radial_soft_threshold_f,
            knots: dh_radial_knots_f, knotsGradient: dh_radial_knots_gradient_f,
            apply: dh_radial_apply_f, divergence: dh_radial_divergence_f, backward: dh_radial_backward_f,
            planes: dh_radial_planes_f, planesBackward: dh_radial_planes_backward_f,
            varianceSlopes: dh_radial_variance_slopes_f, planesSlopes: dh_radial_planes_slopes_f)
    }
}

extension RadialKernels where Scalar == Double {
    static var loops: Self {
        Self(
            bernoulliGauss: dh_radial_bernoulli_gauss_d, softThreshold: dh_radial_soft_threshold_d,
            knots: dh_radial_knots_d, knotsGradient: dh_radial_knots_gradient_d,
            apply: dh_radial_apply_d, divergence: dh_radial_divergence_d, backward: dh_radial_backward_d,
            planes: dh_radial_planes_d, planesBackward: dh_radial_planes_backward_d,
            varianceSlopes: dh_radial_variance_slopes_d, planesSlopes: dh_radial_planes_slopes_d)
    }
}
