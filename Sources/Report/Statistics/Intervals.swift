/// Confidence intervals of the mean of a crossed sample.
///
/// The model is d_si = μ + a_s + b_i + e_si with independent random effects of the seed s = 1…S, of the test example
/// i = 1…n and of their pair. With the mean squares MS_a = n Σ (d_s· − d··)²/(S − 1), MS_b = S Σ (d·i − d··)²/(n − 1)
/// and MS_e = Σ (d_si − d_s· − d·i + d··)²/((S − 1)(n − 1)), the variance of the mean d·· is estimated by
///
///     V = (MS_a + MS_b − MS_e) / (S n),   MS_a and MS_b at least MS_e (no negative components),
///
/// and the interval is d·· ± t_ν √V with Satterthwaite's
///
///     ν = (MS_a + MS_b − MS_e)² / (MS_a²/(S − 1) + MS_b²/(n − 1) + MS_e²/((S − 1)(n − 1))).
///
/// A bootstrap over so few seeds (one to five) would be far too narrow; t with ν near S − 1 says how little few seeds
/// tell. With one seed the interval is Student's over examples alone, and `Estimate.scope` says so.
public enum MeanInterval {
    /// The interval of the mean at the two-sided `level`. Of a single number it is infinite; of none it is NaN.
    public static func of(_ sample: CrossedSample, level: Double = 0.95) -> Estimate {
        let (seeds, examples, mean) = (sample.values.count, sample.examples, sample.mean)
        let (variance, freedom) = spread(sample, mean: mean)
        var half = Double.infinity
        if variance == 0 {
            half = 0
        } else if freedom > 0 {
            half = StudentT.quantile(0.5 + level / 2, degreesOfFreedom: freedom) * variance.squareRoot()
        }
        return Estimate(
            value: mean, low: mean - half, high: mean + half, level: level, seeds: seeds, examples: examples)
    }

    /// The mean's estimated variance and its degrees of freedom; none where a single number is given.
    private static func spread(_ sample: CrossedSample, mean: Double) -> (variance: Double, freedom: Double) {
        let (seeds, examples) = (Double(sample.values.count), Double(sample.examples))
        if examples < 1 || seeds * examples < 2 { return (.infinity, 0) }
        if seeds == 1 { return (Moments.variance(sample.values[0]) / examples, examples - 1) }
        let rows = sample.seedMeans
        if examples == 1 { return (Moments.variance(rows) / seeds, seeds - 1) }
        let columns = (0..<sample.examples).map { i in Moments.mean(sample.values.map { $0[i] }) }
        var residual = 0.0
        for (row, rowMean) in zip(sample.values, rows) {
            for (value, columnMean) in zip(row, columns) {
                let rest = value - rowMean - columnMean + mean
                residual += rest * rest
            }
        }
        let residualFreedom = (seeds - 1) * (examples - 1)
        let error = residual / residualFreedom
        let bySeed = max(examples * Moments.variance(rows), error)
        let byExample = max(seeds * Moments.variance(columns), error)
        let total = bySeed + byExample - error
        let parts =
            bySeed * bySeed / (seeds - 1) + byExample * byExample / (examples - 1) + error * error / residualFreedom
        return (total / (seeds * examples), parts > 0 ? total * total / parts : residualFreedom)
    }
}

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

/// Confidence intervals of shares (proportions).
public enum ShareInterval {
    /// Wilson's interval of k successes in n independent trials, with z = Φ⁻¹(½ + level/2):
    ///
    ///     (k + z²/2)/(n + z²) ± z/(n + z²) · √(k(n − k)/n + z²/4).
    ///
    /// The value is k/n. It stays within [0, 1] and is of use at k = 0 and k = n.
    public static func wilson(successes: Int, of trials: Int, level: Double = 0.95) -> Estimate {
        guard trials > 0 else {
            return Estimate(value: .nan, low: 0, high: 1, level: level, seeds: 1, examples: 0)
        }
        let (k, n, z) = (Double(successes), Double(trials), Normal.quantile(0.5 + level / 2))
        let centre = (k + z * z / 2) / (n + z * z)
        let half = z / (n + z * z) * (k * (n - k) / n + z * z / 4).squareRoot()
        return Estimate(
            value: k / n, low: max(0, centre - half), high: min(1, centre + half), level: level, seeds: 1,
            examples: trials)
    }

    /// The share of ones in a crossed sample of zeros and ones. With one seed it is Wilson's; with several, examples
    /// repeat under each seed and are not independent trials, so it is `MeanInterval` cut to [0, 1].
    public static func of(_ sample: CrossedSample, level: Double = 0.95) -> Estimate {
        if sample.values.count == 1 {
            return wilson(
                successes: sample.values[0].filter { $0 > 0.5 }.count, of: sample.examples, level: level)
        }
        var estimate = MeanInterval.of(sample, level: level)
        estimate.low = max(0, estimate.low)
        estimate.high = min(1, estimate.high)
        return estimate
    }
}

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
