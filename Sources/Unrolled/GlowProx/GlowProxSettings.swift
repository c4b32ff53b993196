/// What a GLOW-Prox network is made of.
public struct GlowProxSettings: Equatable, Sendable, Codable {
    /// Which text eqs. (22)–(25) are read from.
    public enum Semantics: String, Sendable, Codable, CaseIterable {
        /// The paper, with the sign of (22) that descends: the true mask, g = h⁻¹ exactly, all latents shrunk, ξ and ζ
        /// positive by a softplus.
        case paper
        /// What the authors' code computes (github.com/SMRhadou/UnrolledGlow), on images as they are: A = I and the sign
        /// of (22) as printed, so that the data step leads away from x; g not the inverse of h; the last level's latents
        /// shrunk alone; ξ and ζ rectified, from N(0, 0.01²); y_l, and what layers from the second on are fed, clamped to
        /// [0, 1]; convolutions as `BorderedScale` has them; squeezes channel by channel.
        ///
        /// Of the layers themselves these alone differ from that code: actnorm's factors are learnt as their logarithms,
        /// and the first batch's deviations, which they are set from, have n, not n − 1, in the denominator. Of the
        /// training: images have all their grey levels, not 32; weights are chosen on all validation images, not on one
        /// batch; steps, batch and sizes are the run's.
        case authors
    }

    /// See `Semantics`.
    public var semantics = Semantics.paper
    /// Each layer's flow.
    public var flow = FlowSettings()
    /// Whether all layers use one flow, so that ‖z_l‖ means the same in all of them; the paper gives each its own.
    public var sharesFlow = false
    /// Whether layer l's couplings act on the deepest l levels alone, so that coarse structure is filled before fine.
    public var isCoarseToFine = false
    /// What passes keep for the way back.
    public var memory = FlowMemory.store
    /// ξ_l before training, under the paper's semantics.
    public var step = 1.0
    /// ζ_1 … ζ_L before training; the last counts for all further layers.
    public var shrinkage = [0.25, 0.2, 0.15, 0.1, 0.05]
    /// The learning rate of ξ and ζ as a multiple of the flows'.
    public var scalarRate = 7.0

    /// The defaults above.
    public init() {}
}
