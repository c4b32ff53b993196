/// What a flow is made of. The defaults are the reference [50] (Kingma & Dhariwal, "Glow", 2018), of a small size.
public struct FlowSettings: Equatable, Sendable, Codable {
    /// How four pixels become four channels.
    public enum SqueezeKind: String, Sendable, Codable, CaseIterable {
        /// Each pixel of a 2×2 square its own channel.
        case pixel
        /// The orthogonal Haar transform of the square: LL, HH, LH, HL.
        case haar
    }

    /// Which channels of a level go on to the next; the others become latents.
    public enum Deeper: String, Sendable, Codable, CaseIterable {
        /// The first half.
        case half
        /// The first quarter: after a Haar squeeze the local means, LL.
        case quarter
    }

    /// What the 1×1 convolutions are before training.
    public enum MixingStart: String, Sendable, Codable, CaseIterable {
        /// A random rotation.
        case rotation
        /// The permutation that exchanges the two halves of the channels.
        case halfSwap
    }

    /// Levels, each of half the size of the one before. Height and width must be multiples of 2^levels.
    public var levels = 3
    /// K, the steps of a level.
    public var steps = 2
    /// Channels inside the coupling's network.
    public var hidden = 32
    /// See `SqueezeKind`.
    public var squeeze = SqueezeKind.pixel
    /// See `Deeper`.
    public var deeper = Deeper.half
    /// See `MixingStart`.
    public var mixing = MixingStart.rotation
    /// s_min in s = s_min + (1 − s_min)·sigmoid(a + 2): 0 is GLOW's own, 1 makes the coupling additive.
    public var minimumScale = 0.5
    /// Whether the coupling's network also sees the hole's share of each pixel.
    public var seesMask = false
    /// Whether it also sees each pixel's place: two channels from −1 to 1.
    public var seesCoordinates = false
    /// Whether the coupling acts inside the hole alone: its network's output is multiplied by the hole's footprint, so
    /// that the flow is affine away from the hole.
    public var isGated = false
    /// Levels, from the first on, whose couplings do nothing.
    public var closedLevels = 0
    /// Standard deviation of the weights of the coupling's first two convolutions before training.
    public var weightDeviation = 0.05
    /// Standard deviations of the biases of the coupling's first and second convolution before training.
    public var biasDeviations = [0.0, 0.0]
    /// Leaves actnorm's shifts as `initialise(from:)` sets them.
    public var freezesShift = false
    /// Leaves the bias of the coupling's last convolution at zero.
    public var freezesOutputBias = false
    /// Whether h standardises what a level splits off, as it must where g is to be its inverse. Without, h gives the
    /// split channels themselves and g still takes them for standardised ones: what the paper's code computes.
    public var standardises = true

    /// The defaults above.
    public init() {}
}
