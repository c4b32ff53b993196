/// Texts of unknown origin, such as files' names, made fit for terminals, logs, tables and pages.
public enum PrintableText {
    /// The text with what a terminal would obey, or would not show, as escapes: "\n", "\u{1b}".
    ///
    /// These are control characters, line and paragraph separators, and the marks that turn the direction of writing.
    public static func escaping(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isUnsafe(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// UTF-8 bytes as a text, and all others as "\xe9". Control characters stay as they are.
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

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
