/// Texts of somebody else's, such as the names that a study gives its methods, made fit for figures: what the fonts lack or
/// the markup does not allow is no reason to lose a figure.
public enum FigureText {
    /// What stands for a character without a glyph.
    static let replacement = "□"

    /// `text` as it is where figures can set it. Otherwise what is no markup is set as it is written, a character that no
    /// font has becomes a box, line feeds become spaces, and what is beyond `limit` characters gives way to “…”.
    public static func settable(_ text: String, limit: Int = 60) -> String {
        // Marks can be heaped on a character without an end.
        let isLong = text.count > limit || text.unicodeScalars.count > 4 * limit
        var result = isLong ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…" : text
        if result.unicodeScalars.contains(where: { $0.properties.isWhitespace && $0.value < 0x20 }) {
            result = result.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" }).joined(separator: " ")
        }
        // Each turn takes away what made the one before fail.
        for _ in 0...result.unicodeScalars.count {
            do {
                _ = try Typography.width(of: result, size: Theme.smallSize)
                return result
            } catch PlottingError.missingGlyph(let character, _) {
                let scalars = result.unicodeScalars.map { String($0) == character ? replacement : String($0) }
                result = scalars.joined()
            } catch PlottingError.malformedText {
                result = result.replacing("$", with: "\\$")
            } catch {
                return result
            }
        }
        return result
    }
}
