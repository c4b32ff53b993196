import Stages

/// A table with one row for each test example and level (a layer, a p or a σ̂), as numbers by level and example.
public struct SampleGrid: Sendable {
    /// The levels, ascending.
    public let levels: [Double]
    /// The examples' numbers, ascending.
    public let samples: [Int]
    /// The names of the measured columns.
    public let columns: [String]
    private let values: [String: [[Double]]]

    /// Reads a table with the column `key` for the level, `sample`, and measured columns. Cells that are missing are
    /// NaN. Throws `TableError`.
    public init(_ table: Table, key: String) throws {
        let keys = try table.keys(key)
        let numbers = try table.ints("sample")
        levels = Array(Set(keys)).sorted()
        samples = Array(Set(numbers)).sorted()
        columns = table.columns.filter { $0 != key && $0 != "sample" }
        let row = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
        let column = Dictionary(uniqueKeysWithValues: samples.enumerated().map { ($1, $0) })
        var values: [String: [[Double]]] = [:]
        for name in columns {
            let cells = try table.doubles(name)
            var grid = Array(repeating: Array(repeating: Double.nan, count: samples.count), count: levels.count)
            for index in cells.indices {
                if let level = row[keys[index]], let sample = column[numbers[index]] {
                    grid[level][sample] = cells[index]
                }
            }
            values[name] = grid
        }
        self.values = values
    }

    /// The numbers of a measured column by level and example, `[level][example]`; nil where there is no such column.
    public func values(_ column: String) -> [[Double]]? { values[column] }

    /// The numbers of a measured column at one level, in the order of `samples`; nil where there are none.
    public func values(_ column: String, at level: Double) -> [Double]? {
        guard let index = levels.firstIndex(where: { abs($0 - level) < 1e-9 }) else { return nil }
        return values[column]?[index]
    }
}
