import Foundation
import Stages
import Testing

/// Tables that a full disk, an editor or a copy has changed: never a number that nobody wrote.
@Suite struct TableDamageTests {
    private func message(_ bytes: [UInt8], _ read: (Table) throws -> Void = { _ in }) -> String {
        do {
            try read(Table(csv: bytes, source: "t.csv"))
            return ""
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        ("a,b\n1,2\n3", "t.csv, line 3: expected 2 cells as in the header, got 1"),
        ("a,b\n1,2\n3,4,5\n", "t.csv, line 3: expected 2 cells as in the header, got 3"),
        ("a,b\n1,\u{0}\n", "t.csv, line 2: expected text, got a zero byte. Hint: the file is damaged"),
        ("\u{FEFF}", "t.csv is empty: expected a header line with the columns' names"),
        ("\n\r\n", "t.csv is empty: expected a header line with the columns' names"),
        ("a,\u{1B}[1m,\u{1B}[1m\n", "t.csv has two columns named “\\u{1B}[1m”"),
    ]) func isNamedWithItsLine(text: String, words: String) { #expect(message(Array(text.utf8)) == words) }

    @Test(arguments: [[0xE9], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func otherEncodingsAreNotRead(bytes: [UInt8]) {
        for quote in ["", "\""] {
            let text = Array("a,b\n1,2\n3,\(quote)x".utf8) + bytes + Array("\(quote)\n".utf8)
            #expect(message(text) == "t.csv, line 3: expected UTF-8, got bytes that are none")
        }
    }

    /// A line of a cell is that of its row, also after cells of several lines and blank lines.
    @Test(arguments: ["x", "0x10", "1e400", "-1e999", "1.5.2", "1 ", "٣", "\u{1B}[31m7"]) func noNumbers(cell: String) {
        let text = "name,value\n\"two\nlines\",1\n\nb,\(cell)\n"
        let shown = cell.replacing("\u{1B}", with: "\\u{1B}")
        #expect(
            message(Array(text.utf8)) { _ = try $0.doubles("value") }
                == "t.csv, line 5, column “value”: expected a number, got “\(shown)”")
        #expect(message(Array(text.utf8)) { _ = try $0.number("b") }.hasPrefix("t.csv, line 5, column “value”"))
    }

    @Test(arguments: [("nan", Double.nan), ("inf", .infinity), ("-inf", -.infinity), ("1e308", 1e308), ("", .nan)])
    func numbersThatAreWrittenSo(cell: String, value: Double) throws {
        let read = try Table(csv: Array("a,b\n1,\(cell)\n".utf8), source: "t").doubles("b")[0]
        #expect(read == value || (read.isNaN && value.isNaN))
    }

    /// What is said of a cell or a name of megabytes fits a terminal.
    @Test func longLinesAreCutInWords() {
        let long = String(repeating: "9", count: 3_000_000)
        #expect(message(Array("a\n\(long)x\n".utf8)) { _ = try $0.doubles("a") }.count < 200)
        #expect(message(Array("\(long),b\n1,2\n".utf8)) { _ = try $0.doubles("a") }.count < 1000)
    }
}
