import Report
import Stages

/// The tables' rows as curves over layers. All throw `RunReaderError` where a layer is missing, and `TableError`.
enum TheoryTableReader {
    /// Curves by "place, set, measure".
    static func curves(_ table: Table, _ place: String) throws -> [String: TheoryRun.Curve] {
        let (sets, measures) = (try table.strings("set"), try table.strings("measure"))
        let columns = try ["mean", "deviation", "largest", "slack", "slack_deviation"].map(table.doubles)
        let samples = try table.ints("samples")
        let rows = Dictionary(grouping: sets.indices) { "\(place)\t\(sets[$0])\t\(measures[$0])" }
        return try rows.mapValues { rows in
            let ordered = try inLayers(rows, table)
            func column(_ index: Int) -> [Double] { ordered.map { columns[index][$0] } }
            return .init(
                samples: samples[ordered[0]], mean: column(0), deviation: column(1), largest: column(2),
                slack: column(3), slackDeviation: column(4))
        }
    }

    static func shifts(_ table: Table) throws -> [TheoryRun.Shift] {
        let levels = try table.doubles("level")
        let columns = try ["mean", "slack", "steepest"].map(table.doubles)
        return try Dictionary(grouping: levels.indices) { levels[$0] }.sorted { $0.key < $1.key }.map { level, rows in
            let ordered = try inLayers(rows, table)
            func column(_ index: Int) -> [Double] { ordered.map { columns[index][$0] } }
            return .init(level: level, mean: column(0), slack: column(1), steepest: column(2))
        }
    }

    static func slopes(_ table: Table) throws -> TheoryRun.Slopes {
        let columns = try ["slope_bound", "jump_bound", "range_bound", "slope_largest"].map(table.doubles)
        let ordered = try inLayers(Array(0..<table.rowCount), table)
        func column(_ index: Int) -> [Double] { ordered.map { columns[index][$0] } }
        return .init(bound: column(0), jump: column(1), range: column(2), largest: column(3))
    }

    static func distances(_ table: Table) throws -> [TheoryRun.Distance] {
        let (levels, functions) = (try table.doubles("level"), try table.strings("function"))
        let (upper, sampled) = (try table.doubles("upper"), try table.doubles("sampled"))
        let lower = try table.doubles("lower")
        return levels.indices.map {
            .init(
                level: levels[$0], upper: upper[$0], sampled: sampled[$0], lower: lower[$0], function: functions[$0])
        }.sorted { $0.level < $1.level }
    }

    /// Rows in the order of their layers, which are 0, 1, … without a gap, two at least.
    private static func inLayers(_ rows: [Int], _ table: Table) throws -> [Int] {
        let layers = try table.ints("layer")
        let ordered = rows.sorted { layers[$0] < layers[$1] }
        for place in 0..<max(2, ordered.count) where !ordered.indices.contains(place) || layers[ordered[place]] != place
        {
            throw RunReaderError.noRow("layer \(place), once", file: table.source)
        }
        return ordered
    }
}
