/// Splits CSV bytes into rows of texts. Works on bytes: `Character` would be tens of times slower.
struct CSVReader {
    private let bytes: [UInt8]
    private let source: String
    private var position = 0
    private var line = 1

    /// The line on which the last row began.
    private(set) var rowLine = 1

    init(bytes: [UInt8], source: String) {
        self.bytes = bytes
        self.source = source
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Reads the next row that is not blank into `row`; false at the end.
    mutating func next(_ row: inout [String]) throws -> Bool {
        row.removeAll(keepingCapacity: true)
        while position < bytes.count, isLineEnd(bytes[position]) { skipLineEnd() }
        guard position < bytes.count else { return false }
        rowLine = line
        while true {
            row.append(bytes[safely: position] == UInt8(ascii: "\"") ? try quotedCell() : try plainCell())
            guard position < bytes.count else { return true }
            if bytes[position] == UInt8(ascii: ",") {
                position += 1
            } else {
                skipLineEnd()
                return true
            }
        }
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private mutating func skipLineEnd() {
        if bytes[position] == 0x0D, bytes[safely: position + 1] == 0x0A { position += 1 }
        position += 1
        line += 1
    }

    private mutating func plainCell() throws -> String {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isLineEnd(bytes[position]) {
            position += 1
        }
        return try text(bytes[start..<position])
    }

    private func text(_ bytes: some Collection<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TableError.notUTF8(file: source, line: rowLine)
        }
        return text
    }

    private mutating func quotedCell() throws -> String {
        let quote = UInt8(ascii: "\"")
        let startLine = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A { line += 1 }
            guard byte == quote else {
                content.append(byte)
                continue
            }
            guard bytes[safely: position] == quote else {
                // Tolerates text after the closing quote, as most readers do.
                return try text(content) + plainCell()
            }
            content.append(quote)
            position += 1
        }
        throw TableError.openQuote(file: source, line: startLine)
    }
}

extension Array {
    fileprivate subscript(safely index: Int) -> Element? { index < count ? self[index] : nil }
}
