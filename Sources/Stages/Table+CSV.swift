import Foundation
import Support

extension Table {
    /// Reads a CSV file. Throws `TableError` for its content, `DataError` where it is missing or unreadable, `FileError`
    /// where the disk fails.
    public init(contentsOf url: URL) throws {
        try self.init(csv: try InputFile.contents(of: url.path, kind: "a table"), source: url.path)
    }

    /// Reads CSV bytes: RFC 4180 in UTF-8, lines ending in LF or CRLF, a byte-order mark ignored. Throws `TableError`.
    public init(csv bytes: [UInt8], source: String) throws {
        if let zero = bytes.firstIndex(of: 0) {
            throw TableError.zeroByte(file: source, line: bytes[..<zero].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) })
        }
        var reader = CSVReader(bytes: bytes, source: source)
        var row: [String] = []
        guard try reader.next(&row) else { throw TableError.empty(file: source) }
        var seen = Set<String>()
        for name in row where !seen.insert(name).inserted {
            throw TableError.duplicateColumn(name, file: source)
        }
        self.init(columns: row, source: source)
        while try reader.next(&row) {
            guard row.count == columns.count else {
                throw TableError.wrongCount(
                    file: source, line: reader.rowLine, expected: columns.count, got: row.count)
            }
            for index in row.indices { cells[index].append(row[index]) }
            lines.append(reader.rowLine)
        }
        isEnded = bytes.last == 0x0A || bytes.last == 0x0D
    }

    /// The table as CSV bytes; lines end in LF.
    public var csv: Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rowCount * columns.count * 12)
        Self.append(columns, to: &bytes)
        for row in 0..<rowCount {
            Self.append(cells.map { $0[row] }, to: &bytes)
        }
        return Data(bytes)
    }

    /// Writes the table atomically. Throws `FileError`.
    public func write(to url: URL) throws { try AtomicFile.write(csv, to: url) }

    private static func append(_ row: [String], to bytes: inout [UInt8]) {
        for (index, text) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let mustQuote = text.utf8.contains { byte in
                byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
            }
            // A lone blank cell would be a blank line, which readers skip.
            guard mustQuote || (row.count == 1 && text.isEmpty) else {
                bytes.append(contentsOf: text.utf8)
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(0x0A)
    }
}

/// What can be wrong with a table.
public enum TableError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// A column is not there.
    case missingColumn(String, file: String, columns: [String])
    /// A row with a wrong number of cells.
    case wrongCount(file: String, line: Int, expected: Int, got: Int)
    /// A quoted cell does not end.
    case openQuote(file: String, line: Int)
    /// A cell that is not of the type asked for.
    case badCell(file: String, column: String, line: Int, text: String, expected: String)
    /// No row has that name.
    case missingRow(String, file: String, nearest: String?)
    /// The file has no header.
    case empty(file: String)
    /// Two columns have one name.
    case duplicateColumn(String, file: String)
    /// There is nothing below the header.
    case noRows(file: String)
    /// A byte that no text has, such as a crash leaves where a block was never written.
    case zeroByte(file: String, line: Int)
    /// A cell that is not UTF-8.
    case notUTF8(file: String, line: Int)
    /// The last line is not ended, and bytes are missing: it may end within a number.
    case cut(file: String, line: Int, expected: Int, got: Int)

    /// For people.
    public var description: String {
        switch self {
        case .missingColumn(let name, let file, let columns):
            let known = columns.map { PrintableText.line($0) }
            return "\(file) has no column “\(name)”." + NearestName.hint(name, among: known)
                + " Its columns: " + PrintableText.line(known.joined(separator: ", "), limit: 600)
        case .wrongCount(let file, let line, let expected, let got):
            return "\(file), line \(line): expected \(expected) cells as in the header, got \(got)"
        case .openQuote(let file, let line):
            return "\(file): the quoted cell that begins on line \(line) does not end"
        case .badCell(let file, let column, let line, let text, let expected):
            return "\(file), line \(line), column “\(PrintableText.line(column))”: expected \(expected), "
                + (text.isEmpty ? "got a blank cell" : "got “\(PrintableText.line(text, limit: 60))”")
        case .missingRow(let name, let file, let nearest):
            return "\(file) has no row “\(name)”." + (nearest.map { " Did you mean “\($0)”?" } ?? "")
        case .empty(let file):
            return "\(file) is empty: expected a header line with the columns' names"
        case .duplicateColumn(let name, let file):
            return "\(file) has two columns named “\(PrintableText.line(name))”"
        case .noRows(let file): return "\(file) has a header and no rows below it"
        case .zeroByte(let file, let line):
            return "\(file), line \(line): expected text, got a zero byte. Hint: the file is damaged"
        case .notUTF8(let file, let line):
            return "\(file), line \(line): expected UTF-8, got bytes that are none"
        case .cut(let file, let line, let expected, let got):
            return "\(file) is cut within line \(line): expected \(expected) bytes, got \(got)"
        }
    }

    /// For people.
    public var errorDescription: String? { description }
}
