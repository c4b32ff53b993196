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
        let entities = [
            ("\u{A0}", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ]
        return (tags + entities).reduce(html(text)) { $0.replacing($1.0, with: $1.1) }
    }

    /// `text` with the five characters that mean something in HTML replaced, and characters that XML forbids removed.
    public static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension String {
    /// The text with its first letter in upper case.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
