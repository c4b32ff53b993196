import Foundation

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
    /// Whether the coupling acts inside the hole alone, so that the flow is affine away from the hole.
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
    /// Whether the convolutions that start at zero are those of `BorderedScale`, as in the paper's code.
    public var bordersOutputs = false
    /// Whether a squeeze puts the four channels that come of one side by side, as in the paper's code, instead of the
    /// channels of one pixel of the square.
    public var squeezesByChannel = false

    /// The defaults above.
    public init() {}
}

/// What a flow's pass keeps for its backward pass. All give the same gradients, but for rounding.
public enum FlowMemory: Equatable, Sendable, Codable {
    /// Everything: the fastest, and much memory.
    case store
    /// Nothing but the result, from which each step is inverted again: a coupling's network runs once more. In Float a
    /// ReLU whose input is within rounding of zero may fall on its other side, which shows in single pixels.
    case recompute
    /// The input of every k-th step; the steps between are run again, in the same direction and with the same bits.
    case checkpoints(every: Int)
}

/// Why a flow cannot be built.
public enum FlowError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// Height or width cannot be halved once for each level.
    case sizeNotDivisible(shape: ImageShape, levels: Int)
    /// A setting that is out of its range.
    case setting(name: String, expected: String, got: String)
    /// The settings speak of a hole and there is none, or it has another size.
    case hole(expected: Int, got: Int?)
    /// A fixed tensor, read from a file perhaps, is not what it must be.
    case constant(name: String, expected: String)

    public var description: String {
        switch self {
        case .sizeNotDivisible(let shape, let levels):
            "a flow of \(levels) levels halves its images \(levels) times: height and width must be multiples of "
                + "\(1 << levels), got \(shape.height)×\(shape.width). Choose fewer levels or another image size."
        case .setting(let name, let expected, let got):
            "the flow's setting \(name) must be \(expected), got \(got)"
        case .hole(let expected, .none):
            "the flow's couplings are to see the hole or to be gated by it: give the hole, \(expected) pixels"
        case .hole(let expected, .some(let got)):
            "the hole must have one flag for each pixel of an image: expected \(expected), got \(got)"
        case .constant(let name, let expected):
            "the flow's tensor \(name) must be \(expected): the file is damaged, or not of a flow"
        }
    }

    public var errorDescription: String? { description }
}
