import Foundation
import Stages
import Support
import Testing

@Suite struct TableTests {
    @Test func everythingSurvivesTheFile() throws {
        let folder = try TemporaryFolder()
        var table = Table(columns: ["name", "x", "odd, \"name\"\n", "maybe"])
        table.append(["plain", 0.1 + 0.2, 3, Double?.none])
        table.append(["with, comma", Double.nan, -7, Double?.some(Double.leastNonzeroMagnitude)])
        table.append(["say \"hi\"\r\nthere", -Double.infinity, Int.max, 1e300])
        table.append(["", Float(0.1), 0, true])
        let url = folder.url.appendingPathComponent("t.csv")
        try table.write(to: url)
        let read = try Table(contentsOf: url)
        #expect(read.columns == table.columns)
        #expect(try read.strings("name") == ["plain", "with, comma", "say \"hi\"\r\nthere", ""])
        let x = try read.doubles("x")
        #expect(x[0] == 0.1 + 0.2 && x[1].isNaN && x[2] == -.infinity && Float(x[3]) == 0.1)
        #expect(try read.ints("odd, \"name\"\n") == [3, -7, Int.max, 0])
        #expect(try read.optionalDoubles("maybe") == [nil, .leastNonzeroMagnitude, 1e300, 1])
        #expect(try read.doubles("maybe")[0].isNaN)
        #expect(read.csv == table.csv)
    }

    @Test func theTextIsRFC4180() throws {
        var table = Table(columns: ["a", "b"])
        table.append(["x\"y", 1e-5])
        #expect(String(decoding: table.csv, as: UTF8.self) == "a,b\n\"x\"\"y\",1e-05\n")
        var single = Table(columns: ["a"])
        single.append([""])
        #expect(try Table(csv: [UInt8](single.csv), source: "t").rowCount == 1)
    }

    @Test func foreignFilesAreRead() throws {
        let text = "\u{FEFF}a,b\r\n1,\"two\r\nlines\"\r\n\r\n3,4"
        let table = try Table(csv: Array(text.utf8), source: "t.csv")
        #expect(table.columns == ["a", "b"])
        #expect(try table.ints("a") == [1, 3])
        #expect(try table.strings("b") == ["two\r\nlines", "4"])
        #expect(try Table(csv: Array("a,b\n,\n".utf8), source: "t").strings("b") == [""])
    }

    @Test func mistakesAreNamed() throws {
        let table = try Table(csv: Array("layer,distance_mean\n1,x\n".utf8), source: "layers.csv")
        let missing = #expect(throws: TableError.self) { try table.doubles("distance_maen") }
        #expect(
            "\(try #require(missing))".contains(
                "layers.csv has no column “distance_maen”. Did you mean “distance_mean”?"))
        #expect(
            throws: TableError.badCell(
                file: "layers.csv", column: "distance_mean", line: 2, text: "x", expected: "a number")
        ) { try table.doubles("distance_mean") }
        #expect(throws: TableError.wrongCount(file: "t", line: 4, expected: 2, got: 1)) {
            try Table(csv: Array("a,b\n\"1\n\",2\n3\n".utf8), source: "t")
        }
        #expect(throws: TableError.openQuote(file: "t", line: 2)) {
            try Table(csv: Array("a\n\"1\n2\n".utf8), source: "t")
        }
        #expect(throws: TableError.empty(file: "t")) { try Table(csv: [], source: "t") }
        #expect(throws: TableError.duplicateColumn("a", file: "t")) { try Table(csv: Array("a,a\n".utf8), source: "t") }
        #expect(throws: DataError.self) { try Table(contentsOf: URL(fileURLWithPath: "/nowhere/t.csv")) }
    }

    @Test func rowsAreSelected() throws {
        var table = Table(columns: ["name", "value"], source: "summary.csv")
        table.append(["rms", 0.25])
        table.append(["steps", 12])
        table.append(["source", "made up"])
        #expect(try table.number("rms") == 0.25)
        #expect(try table.value("source") == "made up")
        #expect(try table.rows(where: "value", is: 12).strings("name") == ["steps"])
        #expect(throws: TableError.missingRow("stesp", file: "summary.csv", nearest: "steps")) {
            try table.value("stesp")
        }
        #expect(throws: TableError.self) { try table.number("source") }
        table.append(["rms", 1])
        #expect(try table.distinct("name") == ["rms", "steps", "source"])
    }

    @Test func aHundredThousandRowsSurviveTheWayToCSVAndBack() throws {
        var table = Table(columns: ["sample", "layer", "distance", "objective", "l1"])
        for row in 0..<100_000 {
            let x = Double(row) * 0.123456789
            table.append([row / 10, row % 10, x, x.squareRoot(), -x])
        }
        let bytes = [UInt8](table.csv)
        let read = try Table(csv: bytes, source: "t")
        let sum = try read.doubles("distance").reduce(0, +) + read.doubles("l1").reduce(0, +)
        #expect(sum == 0)
        #expect(read.rowCount == 100_000)
    }
}
