/// What a layer of unrolled proximal descent does after its gradient step: D(r) = a·r + s·R(r), with R a small convolutional
/// network that is normalised and clipped or not, or the soft threshold.
///
/// Where R is normalised, each of its convolutions is divided by its exact norm, so that R is 1-Lipschitz for *every* value of
/// the weights; and R is clipped to [−B, B], which keeps that and bounds what an iteration can reach.
public enum ProximalDenoiser: String, CaseIterable, Codable, Sendable {
    /// r + R(r), nothing is normalised: no guarantee.
    case free
    /// R(r): 1-Lipschitz.
    case lipschitz
    /// ½(r + R(r)): firmly nonexpansive.
    case firm
    /// q·R(r), q = 0.95: a contraction.
    case contractive
    /// The soft threshold by λ = e^θ, one parameter: firmly nonexpansive.
    case soft

    /// q of `contractive`.
    public static let contraction = 0.95

    /// a and s.
    public var shares: (identity: Double, network: Double) {
        switch self {
        case .free: (1, 1)
        case .lipschitz: (0, 1)
        case .firm: (0.5, 0.5)
        case .contractive: (0, Self.contraction)
        case .soft: (0, 0)
        }
    }

    /// Whether R is normalised and clipped.
    public var isNormalised: Bool { self != .free && self != .soft }
    /// Whether it has convolutions.
    public var hasNetwork: Bool { self != .soft }
    /// A number that D's Lipschitz constant does not exceed, whatever the weights; nil where there is none.
    public var lipschitzConstant: Double? {
        switch self {
        case .free: nil
        case .contractive: Self.contraction
        case .lipschitz, .firm, .soft: 1
        }
    }
}
