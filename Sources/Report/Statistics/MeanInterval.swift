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
