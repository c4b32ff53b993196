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
