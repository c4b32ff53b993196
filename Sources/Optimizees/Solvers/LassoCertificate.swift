import Tensors

/// What is proven of a set of solved LASSO problems.
public struct LassoCertificate: Sendable, Equatable {
    /// How many samples were solved.
    public let samples: Int
    /// The gaps of those that were checked, by sample.
    public let gaps: [DualityGap]

    /// - Parameters:
    ///   - samples: how many samples were solved.
    ///   - gaps: of those checked, ascending by sample.
    public init(samples: Int, gaps: [DualityGap]) {
        self.samples = samples
        self.gaps = gaps
    }

    /// How many samples were checked.
    public var checked: Int { gaps.count }
    /// The sample with the largest relative gap; the first of equals; nil when none was checked.
    public var worst: DualityGap? { gaps.max { $0.relative < $1.relative } }
    /// The largest relative gap (f − dual)/f, before rounding; 0 when none was checked.
    public var worstGap: Double { worst?.relative ?? 0 }
    /// The median relative gap, before rounding; 0 when none was checked.
    public var medianGap: Double {
        guard !gaps.isEmpty else { return 0 }
        let sorted = gaps.map(\.relative).sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
    /// The largest relative suboptimality of the minimisers as they are handed out, rounded to Float: at most
    /// (f(rounded) − dual)/f(rounded). 0 when none was checked.
    public var worstRelativeSuboptimality: Double { gaps.map(\.roundedRelative).max() ?? 0 }

    /// The samples that are above a tolerance before they are rounded, or after.
    public func failures(tolerance: Double = 1e-6) -> [DualityGap] {
        gaps.filter { !($0.relative <= tolerance && $0.roundedRelative <= tolerance) }
    }

    /// Two certificates as one, the second's samples counted after the first's.
    public func appending(_ other: LassoCertificate) -> LassoCertificate {
        LassoCertificate(
            samples: samples + other.samples, gaps: gaps + other.gaps.map { $0.shifted(by: samples) })
    }
}

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
