import Foundation

/// Cairo's SVG made fit to be inlined next to others.
///
/// Cairo takes ids from counters of the process, so they collide between figures and depend on what was drawn before.
/// Here they are renumbered in order of appearance and prefixed with the figure's id. Cairo knows 1/256 of a point and
/// writes six decimals: paths are cut to three, which halves the file.
struct SVGDocument {
    let data: Data

    init(_ source: Data, id: String, title: String, summary: String) {
        var rewriting = Rewriting(id: id)
        source.withUnsafeBytes { rewriting.read($0) }
        data = Self.describe(Data(rewriting.result), id: id, title: title, summary: summary)
    }

    /// Adds a title and a description for screen readers.
    private static func describe(_ source: Data, id: String, title: String, summary: String) -> Data {
        guard let tag = source.range(of: Data("<svg ".utf8)),
            let end = source[tag.upperBound...].firstIndex(of: UInt8(ascii: ">"))
        else { return source }
        let described = summary.isEmpty ? "" : " \(id)-desc"
        var words = "\n<title id=\"\(id)-title\">\(escaped(title))</title>"
        if !summary.isEmpty { words += "\n<desc id=\"\(id)-desc\">\(escaped(summary))</desc>" }
        return source[..<tag.upperBound] + Data("role=\"img\" aria-labelledby=\"\(id)-title\(described)\" ".utf8)
            + source[tag.upperBound...end] + Data(words.utf8) + source[source.index(after: end)...]
    }

    private static func escaped(_ text: String) -> String {
        // XML has no control characters but these three, not even escaped.
        let allowed = text.unicodeScalars.filter { scalar in
            (scalar.value >= 0x20 || [0x9, 0xA, 0xD].contains(scalar.value))
                && ![0xFFFE, 0xFFFF].contains(scalar.value)
        }
        return String(String.UnicodeScalarView(allowed)).replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
    }
}

/// Goes once through the bytes of an SVG: files have hundreds of thousands.
private struct Rewriting {
    private(set) var result: [UInt8] = []
    private let prefix: [UInt8]
    private var numbers: [[UInt8]: Int] = [:]

    private static let quote = UInt8(ascii: "\"")

    init(id: String) { prefix = Array("\(id)-".utf8) }

    /// Ids stand as `id="…"`, `"#…"` (references) and `url(#…)` (clips, masks), paths as `d="…"`.
    mutating func read(_ source: UnsafeRawBufferPointer) {
        result.reserveCapacity(source.count + source.count / 8)
        var index = 0
        while index < source.count {
            let byte = source[index]
            result.append(byte)
            index += 1
            if byte == Self.quote {
                if endsWith(" id=\"") {
                    index = rename(source, from: index, until: Self.quote)
                } else if endsWith(" d=\"") {
                    index = shorten(source, from: index)
                }
            } else if byte == UInt8(ascii: "#") {
                if endsWith("\"#") {
                    index = rename(source, from: index, until: Self.quote)
                } else if endsWith("url(#") {
                    index = rename(source, from: index, until: UInt8(ascii: ")"))
                }
            }
        }
    }

    private func endsWith(_ opening: StaticString) -> Bool {
        guard result.count >= opening.utf8CodeUnitCount else { return false }
        return result.suffix(opening.utf8CodeUnitCount).elementsEqual(
            UnsafeBufferPointer(start: opening.utf8Start, count: opening.utf8CodeUnitCount))
    }

    /// Writes the new id for the one that begins at `start`, and returns where it ends.
    private mutating func rename(_ source: UnsafeRawBufferPointer, from start: Int, until closing: UInt8) -> Int {
        guard let end = source[start...].firstIndex(of: closing) else { return start }
        let name = Array(source[start..<end])
        let number = numbers[name] ?? numbers.count + 1
        numbers[name] = number
        result += prefix
        result += Array(String(number).utf8)
        return end
    }

    /// Writes the path that begins at `start` with at most three decimals, and returns where it ends.
    private mutating func shorten(_ source: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        var decimals = -1
        while index < source.count, source[index] != Self.quote {
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: ".") {
                decimals = 0
            } else if byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") {
                decimals = -1
            } else if decimals >= 0 {
                decimals += 1
            }
            if decimals <= 3 { result.append(byte) }
        }
        // The closing quote opens nothing.
        if index < source.count {
            result.append(Self.quote)
            index += 1
        }
        return index
    }
}
