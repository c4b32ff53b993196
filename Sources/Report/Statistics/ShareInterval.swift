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
