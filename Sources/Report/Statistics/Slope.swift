/// Least-squares slopes with intervals.
public enum Slope {
    /// The mean slope of `samples[k]` (paired differences, say) against `levels[k]`.
    ///
    /// Each seed and example has its own slope b_si = Σ_k (p_k − p̄) d_ksi / Σ_k (p_k − p̄)², and their mean is the
    /// slope of the means: the interval is `MeanInterval`'s over them, so what an example's differences at several
    /// levels have in common is accounted for. Needs two different levels; else the value is NaN.
    public static func interval(
        of samples: [CrossedSample], against levels: [Double], level: Double = 0.95
    ) -> Estimate {
        precondition(samples.count == levels.count, "a sample for each level")
        let centre = Moments.mean(levels)
        let spread = levels.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        guard spread > 0, let first = samples.first else {
            return Estimate(value: .nan, low: .nan, high: .nan, level: level, seeds: 0, examples: 0)
        }
        var slopes = first.mapped { $0 * (levels[0] - centre) / spread }
        for (sample, p) in zip(samples, levels).dropFirst() {
            slopes = slopes.combined(with: sample) { $0 + $1 * (p - centre) / spread }
        }
        return MeanInterval.of(slopes, level: level)
    }
}
