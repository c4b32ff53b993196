/// What a layer of unrolled proximal descent does after its gradient step. With a small convolutional network R it is
/// D(r) = a·r + s·R(r); without, thresholds.
///
/// Where weights are normalised, each convolution is divided by its exact norm, so that what is said here holds for *every*
/// value of the weights. A normalised R is clipped to [−B, B], too, which bounds what an iteration can reach.
public enum ProximalDenoiser: String, CaseIterable, Codable, Sendable {
    /// r + R(r), nothing is normalised: no guarantee.
    case free
    /// R(r): 1-Lipschitz.
    case lipschitz
    /// ½(r + R(r)): firmly nonexpansive.
    case firm
    /// q·R(r), q = 0.95: a contraction.
    case contractive
    /// Wᵀ·S_λ(W·r), W one convolution with the norm 1, λ_i = e^{θ_i} a threshold a channel: firmly nonexpansive, as thresholds
    /// are and ‖W‖ ≤ 1. A proximal neural network of Hasannasab et al. (2020) with one layer.
    case frame
    /// The soft threshold by λ = e^θ, one parameter: firmly nonexpansive.
    case soft

    /// q of `contractive`.
    public static let contraction = 0.95

    /// a and s; none of thresholds.
    public var shares: (identity: Double, network: Double) {
        switch self {
        case .free: (1, 1)
        case .lipschitz: (0, 1)
        case .firm: (0.5, 0.5)
        case .contractive: (0, Self.contraction)
        case .frame, .soft: (0, 0)
        }
    }

    /// Whether it is made of R.
    public var hasNetwork: Bool { self != .frame && self != .soft }
    /// Whether convolutions are divided by their norms.
    public var isNormalised: Bool { self != .free && self != .soft }
    /// Whether R is clipped.
    public var isClipped: Bool { hasNetwork && isNormalised }
    /// Whether it is firmly nonexpansive, whatever the weights.
    public var isFirm: Bool { [.firm, .frame, .soft].contains(self) }
    /// A number that D's Lipschitz constant does not exceed, whatever the weights; nil where there is none.
    public var lipschitzConstant: Double? {
        switch self {
        case .free: nil
        case .contractive: Self.contraction
        case .lipschitz, .firm, .frame, .soft: 1
        }
    }

    /// Channels from the image on.
    func channels(_ inside: Int) -> [Int] {
        switch self {
        case .soft: []
        case .frame: [1, inside]
        default: [1, inside, inside, 1]
        }
    }
}
