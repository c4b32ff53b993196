/// Holm's step-down correction of p-values of a family of hypotheses.
public enum Holm {
    /// A hypothesis among its family.
    public struct Step: Equatable, Sendable {
        /// The p-value that can be held against the family's level.
        public var adjusted: Double
        /// The level at which this hypothesis alone was tested: its interval with this level decides as `adjusted` does.
        public var level: Double
    }

    /// For p-values in any order, in the same order: the i-th smallest of m is adjusted to max_{j ≤ i} min(1, (m − j + 1) p_j)
    /// and tested at level/(m − i + 1), until one is not rejected, at whose level all that follow are tested, too.
    public static func steps(_ values: [Double], level: Double) -> [Step] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var steps = values.map { _ in Step(adjusted: 1, level: level) }
        var (largest, stopped) = (0.0, Double?.none)
        for (rank, index) in order.enumerated() {
            let left = Double(values.count - rank)
            largest = max(largest, min(1, left * values[index]))
            let own = stopped ?? level / left
            if stopped == nil, largest > level { stopped = own }
            steps[index] = Step(adjusted: largest, level: own)
        }
        return steps
    }
}
