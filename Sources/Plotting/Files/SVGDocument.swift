import Foundation

/// Cairo's SVG made fit to be inlined next to others.
///
/// Cairo takes ids from counters of the process, so they collide between figures and depend on what was drawn before.
/// Here they are renumbered in order of appearance and prefixed with the figure's id.
struct SVGDocument {
    let text: String

    init(_ source: String, id: String, title: String, summary: String) {
        let renumbered = Self.shortened(Self.renumber(source, prefix: id))
        text = Self.describe(renumbered, id: id, title: title, summary: summary)
    }

    /// Ids stand as `id="…"`, `"#…"` (references) and `url(#…)` (clips, masks).
    private static func renumber(_ source: String, prefix: String) -> String {
        var numbers: [Substring: Int] = [:]
        var result = ""
        result.reserveCapacity(source.utf8.count + source.utf8.count / 8)
        var rest = source[...]
        let starts: [(opening: String, closing: Character)] = [("id=\"", "\""), ("\"#", "\""), ("url(#", ")")]
        while let (range, closing) = next(in: rest, starts) {
            result += rest[..<range.upperBound]
            rest = rest[range.upperBound...]
            guard let end = rest.firstIndex(of: closing) else { break }
            let name = rest[..<end]
            let number = numbers[name] ?? numbers.count + 1
            numbers[name] = number
            result += "\(prefix)-\(number)"
            rest = rest[end...]
        }
        return result + rest
    }

    private static func next(
        in text: Substring, _ starts: [(opening: String, closing: Character)]
    ) -> (Range<String.Index>, Character)? {
        // All three openings end in a character that is rare in Cairo's output: look for those first.
        let bytes = text.utf8
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\"") {
                let after = bytes.index(after: index)
                for start in starts where text[..<after].hasSuffix(start.opening) && isWhole(text, after, start.opening)
                {
                    return (text.startIndex..<after, start.closing)
                }
            }
            index = bytes.index(after: index)
        }
        return nil
    }

    /// Whether what was found is the attribute `id` itself and no attribute that ends in it.
    private static func isWhole(_ text: Substring, _ end: String.Index, _ opening: String) -> Bool {
        guard opening.hasPrefix("id") else { return true }
        let start = text.index(end, offsetBy: -opening.count)
        return start > text.startIndex && text[text.index(before: start)] == " "
    }

    /// Cairo knows 1/256 of a point and writes six decimals: paths are cut to three, which halves the file.
    private static func shortened(_ source: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(source.utf8.count)
        let opening = Array(" d=\"".utf8)
        var inPath = false
        var decimals = -1
        for byte in source.utf8 {
            if byte == UInt8(ascii: "\"") {
                inPath = !inPath && result.suffix(3) == opening.prefix(3)
                decimals = -1
            } else if inPath {
                let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                if byte == UInt8(ascii: ".") { decimals = 0 } else if !isDigit { decimals = -1 }
                if isDigit && decimals >= 0 {
                    decimals += 1
                    if decimals > 3 { continue }
                }
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func describe(_ source: String, id: String, title: String, summary: String) -> String {
        guard let tag = source.range(of: "<svg "), let end = source[tag.upperBound...].firstIndex(of: ">") else {
            return source
        }
        let described = summary.isEmpty ? "" : " \(id)-desc"
        var text = String(source[..<tag.upperBound])
        text += "role=\"img\" aria-labelledby=\"\(id)-title\(described)\" "
        text += source[tag.upperBound...end]
        text += "\n<title id=\"\(id)-title\">\(escaped(title))</title>"
        if !summary.isEmpty { text += "\n<desc id=\"\(id)-desc\">\(escaped(summary))</desc>" }
        return text + source[source.index(after: end)...]
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
    }
}
