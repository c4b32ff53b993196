/// Text broken into lines no wider than a given width, where it has spaces outside of mathematics.
struct TextBlock {
    var lines: [TextLayout]
    var lineHeight: Double

    var width: Double { lines.map(\.width).max() ?? 0 }
    var height: Double { Double(lines.count) * lineHeight }

    /// - Throws: `PlottingError.malformedText`, `.missingGlyph`.
    init(_ text: String, size: Double, width: Double, fonts: FontBook) throws {
        lineHeight = size * 1.15
        lines = []
        guard !text.isEmpty else { return }
        let space = try TextLayout(" ", size: size, fonts: fonts).width
        var line = ""
        var end = 0.0
        for word in Self.words(text) {
            let wordWidth = width.isFinite ? try TextLayout(word, size: size, fonts: fonts).width : 0
            if !line.isEmpty, end + space + wordWidth > width {
                lines.append(try TextLayout(line, size: size, fonts: fonts))
                (line, end) = (word, wordWidth)
            } else {
                (line, end) = line.isEmpty ? (word, wordWidth) : (line + " " + word, end + space + wordWidth)
            }
        }
        lines.append(try TextLayout(line, size: size, fonts: fonts))
    }

    /// Words between spaces; what stands between dollar signs is one piece.
    private static func words(_ text: String) -> [String] {
        var words = [""]
        var mathematics = false
        for character in text {
            if character == "$" { mathematics.toggle() }
            if character == " " && !mathematics {
                words.append("")
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }
    }
}

/// Measures text as figures set it.
public enum Typography {
    /// The advance of a line of text, in the markup of `MathText`, at `size` points.
    /// - Throws: `PlottingError.malformedText`, `.missingGlyph`, `.fontNotFound`.
    public static func width(of text: String, size: Double, fontFolders: [String]? = nil) throws -> Double {
        try FontBook.lend(folders: fontFolders) { try TextLayout(text, size: size, fonts: $0).width }
    }
}
