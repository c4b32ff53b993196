import CKernels

/// The elementwise loops of the flow, each with the arguments of `flow.inc` or `plu.inc`, where its equation is.
struct FlowKernels<Scalar>: Sendable {
    /// Read-only elements.
    typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    typealias Output = UnsafeMutablePointer<Scalar>
    /// One number for each image, or none.
    typealias PerImage = UnsafeMutablePointer<Double>?

    let channelsFromRows: @Sendable (Input, Int, Output, Int, Int, Int) -> Void
    let rowsFromChannels: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let squeeze: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let unsqueeze: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let actnorm: @Sendable (Input, Output, Input, Input, Int, Int) -> Void
    let actnormInverse: @Sendable (Input, Output, Input, Input, Int, Int) -> Void
    let channelSums: @Sendable (Input, Output, Int, Int) -> Void
    let channelProducts: @Sendable (Input, Input, Scalar, Output, Int, Int) -> Void
    let channelMoments: @Sendable (Input, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, Int, Int) -> Void
    let fillChannels: @Sendable (Output, Input, Int, Int) -> Void
    let gatherTaps: @Sendable (Input, Output, Int, Int, Int, Int) -> Void
    let scatterTaps: @Sendable (Output, Output, Int, Int, Int, Int) -> Void
    let coupling: @Sendable (Output, Output, Int, Int, Int, Int, Scalar, PerImage) -> Void
    let couplingInverse: @Sendable (Output, Output, Int, Int, Int, Int, Scalar) -> Void
    let couplingEncodeBackward:
        @Sendable (Input, Input, Output, Int, Output, Int, Int, Int, Scalar, UnsafePointer<Double>?) -> Void
    let couplingDecodeBackward: @Sendable (Input, Input, Output, Int, Output, Int, Int, Int, Scalar) -> Void
    let standardise: @Sendable (Input, Input, Output, Int, Int, Int, PerImage) -> Void
    let unstandardise: @Sendable (Input, Input, Output, Int) -> Void
    let standardiseBackward: @Sendable (Output, Input, Output, Int, Int, Int, UnsafePointer<Double>?) -> Void
    let unstandardiseBackward: @Sendable (Output, Input, Output, Int) -> Void
    let pluCompose: @Sendable (Input, Input, Input, Output, Output, Int, UnsafeMutablePointer<Double>) -> Void
    let pluBackward: @Sendable (Input, Input, Input, Input, Output, Double, Int, UnsafeMutablePointer<Double>) -> Void
}

extension FlowKernels where Scalar == Float {
    static var loops: Self {
        Self(
            channelsFromRows: dh_channels_from_rows_f,
            rowsFromChannels: dh_rows_from_channels_f,
            squeeze: dh_squeeze_f,
            unsqueeze: dh_unsqueeze_f,
            actnorm: dh_actnorm_f,
            actnormInverse: dh_actnorm_inverse_f,
            channelSums: dh_channel_sums_f,
            channelProducts: dh_channel_products_f,
            channelMoments: dh_channel_moments_f,
            fillChannels: dh_fill_channels_f,
            gatherTaps: dh_gather_taps_f,
            scatterTaps: dh_scatter_taps_f,
            coupling: dh_coupling_f,
            couplingInverse: dh_coupling_inverse_f,
            couplingEncodeBackward: dh_coupling_encode_backward_f,
            couplingDecodeBackward: dh_coupling_decode_backward_f,
            standardise: dh_standardise_f,
            unstandardise: dh_unstandardise_f,
            standardiseBackward: dh_standardise_backward_f,
            unstandardiseBackward: dh_unstandardise_backward_f,
            pluCompose: dh_plu_compose_f,
            pluBackward: dh_plu_backward_f)
    }
}

extension FlowKernels where Scalar == Double {
    static var loops: Self {
        Self(
            channelsFromRows: dh_channels_from_rows_d,
            rowsFromChannels: dh_rows_from_channels_d,
            squeeze: dh_squeeze_d,
            unsqueeze: dh_unsqueeze_d,
            actnorm: dh_actnorm_d,
            actnormInverse: dh_actnorm_inverse_d,
            channelSums: dh_channel_sums_d,
            channelProducts: dh_channel_products_d,
            channelMoments: dh_channel_moments_d,
            fillChannels: dh_fill_channels_d,
            gatherTaps: dh_gather_taps_d,
            scatterTaps: dh_scatter_taps_d,
            coupling: dh_coupling_d,
            couplingInverse: dh_coupling_inverse_d,
            couplingEncodeBackward: dh_coupling_encode_backward_d,
            couplingDecodeBackward: dh_coupling_decode_backward_d,
            standardise: dh_standardise_d,
            unstandardise: dh_unstandardise_d,
            standardiseBackward: dh_standardise_backward_d,
            unstandardiseBackward: dh_unstandardise_backward_d,
            pluCompose: dh_plu_compose_d,
            pluBackward: dh_plu_backward_d)
    }
}
