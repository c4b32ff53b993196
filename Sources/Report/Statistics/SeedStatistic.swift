/// A number of each seed that a claim is about: a function of means over that seed's test examples.
public struct SeedStatistic: Sendable {
    /// What it is, in `Markup`: "mean distance after layer 3 over that before it".
    public var name: String
    /// The scale on which it is averaged over seeds.
    public var scale: Scale
    /// The seeds.
    public var seeds: [Int]
    /// The draw of the data that each seed sees.
    public var draws: [Int]
    /// The number of each seed, on `scale`.
    public var values: [Double]
    /// The same with the seed's examples resampled, `[seed][resample]`, on `scale`; empty where examples are not known.
    public var resampled: [[Double]]
    /// The standard error that the examples alone give each seed's number, on `scale`; 0 where they are not known.
    public var errors: [Double]
    /// How many test examples each seed has; 1 where they are not known.
    public var examples: Int
    /// Whether seeds are censored: their numbers are the least that these can be.
    public var isCensored = false

    /// A number of the means of `columns`, which are paired by seed and example.
    ///
    /// - Parameter combine: of the columns' means over the examples of a seed.
    public init(
        _ name: String, _ scale: Scale, of columns: [SeededSample], _ combine: ([Double]) -> Double
    ) {
        let paired = Self.paired(columns)
        let first = paired.first ?? SeededSample(seeds: [], values: [])
        (self.name, self.scale, seeds, draws, examples) = (name, scale, first.seeds, first.draws, first.examples)
        values = first.seeds.indices.map { s in
            scale.forward(combine(paired.map { Moments.mean($0.values[s]) }))
        }
        resampled = first.seeds.indices.map { s in
            guard first.examples > 1 else { return [] }
            let resamples = ExampleResamples.of(examples: first.examples, draw: first.draws[s])
            let means = paired.map { resamples.means($0.values[s]) }
            return (0..<ExampleResamples.count).map { k in scale.forward(combine(means.map { $0[k] })) }
        }
        errors = resampled.map { $0.isEmpty ? 0 : Moments.standardDeviation($0) }
    }

    /// Numbers of seeds whose examples are not known, not yet on `scale`.
    public init(_ name: String, _ scale: Scale, seeds: [Int], draws: [Int]? = nil, values: [Double]) {
        (self.name, self.scale, self.seeds) = (name, scale, seeds)
        (self.draws, self.values) = (draws ?? seeds.map { _ in 1 }, values.map(scale.forward))
        (resampled, errors, examples) = (seeds.map { _ in [] }, seeds.map { _ in 0 }, 1)
    }

    /// ā/b̄: the mean of one column over that of another.
    public static func ratio(_ name: String, _ above: SeededSample, over below: SeededSample) -> SeedStatistic {
        SeedStatistic(name, .logarithmic, of: [above, below]) { $0[0] / $0[1] }
    }

    /// The share of ones in a column of zeros and ones: (k + ½)/(n + 1) of k ones among n, so that none and all have a
    /// logit. The error of its examples is the binomial one, √(1/(k + ½) + 1/(n − k + ½)).
    public static func share(_ name: String, _ indicator: SeededSample) -> SeedStatistic {
        let n = Double(indicator.examples)
        var statistic = SeedStatistic(name, .logit, of: [indicator]) { ($0[0] * n + 0.5) / (n + 1) }
        statistic.errors = indicator.seedMeans.map { mean in
            (1 / (mean * n + 0.5) + 1 / (n - mean * n + 0.5)).squareRoot()
        }
        return statistic
    }

    /// The same without some seeds.
    public func without(_ seeds: [Int]) -> SeedStatistic {
        let kept = self.seeds.indices.filter { !seeds.contains(self.seeds[$0]) }
        var copy = self
        copy.seeds = kept.map { self.seeds[$0] }
        copy.draws = kept.map { draws[$0] }
        copy.values = kept.map { values[$0] }
        copy.resampled = kept.map { resampled[$0] }
        copy.errors = kept.map { errors[$0] }
        return copy
    }

    /// Whether every number is finite.
    public var isFinite: Bool { values.allSatisfy(\.isFinite) }

    /// Whether all of several seeds give the same number, but for what rounding changes of it, and no examples stand behind it:
    /// then nothing of it is by chance, or, of censored seeds, nothing of it was compared.
    public var isExact: Bool {
        let numbers = values.map(scale.inverse)
        guard numbers.count > 1, floor == 0, let low = numbers.min(), let high = numbers.max() else { return false }
        return high - low <= 1e-9 * max(abs(low), abs(high))
    }

    /// The standard error that the examples alone give the mean over seeds. Seeds of one draw share their examples, so only
    /// draws make it smaller.
    var floor: Double {
        let count = Double(max(1, Set(draws).count))
        return (Moments.mean(errors.map { $0 * $0 }) / count).squareRoot()
    }

    /// The mean over seeds with its error, on `scale`.
    public var spread: Spread { .of(values, draws: draws, floor: floor, examples: examples) }

    /// The mean over seeds with its interval at the two-sided `level`. Of one seed the interval is over its examples alone,
    /// and infinite where these are not known.
    public func estimate(level: Double) -> Estimate {
        var spread = spread
        if values.count == 1, examples > 1 {
            (spread.error, spread.freedom) = (errors[0], Double(examples - 1))
        }
        var half = Double.infinity
        if spread.error == 0 {
            half = 0
        } else if spread.freedom > 0 {
            half = StudentT.quantile(0.5 + level / 2, degreesOfFreedom: spread.freedom) * spread.error
        }
        return Estimate(
            value: scale.inverse(spread.mean), low: scale.inverse(spread.mean - half),
            high: scale.inverse(spread.mean + half), level: level, seeds: values.count, examples: examples,
            isOfDraws: spread.isOfDraws, draws: Set(draws).count)
    }

    /// Each seed's number as it reads.
    public var perSeed: [Judgement.SeedValue] { zip(seeds, values).map { .init(seed: $0, value: scale.inverse($1)) } }

    /// The columns cut to the seeds and examples that all of them have.
    private static func paired(_ columns: [SeededSample]) -> [SeededSample] {
        guard let first = columns.first else { return [] }
        let seeds = columns.dropFirst().reduce(first.seeds) { common, other in common.filter(other.seeds.contains) }
        let cut = columns.map { $0.only(seeds) }
        let count = cut.map(\.examples).min() ?? 0
        return cut.map { sample in
            sample.examples == count
                ? sample
                : SeededSample(
                    seeds: sample.seeds, draws: sample.draws, values: sample.values.map { Array($0.prefix(count)) })
        }
    }
}
