import Report

/// A row of checkpoints.csv.
struct CheckpointCost {
    var layers: Int
    var every: Int
    var bytes, boundary, seconds, difference: Double

    /// All rows of each seed; none where the run has none.
    static func all(_ run: OAMPRun) -> [[CheckpointCost]] {
        guard run.has("checkpoints"),
            let tables = try? run.tables("checkpoints.csv", "checkpoints", seeds: run.seeds(ofAll: ["checkpoints"]))
        else { return [] }
        return tables.compactMap { table in
            guard let layers = try? table.ints("layers"), let every = try? table.ints("every"),
                let bytes = try? table.doubles("bytes"), let boundary = try? table.doubles("boundary_bytes"),
                let seconds = try? table.doubles("seconds"), let difference = try? table.doubles("difference")
            else { return nil }
            return layers.indices.map {
                CheckpointCost(
                    layers: layers[$0], every: every[$0], bytes: bytes[$0], boundary: boundary[$0],
                    seconds: seconds[$0], difference: difference[$0])
            }
        }
    }

    /// A number of each seed's rows; none where the run has none.
    static func numbers(_ run: OAMPRun, _ number: ([CheckpointCost]) -> Double) -> [SeedNumber] {
        let all = all(run)
        return all.isEmpty ? [] : [.init("", all.map(number), seeds: run.seeds(ofAll: ["checkpoints"]))]
    }

    /// `OAMPQuantity.checkpoints` of one seed's rows.
    static func ratio(
        _ rows: [CheckpointCost], _ cost: OAMPQuantity.Cost, of one: Int?, over other: Int?, withTen: Bool
    ) -> Double {
        let depths = Set(rows.map(\.layers)).filter { !withTen || $0 == 10 }.sorted()
        let ratios = depths.compactMap { depth -> Double? in
            func value(_ every: Int?) -> Double? {
                rows.first { $0.layers == depth && $0.every == every ?? depth }.map {
                    cost == .bytes ? $0.bytes : $0.seconds
                }
            }
            // Where k is the depth itself, nothing is computed again.
            guard one != depth, other != depth, let a = value(one), let b = value(other) else { return nil }
            return a / b
        }
        return Moments.mean(ratios)
    }

    /// `OAMPQuantity.bytesOverBoundary` of one seed's rows.
    static func bytesOverBoundary(_ rows: [CheckpointCost]) -> Double {
        let all = rows.filter { $0.every == 1 }.sorted { $0.layers < $1.layers }
        guard let first = all.first, let last = all.last, last.layers > first.layers else { return .nan }
        return (last.bytes - first.bytes) / (last.boundary - first.boundary)
    }
}
