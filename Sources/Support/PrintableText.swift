/// Texts that somebody else wrote (names, cells, paths), made fit for terminals, logs, tables and pages: a control character
/// in them would move the terminal's cursor or end the line, and a cell of megabytes would hide what is said of it.
public enum PrintableText {
    /// `text` as one line: with control characters and marks that turn the writing's direction as escapes, `\n` and
    /// `\u{1B}`, and cut to `limit` characters.
    public static func line(_ text: String, limit: Int = 200) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + "…" }
            result += escaped(scalar)
            count += 1
        }
        return result
    }

    /// `text` with its control characters as escapes, but line feeds and tabs as they are.
    public static func block(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += $1 == "\n" || $1 == "\t" ? String($1) : escaped($1) }
    }

    /// UTF-8 bytes as a text, and all others as `\xe9`. Control characters stay as they are.
    public static func decoding(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var (result, rest) = ("", bytes[...])
        while let first = rest.first {
            // The longest is four bytes.
            let length = (1...4).first { $0 <= rest.count && String(validating: rest.prefix($0), as: UTF8.self) != nil }
            if let length {
                result += String(decoding: rest.prefix(length), as: UTF8.self)
            } else {
                result += "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16)
            }
            rest = rest.dropFirst(length ?? 1)
        }
        return result
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            // Marks, isolates and overrides of the direction make a text read as another one.
            let turns = [0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069].contains { $0.contains(scalar.value) }
            let isControl = [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            guard isControl || turns else { return String(scalar) }
            return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }
}
