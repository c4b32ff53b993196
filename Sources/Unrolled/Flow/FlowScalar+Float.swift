import CKernels
import Tensors

extension Float: FlowScalar {
    /// The loops in single precision.
    public static let flow = FlowKernels<Float>(
        channelsFromRows: dh_channels_from_rows_f,
        rowsFromChannels: dh_rows_from_channels_f,
        squeeze: dh_squeeze_f,
        unsqueeze: dh_unsqueeze_f,
        actnorm: dh_actnorm_f,
        actnormInverse: dh_actnorm_inverse_f,
        biasRectify: dh_bias_rectify_f,
        biasRectifyBackward: dh_bias_rectify_backward_f,
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
