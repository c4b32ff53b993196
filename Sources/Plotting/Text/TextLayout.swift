/// A line of text, measured: runs with their places relative to the start of the base line.
struct TextLayout {
    /// Characters of one cut and size, drawn in one call.
    struct Run {
        var text: String
        var cut: FontBook.Cut
        var size: Double
        /// Offset from the start of the base line in points; y downwards.
        var x: Double
        var y: Double
    }

    private(set) var runs: [Run] = []
    /// The advance in points.
    private(set) var width = 0.0
    /// Where the last run ends: what begins there joins it.
    private var lastEnd = 0.0
    /// How far the text's size reaches above and below the base line: the same for every text of a size, so that base
    /// lines align.
    let ascent: Double
    let descent: Double

    /// Lays out `text` at `size` points.
    /// - Throws: `PlottingError.malformedText`, `.missingGlyph`.
    init(_ text: String, size: Double, fonts: FontBook) throws {
        ascent = 0.70 * size
        descent = 0.22 * size
        let parsed = try MathText(text)
        try append(parsed.nodes, size: size, y: 0, fonts: fonts, source: text)
    }

    private mutating func append(
        _ nodes: [MathText.Node], size: Double, y: Double, fonts: FontBook, source: String
    ) throws {
        for (index, node) in nodes.enumerated() {
            switch node {
            case .space(let ems):
                // Scripts are set tight.
                width += (y == 0 ? ems : 0.3 * ems) * size
            case .text(let text, let italic):
                try append(text, italic: italic, size: size, y: y, fonts: fonts, source: source)
            case .accent(let accent, let base):
                try append(accent, over: base, size: size, y: y, fonts: fonts, source: source)
            case .scripts(let lower, let upper):
                let start = width
                // An italic letter leans into its superscript; a little room keeps them apart.
                let lean = index > 0 && nodes[index - 1].endsItalic ? 0.06 * size : 0
                try append(lower, size: size * 0.72, y: y + 0.20 * size, fonts: fonts, source: source)
                let end = width
                width = start + (upper.isEmpty ? 0 : lean)
                try append(upper, size: size * 0.72, y: y - 0.36 * size, fonts: fonts, source: source)
                width = max(width, end) + 0.04 * size
            }
        }
    }

    /// Appends characters; those that the italic lacks are taken from the upright cut.
    private mutating func append(
        _ text: String, italic: Bool, size: Double, y: Double, fonts: FontBook, source: String
    ) throws {
        for scalar in text.unicodeScalars {
            let wanted: FontBook.Cut = italic ? .italic : .regular
            var cut = wanted
            var found = fonts.glyph(scalar, wanted)
            if found == nil { (cut, found) = (.regular, fonts.glyph(scalar, .regular)) }
            guard let glyph = found else {
                throw PlottingError.missingGlyph(character: String(scalar), text: source)
            }
            if let last = runs.last, last.cut == cut, last.size == size, last.y == y, abs(lastEnd - width) < 1e-9 {
                runs[runs.count - 1].text.unicodeScalars.append(scalar)
            } else {
                runs.append(Run(text: String(scalar), cut: cut, size: size, x: width, y: y))
            }
            width += glyph.advance * size
            lastEnd = width
        }
    }

    /// Puts an accent over the middle of the ink of `base`, as high as the letter asks.
    private mutating func append(
        _ accent: Unicode.Scalar, over base: [MathText.Node], size: Double, y: Double, fonts: FontBook, source: String
    ) throws {
        let start = width
        try append(base, size: size, y: y, fonts: fonts, source: source)
        let end = width
        guard let last = runs.last, let letter = last.text.unicodeScalars.last,
            let ink = fonts.glyph(letter, last.cut), let mark = fonts.glyph(accent, .regular),
            let lowerCase = fonts.glyph("x", .regular)?.top
        else { return }
        let letterStart = end - ink.advance * size
        // The top of a slanted letter lies to the right of its middle.
        let slant = last.cut == .italic ? 0.20 * ink.top : 0
        let centre = (ink.left + ink.right) / 2 + slant / 2
        width = letterStart + (centre - (mark.left + mark.right) / 2) * size
        let raise = max(ink.top - lowerCase, 0) * size
        try append(String(accent), italic: false, size: size, y: y - raise, fonts: fonts, source: source)
        width = max(start, end)
    }
}

extension MathText.Node {
    fileprivate var endsItalic: Bool {
        switch self {
        case .text(_, let italic): return italic
        case .accent(_, let base): return base.last?.endsItalic ?? false
        default: return false
        }
    }
}
