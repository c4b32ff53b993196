import Tensors

/// One level of the flow: a squeeze, K steps, and a split, whose first channels go deeper and whose others become
/// latents.
public struct FlowLevel<Scalar: FlowScalar> {
    /// The squeeze on entry.
    public let squeeze: Squeeze<Scalar>
    /// The shape after the squeeze, in which the steps work.
    public let shape: ImageShape
    /// The K steps.
    public let steps: [FlowStep<Scalar>]
    /// Channels that go deeper; 0 on the last level.
    public let kept: Int
    /// The latents' distribution.
    public let prior: GaussianPrior<Scalar>
    /// Where this level's latents lie in a row of latents.
    public let latents: Range<Int>

    /// The shape of this level's latents.
    public var latentShape: ImageShape { shape.with(channels: shape.channels - kept) }
}
