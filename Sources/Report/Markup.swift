/// A small markup for captions and sentences: everything is escaped for HTML, then `*text*` becomes italic, `_{text}` a
/// subscript and `^{text}` a superscript. A star or brace without its partner stays as it is; marks do not nest.
public enum Markup {
    /// The HTML (and XHTML) of a marked-up text.
    public static func html(_ text: String) -> String {
        var result = ""
        var rest = Substring(escape(text))
        while let mark = rest.firstIndex(where: { "*_^".contains($0) }) {
            result += rest[..<mark]
            rest = rest[mark...]
            let (opening, closing, tag): (String, Character, String) =
                rest.first == "*" ? ("*", "*", "i") : rest.first == "_" ? ("_{", "}", "sub") : ("^{", "}", "sup")
            let inner = rest.dropFirst(opening.count)
            if rest.hasPrefix(opening), let end = inner.firstIndex(of: closing), end > inner.startIndex {
                result += "<\(tag)>\(inner[..<end])</\(tag)>"
                rest = inner[inner.index(after: end)...]
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    /// The text without its marks, for tables that are read by programs.
    public static func plain(_ text: String) -> String {
        let tags = ["i", "sub", "sup"].flatMap { [("<\($0)>", ""), ("</\($0)>", "")] }
        let characters = entities.map { ($0.text, String($0.character)) }
        return (tags + [("\u{A0}", " ")] + characters).reduce(html(text)) { $0.replacing($1.0, with: $1.1) }
    }

    /// The five characters with what stands for them. The ampersand is last: read back earlier, it would make new entities.
    private static let entities: [(character: Unicode.Scalar, text: String)] = [
        ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"), ("&", "&amp;"),
    ]

    /// `text` with the five characters that mean something in HTML replaced, and characters that XML forbids removed.
    public static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isAllowed(scalar) {
            if let entity = entities.first(where: { $0.character == scalar }) {
                result.append(contentsOf: entity.text.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether XML may hold a character: of the control characters it knows tab, line feed and carriage return.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD: true
        case ..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}

extension String {
    /// The text with its first letter in upper case.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
