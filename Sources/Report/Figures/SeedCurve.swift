import Stages

/// A measured quantity against a key (layer, level p, σ̂): its mean, and how far it spreads over examples and seeds.
public struct SeedCurve: Sendable {
    /// The key's values that all seeds have, in the order of the first seed's table.
    public var keys: [Double]
    /// At each key, the mean over seeds of each seed's mean over test examples.
    public var mean: [Double]
    /// The standard deviation over test examples, averaged over seeds; NaN where the tables do not say.
    public var deviation: [Double]
    /// For each seed, its means at the keys.
    public var bySeed: [[Double]]
    /// The places in `bySeed` of seeds that are drawn as lines of their own, as their trainings ran away for a while.
    public var apart: Set<Int> = []

    /// How many seeds there are.
    public var seeds: Int { bySeed.count }
    /// The lowest of the seeds' means.
    public var lowest: [Double] { ends(of: bySeed).low }
    /// The highest of the seeds' means.
    public var highest: [Double] { ends(of: bySeed).high }

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
        bySeed = seeds.indices.map { seed in rows.map { $0[seed].mean } }
    }

    /// The lowest and the highest of some seeds' means at each key. A seed that is not a number makes the mean one too; the
    /// extremes must not look better.
    func ends(of seeds: [[Double]]) -> (low: [Double], high: [Double]) {
        let columns = keys.indices.map { key in seeds.map { $0[key] } }
        func end(_ pick: ([Double]) -> Double?) -> [Double] {
            columns.map { $0.allSatisfy(\.isFinite) ? pick($0) ?? .nan : .nan }
        }
        return (end { $0.min() }, end { $0.max() })
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

    /// The keys at which the mean is one seed's, with that seed's place in `bySeed`: of more than three seeds that are not below
    /// zero one has more than half of the sum.
    public var dominated: [(key: Double, seed: Int)] {
        guard seeds > 3 else { return [] }
        return keys.indices.compactMap { index in
            let values = bySeed.map { $0[index] }
            guard let largest = values.max(), largest > 0.5 * values.reduce(0, +) else { return nil }
            return values.firstIndex(of: largest).map { (keys[index], $0) }
        }
    }

    /// Without one key: the start has no constraint.
    public func dropping(key: Double) -> SeedCurve {
        let kept = keys.indices.filter { keys[$0] != key }
        var copy = self
        copy.keys = kept.map { keys[$0] }
        copy.mean = kept.map { mean[$0] }
        copy.deviation = kept.map { deviation[$0] }
        copy.bySeed = bySeed.map { seed in kept.map { seed[$0] } }
        return copy
    }
}
