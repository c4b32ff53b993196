import Tensors

/// Minimisers with the proof of how good they are.
public struct LassoSolution {
    /// y*(x), rounded to Float: (n, d).
    public let minimisers: Matrix<Float>
    /// Duality gaps of the minimisers before they were rounded.
    public let certificate: LassoCertificate
}

/// Which samples' duality gaps are computed. All samples are solved alike.
public enum CertificateScope: Sendable, Equatable {
    /// Every sample.
    case all
    /// `count` samples drawn at random without replacement by a stream of this seed.
    case sample(count: Int, seed: UInt64)
    /// No sample.
    case none

    /// For each of `samples`, whether its gap is computed.
    func chosen(of samples: Int) -> [Bool] {
        switch self {
        case .all: return [Bool](repeating: true, count: samples)
        case .none: return [Bool](repeating: false, count: samples)
        case .sample(let count, let seed):
            var stream = RandomStream(seed: seed, name: "lasso/certificate")
            var chosen = [Bool](repeating: false, count: samples)
            for index in stream.permutation(of: samples).prefix(max(count, 0)) { chosen[index] = true }
            return chosen
        }
    }
}
