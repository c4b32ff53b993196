import Support

extension Table {
    /// The rows whose cell in `column` has the text `text`. Throws `TableError.missingColumn`.
    public func rows(where column: String, is text: String) throws -> Table {
        let matches = try strings(column).indices(of: text)
        var result = Table(columns: columns, source: source)
        result.cells = cells.map { column in matches.map { column[$0] } }
        result.lines = matches.map { line(ofRow: $0) }
        return result
    }

    /// The rows whose cell in `column` is the whole number `number`. Throws `TableError.missingColumn`.
    public func rows(where column: String, is number: Int) throws -> Table {
        try rows(where: column, is: String(number))
    }

    /// The different texts of a column in order of appearance. Throws `TableError.missingColumn`.
    public func distinct(_ column: String) throws -> [String] {
        var seen = Set<String>()
        return try strings(column).filter { seen.insert($0).inserted }
    }

    /// Of a table with columns `name,value`: the text beside `name`. Throws `TableError` with the nearest name.
    public func value(_ name: String) throws -> String {
        let names = try strings("name")
        let values = try strings("value")
        guard let row = names.firstIndex(of: name) else {
            throw TableError.missingRow(name, file: source, nearest: NearestName.suggest(name, among: names))
        }
        return values[row]
    }

    /// Of a table with columns `name,value`: the number beside `name`. Throws `TableError`.
    public func number(_ name: String) throws -> Double {
        let text = try value(name)
        guard let number = Self.number(text) else {
            let row = try strings("name").firstIndex(of: name) ?? 0
            throw TableError.badCell(
                file: source, column: "value", line: line(ofRow: row), text: text, expected: "a number as \(name)")
        }
        return number
    }
}

extension Array where Element == String {
    fileprivate func indices(of text: String) -> [Int] { indices.filter { self[$0] == text } }
}
