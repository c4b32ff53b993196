import Foundation

/// What can go wrong while a figure is drawn or written. Each message says what is wrong, where, and what to do.
public enum PlottingError: Error, CustomStringConvertible, LocalizedError, Equatable {
    /// No folder of `searched` holds the figures' font.
    case fontNotFound(searched: [String])
    /// FreeType could not open the font file at `path`.
    case unreadableFont(path: String, code: Int)
    /// No font has a glyph for `character`, which occurs in `text`.
    case missingGlyph(character: String, text: String)
    /// The markup of `text` is not well formed.
    case malformedText(text: String, reason: String)
    /// Two lists of a mark that belong together have different lengths.
    case mismatchedCounts(mark: String, series: String, what: String, expected: Int, got: Int)
    /// The figure's description cannot be drawn.
    case invalidFigure(id: String, reason: String)
    /// A file could not be written or read.
    case file(path: String, reason: String)
    /// Cairo or libpng refused.
    case drawing(what: String, reason: String)

    /// The message for people.
    public var description: String {
        switch self {
        case .fontNotFound(let searched):
            return
                "The figures' font was not found: looked for STIX-Regular.otf and STIX-Italic.otf (or STIXGeneral-*.otf) "
                + "in \(searched.joined(separator: ", ")). Hint: install the Debian package fonts-stix, or set "
                + "DOWNHILL_FONTS to the folder that holds them."
        case .unreadableFont(let path, let code):
            return "The font file \(path) could not be opened (FreeType error \(code)). Hint: reinstall fonts-stix."
        case .missingGlyph(let character, let text):
            let codes = character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
            return "The figures' fonts have no glyph for “\(character)” (\(codes.joined(separator: " "))) in the text "
                + "“\(text)”. Hint: sub- and superscripts are written $y_2$ and $10^{-3}$."
        case .malformedText(let text, let reason):
            return "The text “\(text)” is not well formed: \(reason)."
        case .mismatchedCounts(let mark, let series, let what, let expected, let got):
            return "The \(mark) of “\(series)” has \(got) \(what), expected \(expected)."
        case .invalidFigure(let id, let reason):
            return "The figure “\(id)” cannot be drawn: \(reason)."
        case .file(let path, let reason):
            return "\(path): \(reason)."
        case .drawing(let what, let reason):
            return "Drawing \(what) failed: \(reason)."
        }
    }

    /// The same message.
    public var errorDescription: String? { description }
}
