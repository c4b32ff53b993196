import Stages

extension Table {
    /// The most layers that a table may speak of: a number beyond is damage, and as many panels would be drawn.
    private static let mostLayers = 10_000

    /// A column by which rows are found, such as layers, levels p or steps: a number in every row, and layers whole ones.
    /// Throws `TableError`.
    func keys(_ name: String) throws -> [Double] {
        try optionalKeys(name).enumerated().map { row, key in
            guard let key else { throw badKey(name, row: row) }
            return key
        }
    }

    /// The same where some rows have no place; such a cell is blank. Throws `TableError`.
    func optionalKeys(_ name: String) throws -> [Double?] {
        let keys = try optionalDoubles(name)
        for (row, key) in keys.enumerated() {
            guard let key else { continue }
            let isLayer = key == key.rounded() && (0...Double(Self.mostLayers)).contains(key)
            guard key.isFinite, isLayer || name != "layer" else { throw badKey(name, row: row) }
        }
        return keys
    }

    private func badKey(_ name: String, row: Int) -> TableError {
        let text = (try? strings(name))?[row] ?? ""
        return .badCell(
            file: source, column: name, line: line(ofRow: row), text: text,
            expected: name == "layer" ? "a whole number from 0 to \(Self.mostLayers)" : "a finite number")
    }
}
