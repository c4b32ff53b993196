import Foundation

/// A CSV table in memory (RFC 4180): a header line, then rows of as many cells.
public struct Table: Sendable {
    /// The columns' names, in order.
    public let columns: [String]
    /// Where it was read from, for errors.
    public var source: String
    /// The cells' texts, column by column.
    var cells: [[String]]
    /// The line of the file on which each row begins; empty where the rows were made in memory.
    var lines: [Int] = []
    /// Whether the file's last line is ended, as every line is that this program writes.
    public internal(set) var isEnded = true
    private let positions: [String: Int]

    /// An empty table. Two columns of one name are a programmer's error.
    public init(columns: [String], source: String = "the table") {
        precondition(Set(columns).count == columns.count, "two columns of one name in \(columns)")
        self.columns = columns
        self.source = source
        cells = Array(repeating: [], count: columns.count)
        positions = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// The line of the file on which a row begins (rows from 0, lines from 1); of a table in memory, that of its text.
    public func line(ofRow row: Int) -> Int { lines.indices.contains(row) ? lines[row] : row + 2 }

    /// Rows without the header.
    public var rowCount: Int { cells.first?.count ?? 0 }

    /// Adds a row. A count of cells other than the columns' is a programmer's error.
    public mutating func append(_ row: [any TableValue]) {
        precondition(row.count == columns.count, "\(source): \(row.count) cells for \(columns.count) columns")
        for (index, value) in row.enumerated() { cells[index].append(value.cellText) }
    }

    /// Whether there is a column named `name`.
    public func hasColumn(_ name: String) -> Bool { positions[name] != nil }

    /// The names that begin with `prefix`, in the table's order.
    public func columns(withPrefix prefix: String) -> [String] { columns.filter { $0.hasPrefix(prefix) } }

    /// A column's texts. Throws `TableError.missingColumn` with the nearest name.
    public func strings(_ name: String) throws -> [String] {
        guard let index = positions[name] else {
            throw TableError.missingColumn(name, file: source, columns: columns)
        }
        return cells[index]
    }

    /// A column's numbers; a blank cell is NaN. Throws `TableError`.
    public func doubles(_ name: String) throws -> [Double] {
        try parse(name, expected: "a number") { $0.isEmpty ? .nan : Self.number($0) }
    }

    /// A column's numbers; a blank cell is nil. Throws `TableError`.
    public func optionalDoubles(_ name: String) throws -> [Double?] {
        try parse(name, expected: "a number") { $0.isEmpty ? .some(nil) : Self.number($0).map { .some($0) } }
    }

    /// A column's whole numbers; a blank cell is an error. Throws `TableError`.
    public func ints(_ name: String) throws -> [Int] {
        try parse(name, expected: "a whole number") { Int($0) }
    }

    private func parse<Value>(_ name: String, expected: String, _ convert: (String) -> Value?) throws -> [Value] {
        let texts = try strings(name)
        var result: [Value] = []
        result.reserveCapacity(texts.count)
        for (row, text) in texts.enumerated() {
            guard let value = convert(text) else {
                throw TableError.badCell(
                    file: source, column: name, line: line(ofRow: row), text: text, expected: expected)
            }
            result.append(value)
        }
        return result
    }

    /// A number in decimal figures, or one that is not finite as it is written; more than a Double holds is none.
    static func number(_ text: String) -> Double? {
        guard let number = Double(text), !text.utf8.contains(UInt8(ascii: "x")), !text.utf8.contains(UInt8(ascii: "X"))
        else { return nil }
        if number.isInfinite, text.utf8.contains(where: { (0x30...0x39).contains($0) }) { return nil }
        return number
    }
}

/// A value that a table's cell can hold, as text that reads back as the same value.
public protocol TableValue {
    /// The cell's text, before quoting. Empty means that there is no value.
    var cellText: String { get }
}

extension String: TableValue {
    /// The text itself.
    public var cellText: String { self }
}

extension Int: TableValue {
    /// Decimal digits.
    public var cellText: String { String(self) }
}

extension Double: TableValue {
    /// The shortest digits that read back as the same number; "nan", "inf", "-inf".
    public var cellText: String { description }
}

extension Float: TableValue {
    /// The shortest digits that read back as the same number; "nan", "inf", "-inf".
    public var cellText: String { description }
}

extension Bool: TableValue {
    /// "1" or "0".
    public var cellText: String { self ? "1" : "0" }
}

extension Optional: TableValue where Wrapped: TableValue {
    /// The value's text, or blank.
    public var cellText: String { self?.cellText ?? "" }
}
