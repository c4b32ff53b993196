import Stages

/// A measured quantity against a key (layer, level p, σ̂): its mean, and how far it spreads over examples and seeds.
public struct SeedCurve: Sendable {
    /// The key's values that all seeds have, in the order of the first seed's table.
    public var keys: [Double]
    /// At each key, the mean over seeds of each seed's mean over test examples.
    public var mean: [Double]
    /// The standard deviation over test examples, averaged over seeds; NaN where the tables do not say.
    public var deviation: [Double]
    /// The lowest of the seeds' means.
    public var lowest: [Double]
    /// The highest of the seeds' means.
    public var highest: [Double]
    /// How many seeds there are.
    public var seeds: Int

    /// Joins the seeds' tables. `column` is read as it is, or with `_mean` where there is no such column, and its
    /// spread from `_std`. Throws `TableError`.
    public init(_ tables: [Table], key: String, column: String) throws {
        var rows: [[(key: Double, mean: Double, deviation: Double)]] = []
        for table in tables {
            let name = table.hasColumn(column) ? column : column + "_mean"
            let spread = column + "_std"
            let (keys, means) = (try table.keys(key), try table.doubles(name))
            let deviations =
                table.hasColumn(spread) ? try table.doubles(spread) : means.map { _ in Double.nan }
            rows.append(keys.indices.map { (keys[$0], means[$0], deviations[$0]) })
        }
        self.init(rows)
    }

    /// Joins the seeds' rows; keys that a seed does not have are left out.
    public init(_ seeds: [[(key: Double, mean: Double, deviation: Double)]]) {
        let shared = (seeds.first ?? []).map(\.key).filter { key in
            seeds.allSatisfy { rows in rows.contains { $0.key == key } }
        }
        let rows = shared.map { key in seeds.compactMap { seed in seed.first { $0.key == key } } }
        keys = shared
        mean = rows.map { Moments.mean($0.map(\.mean)) }
        deviation = rows.map { Moments.mean($0.map(\.deviation)) }
        // A seed that is not a number makes the mean one too; its extremes must not look better.
        lowest = rows.map { row in row.allSatisfy { $0.mean.isFinite } ? row.map(\.mean).min() ?? .nan : .nan }
        highest = rows.map { row in row.allSatisfy { $0.mean.isFinite } ? row.map(\.mean).max() ?? .nan : .nan }
        self.seeds = seeds.count
    }

    /// The mean at a key, NaN where there is none.
    public func mean(at key: Double) -> Double { keys.firstIndex(of: key).map { mean[$0] } ?? .nan }

    /// The mean at the last key.
    public var last: Double { mean.last ?? .nan }

    /// The means at each key but the first, with those before.
    public var changes: [(key: Double, before: Double, after: Double)] {
        zip(keys.dropFirst(), zip(mean, mean.dropFirst())).map { ($0, $1.0, $1.1) }
    }

    /// The highest of the means that are numbers; zero where none is.
    public var highestMean: Double { mean.filter(\.isFinite).max() ?? 0 }

    /// Without one key: the start has no constraint.
    public func dropping(key: Double) -> SeedCurve {
        let kept = keys.indices.filter { keys[$0] != key }
        var copy = self
        copy.keys = kept.map { keys[$0] }
        copy.mean = kept.map { mean[$0] }
        copy.deviation = kept.map { deviation[$0] }
        copy.lowest = kept.map { lowest[$0] }
        copy.highest = kept.map { highest[$0] }
        return copy
    }
}
