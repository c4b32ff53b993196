/// One number for each seed and test example, `values[seed][example]`.
///
/// A seed redraws weights, batches, noise and starts; the seeds of one draw share the data, and with it the test examples.
/// So methods are paired by seed and example, and never across seeds.
public struct SeededSample: Sendable {
    /// The seeds' names, as many as rows.
    public let seeds: [Int]
    /// The draw of the data that each seed sees.
    public let draws: [Int]
    /// A row for each seed, all as long as the shortest that was given.
    public let values: [[Double]]

    /// Rows are cut to the examples that all seeds have. Without `draws` all seeds see the same data.
    public init(seeds: [Int], draws: [Int]? = nil, values: [[Double]]) {
        precondition(seeds.count == values.count, "a row for each seed")
        precondition(draws.map { $0.count == seeds.count } ?? true, "a draw for each seed")
        let count = values.map(\.count).min() ?? 0
        self.seeds = seeds
        self.draws = draws ?? seeds.map { _ in 1 }
        self.values = values.map { Array($0.prefix(count)) }
    }

    /// How many examples each seed has.
    public var examples: Int { values.first?.count ?? 0 }
    /// The mean of all numbers.
    public var mean: Double { Moments.mean(seedMeans) }
    /// The mean of each seed's row.
    public var seedMeans: [Double] { values.map(Moments.mean) }

    /// This sample and another of the same seeds and examples, combined number by number.
    public func combined(with other: SeededSample, _ combine: (Double, Double) -> Double) -> SeededSample {
        let common = seeds.indices.filter { other.seeds.contains(seeds[$0]) }
        let rows = common.map { row -> [Double] in
            zip(values[row], other.values[other.seeds.firstIndex(of: seeds[row])!]).map(combine)
        }
        return SeededSample(seeds: common.map { seeds[$0] }, draws: common.map { draws[$0] }, values: rows)
    }

    /// Paired differences: this minus the other.
    public func minus(_ other: SeededSample) -> SeededSample { combined(with: other) { $0 - $1 } }

    /// Every number put through `transform`.
    public func mapped(_ transform: (Double) -> Double) -> SeededSample {
        SeededSample(seeds: seeds, draws: draws, values: values.map { $0.map(transform) })
    }

    /// The rows of these seeds, in their order; those that are not there are left out.
    public func only(_ wanted: [Int]) -> SeededSample {
        let rows = wanted.compactMap { seeds.firstIndex(of: $0) }
        return SeededSample(
            seeds: rows.map { seeds[$0] }, draws: rows.map { draws[$0] }, values: rows.map { values[$0] })
    }
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

    /// The slope of y over x by least squares; NaN where there are fewer than two different x.
    public static func slope(_ x: [Double], _ y: [Double]) -> Double {
        let (centreX, centreY) = (mean(x), mean(y))
        let spread = x.reduce(0) { $0 + ($1 - centreX) * ($1 - centreX) }
        guard x.count > 1, spread > 0 else { return .nan }
        return zip(x, y).reduce(0) { $0 + ($1.0 - centreX) * ($1.1 - centreY) } / spread
    }

    /// The square root of `variance`; NaN of fewer than two values.
    public static func standardDeviation(_ values: [Double]) -> Double { variance(values).squareRoot() }
}
