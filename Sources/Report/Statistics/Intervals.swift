/// Confidence intervals of the mean over seeds of each seed's mean over its test examples: `Spread`'s, or, of one seed,
/// Student's over its examples, which says nothing of other seeds.
public enum MeanInterval {
    /// The interval of the mean at the two-sided `level`. Of a single number it is infinite; of none it is NaN.
    public static func of(_ sample: SeededSample, level: Double = 0.95) -> Estimate {
        var spread = Spread.of(sample.seedMeans, draws: sample.draws)
        if sample.values.count == 1, sample.examples > 1 {
            spread.error = (Moments.variance(sample.values[0]) / Double(sample.examples)).squareRoot()
            spread.freedom = Double(sample.examples - 1)
        }
        var half = spread.error == 0 ? 0 : Double.infinity
        if half > 0, spread.freedom > 0 {
            half = StudentT.quantile(0.5 + level / 2, degreesOfFreedom: spread.freedom) * spread.error
        }
        return Estimate(
            value: spread.mean, low: spread.mean - half, high: spread.mean + half, level: level,
            seeds: sample.values.count, examples: sample.examples, isOfDraws: spread.isOfDraws,
            draws: Set(sample.draws).count)
    }
}

/// Confidence intervals of a ratio of means, on the logarithmic scale: never below 0.
public enum RatioInterval {
    /// ā / b̄ of two paired samples with positive means: the geometric mean of the seeds' ratios.
    public static func of(_ numerator: SeededSample, over denominator: SeededSample, level: Double = 0.95) -> Estimate {
        let (above, below) = (numerator.combined(with: denominator) { a, _ in a }, denominator)
        if above.seeds.count < 2 { return SeedStatistic.ratio("", above, over: below).estimate(level: level) }
        let ratios = zip(above.seedMeans, below.only(above.seeds).seedMeans).map { $0 / $1 }
        var estimate = SeedStatistic("", .logarithmic, seeds: above.seeds, draws: above.draws, values: ratios)
            .estimate(level: level)
        estimate.examples = above.examples
        return estimate
    }
}

/// Confidence intervals of a positive quantity's mean, on the logarithmic scale: never below 0.
public enum GeometricInterval {
    /// The geometric mean of the seeds' means; of one seed its mean, with the interval over examples.
    public static func of(_ sample: SeededSample, level: Double = 0.95) -> Estimate {
        SeedStatistic("", .logarithmic, of: [sample]) { $0[0] }.estimate(level: level)
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

    /// The share of ones in a sample of zeros and ones: of one seed Wilson's, of several on the logit scale.
    public static func of(_ sample: SeededSample, level: Double = 0.95) -> Estimate {
        if sample.values.count == 1 {
            return wilson(successes: sample.values[0].filter { $0 > 0.5 }.count, of: sample.examples, level: level)
        }
        return SeedStatistic.share("", sample).estimate(level: level)
    }
}

/// Least-squares slopes.
public enum Slope {
    /// The weights w_k with which Σ w_k d_k is the slope of d_k against `levels[k]`: (p_k − p̄)/Σ (p_k − p̄)². Nil where
    /// there are no two different levels.
    public static func weights(_ levels: [Double]) -> [Double]? {
        let centre = Moments.mean(levels)
        let spread = levels.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        return spread > 0 ? levels.map { ($0 - centre) / spread } : nil
    }
}
