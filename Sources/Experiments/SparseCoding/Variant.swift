import Descent

/// A way to train LISTA. All see the same data, starts, batches and numbers of steps, and, but for `standard-slow`, the
/// same learning rate.
public struct Variant: Sendable {
    /// Which layers the descent constraints bind, and how hard.
    public enum Constraint: String, Sendable {
        /// None: they are watched alone.
        case none
        /// All, ε.
        case all
        /// Layers 2…L, ε: the first is free.
        case fromSecond = "from-2"
        /// All, with the strong ε.
        case strong
    }

    /// Its name in tables and figures.
    public let id: String
    /// The constraints.
    public var constraint = Constraint.none
    /// Whether layers are fed noise during training.
    public var isNoisy = false
    /// In which order the layers learn.
    public var curriculum = Curriculum.endToEnd
    /// Its learning rate as a share of the others'.
    public var rateShare = 1.0
    /// Whether it starts from ISTA's own matrices.
    public var startsAsISTA = false

    /// The ten of the report.
    public static let all: [Variant] = [
        Variant(id: "standard"),
        Variant(id: "standard-noisy", isNoisy: true),
        Variant(id: "constrained", constraint: .all, isNoisy: true),
        Variant(id: "constrained-quiet", constraint: .all),
        Variant(id: "constrained-from-2", constraint: .fromSecond, isNoisy: true),
        Variant(id: "constrained-strong", constraint: .strong, isNoisy: true),
        Variant(id: "incremental", curriculum: .incremental),
        Variant(id: "layerwise", curriculum: .layerwise),
        Variant(id: "standard-slow", rateShare: 0.1),
        Variant(id: "standard-ista", startsAsISTA: true),
    ]
}
