/// One number for each seed and test example, `values[seed][example]`. The same examples are tested under every seed:
/// seeds and examples are crossed, not nested.
public struct CrossedSample: Sendable {
    /// The seeds' names, as many as rows.
    public let seeds: [Int]
    /// A row for each seed, all as long as the shortest that was given.
    public let values: [[Double]]

    /// Rows are cut to the examples that all seeds have.
    public init(seeds: [Int], values: [[Double]]) {
        precondition(seeds.count == values.count, "a row for each seed")
        let count = values.map(\.count).min() ?? 0
        self.seeds = seeds
        self.values = values.map { Array($0.prefix(count)) }
    }

    /// How many examples each seed has.
    public var examples: Int { values.first?.count ?? 0 }
    /// The mean of all numbers.
    public var mean: Double { Moments.mean(seedMeans) }
    /// The mean of each seed's row.
    public var seedMeans: [Double] { values.map(Moments.mean) }

    /// This sample and another of the same seeds and examples, combined number by number.
    public func combined(with other: CrossedSample, _ combine: (Double, Double) -> Double) -> CrossedSample {
        let common = seeds.filter(other.seeds.contains)
        let rows = common.map { seed -> [Double] in
            let left = values[seeds.firstIndex(of: seed)!]
            let right = other.values[other.seeds.firstIndex(of: seed)!]
            return zip(left, right).map(combine)
        }
        return CrossedSample(seeds: common, values: rows)
    }

    /// Paired differences: this minus the other.
    public func minus(_ other: CrossedSample) -> CrossedSample { combined(with: other) { $0 - $1 } }

    /// Every number put through `transform`.
    public func mapped(_ transform: (Double) -> Double) -> CrossedSample {
        CrossedSample(seeds: seeds, values: values.map { $0.map(transform) })
    }

    /// The sample of one seed.
    public func only(_ seed: Int) -> CrossedSample {
        CrossedSample(seeds: [seed], values: seeds.firstIndex(of: seed).map { [values[$0]] } ?? [[]])
    }

    /// The mean of each seed, for the details of a judgement.
    public var perSeed: [Judgement.SeedValue] { zip(seeds, seedMeans).map { .init(seed: $0, value: $1) } }
}

/// Means and spreads of plain lists.
public enum Moments {
    /// Σ vᵢ / n; NaN of nothing.
    public static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }

    /// The unbiased variance Σ (vᵢ − v̄)² / (n − 1); NaN of fewer than two values.
    public static func variance(_ values: [Double]) -> Double {
        guard values.count > 1 else { return .nan }
        let mean = mean(values)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    /// The square root of `variance`; NaN of fewer than two values.
    public static func standardDeviation(_ values: [Double]) -> Double { variance(values).squareRoot() }
}
