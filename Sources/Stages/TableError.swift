import Foundation
import Support

/// What can be wrong with a table.
public enum TableError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// A column is not there.
    case missingColumn(String, file: String, columns: [String])
    /// A row with a wrong number of cells.
    case wrongCount(file: String, line: Int, expected: Int, got: Int)
    /// A quoted cell does not end.
    case openQuote(file: String, line: Int)
    /// A cell that is not of the type asked for; `row` counts from 1 without the header.
    case badCell(file: String, column: String, row: Int, text: String, expected: String)
    /// No row has that name.
    case missingRow(String, file: String, nearest: String?)
    /// The file has no header.
    case empty(file: String)
    /// Two columns have one name.
    case duplicateColumn(String, file: String)

    /// For people.
    public var description: String {
        switch self {
        case .missingColumn(let name, let file, let columns):
            return "\(file) has no column “\(name)”." + NearestName.hint(name, among: columns)
                + " Its columns: " + columns.joined(separator: ", ")
        case .wrongCount(let file, let line, let expected, let got):
            return "\(file), line \(line): expected \(expected) cells as in the header, got \(got)"
        case .openQuote(let file, let line):
            return "\(file): the quoted cell that begins on line \(line) does not end"
        case .badCell(let file, let column, let row, let text, let expected):
            return "\(file), column “\(column)”, row \(row): expected \(expected), got “\(text)”"
        case .missingRow(let name, let file, let nearest):
            return "\(file) has no row “\(name)”." + (nearest.map { " Did you mean “\($0)”?" } ?? "")
        case .empty(let file):
            return "\(file) is empty: expected a header line with the columns' names"
        case .duplicateColumn(let name, let file):
            return "\(file) has two columns named “\(name)”"
        }
    }

    /// For people.
    public var errorDescription: String? { description }
}
