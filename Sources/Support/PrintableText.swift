/// Texts that somebody else wrote (names, cells, paths) as one line for people: a control character in them would move the
/// terminal's cursor or end the line, and a cell of megabytes would hide what is said of it.
public enum PrintableText {
    /// `text` with control characters and marks that turn the writing's direction as escapes, `\n` and `\u{1B}`, and cut
    /// to `limit` characters.
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

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            // Isolates and overrides of the direction make a text read as another one.
            let turns = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            let isControl = [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            guard isControl || turns else { return String(scalar) }
            return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }
}
