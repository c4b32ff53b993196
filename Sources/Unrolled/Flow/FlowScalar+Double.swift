import CKernels
import Tensors

extension Double: FlowScalar {
    /// The loops in double precision.
    public static let flow = FlowKernels<Double>(
        channelsFromRows: dh_channels_from_rows_d,
        rowsFromChannels: dh_rows_from_channels_d,
        squeeze: dh_squeeze_d,
        unsqueeze: dh_unsqueeze_d,
        actnorm: dh_actnorm_d,
        actnormInverse: dh_actnorm_inverse_d,
        biasRectify: dh_bias_rectify_d,
        biasRectifyBackward: dh_bias_rectify_backward_d,
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
