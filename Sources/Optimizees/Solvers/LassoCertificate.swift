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

    /// The samples whose gap is above a tolerance.
    public func failures(tolerance: Double = 1e-6) -> [DualityGap] { gaps.filter { !($0.relative <= tolerance) } }

    /// Two certificates as one, the second's samples counted after the first's.
    public func appending(_ other: LassoCertificate) -> LassoCertificate {
        LassoCertificate(
            samples: samples + other.samples, gaps: gaps + other.gaps.map { $0.shifted(by: samples) })
    }
}
