/// Confidence intervals of a ratio of means.
public enum RatioInterval {
    /// R = ā / b̄ of two paired crossed samples, with b̄ ≠ 0. The interval is that of the mean of the linearised
    /// numbers R + (a_si − R b_si)/b̄ (the delta method), whose mean is R itself.
    public static func of(
        _ numerator: CrossedSample, over denominator: CrossedSample, level: Double = 0.95
    ) -> Estimate {
        let paired = numerator.combined(with: denominator) { a, _ in a }
        let below = denominator.combined(with: numerator) { b, _ in b }
        let mean = below.mean
        let ratio = paired.mean / mean
        return MeanInterval.of(paired.combined(with: below) { ratio + ($0 - ratio * $1) / mean }, level: level)
    }
}
