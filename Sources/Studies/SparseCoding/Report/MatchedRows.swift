import Report
import Stages

/// Columns of several seeds' tables, averaged over seeds at the keys that all have.
struct MatchedRows {
    /// The keys, ascending as in the first table.
    private(set) var keys: [Double] = []
    /// For each key, the columns' means over seeds.
    private(set) var values: [[Double]] = []

    /// The rows from the first that `fits` on; all where none does.
    func from(_ fits: ([Double]) -> Bool) -> MatchedRows {
        guard let first = values.firstIndex(where: fits) else { return self }
        var copy = self
        copy.keys = Array(keys[first...])
        copy.values = Array(values[first...])
        return copy
    }

    /// Throws `TableError` where a column is missing.
    init(_ tables: [Table], key: String, columns: [String]) throws {
        let curves = try columns.map { try SeedCurve(tables, key: key, column: $0) }
        keys = curves.first?.keys ?? []
        values = keys.indices.map { row in curves.map { $0.mean[row] } }
    }
}
