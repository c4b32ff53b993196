/// Sentences of `Markup` as LaTeX, for captions and tables: `*x*` and what stands raised or lowered become mathematics,
/// as do signs and Greek letters; characters that mean something in LaTeX are escaped.
public enum LaTeXText {
    /// The LaTeX of a text in `Markup`.
    public static func latex(_ markup: String) -> String {
        var writer = Writer()
        // The marks are read once, by `Markup`; here only its three elements are left to tell from text.
        var style: Character?
        var rest = Substring(Markup.html(markup))
        while !rest.isEmpty {
            if let tag = ["<i>", "<sub>", "<sup>"].first(where: rest.hasPrefix) {
                style = tag == "<i>" ? "i" : tag == "<sub>" ? "_" : "^"
                rest = rest.dropFirst(tag.count)
            } else if let tag = ["</i>", "</sub>", "</sup>"].first(where: rest.hasPrefix) {
                style = nil
                rest = rest.dropFirst(tag.count)
            } else {
                let end = rest.dropFirst().firstIndex(of: "<") ?? rest.endIndex
                writer.add(unescaped(rest[..<end]), style: style)
                rest = rest[end...]
            }
        }
        return writer.finished
    }

    /// The LaTeX of a plain text, such as a command or a processor's name.
    public static func escape(_ text: String) -> String {
        var writer = Writer()
        // TeX stops at control characters.
        let shown = text.unicodeScalars.filter { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
        writer.add(String(String.UnicodeScalarView(shown)), style: nil)
        return writer.finished
    }

    private static func unescaped(_ html: Substring) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(String(html)) { $0.replacing($1.0, with: $1.1) }
    }
}

/// Writes pieces of text and of mathematics, neighbours of which share their dollar signs.
private struct Writer {
    private var text = ""
    private var isMath = false
    private var lastWasRaised = false

    var finished: String { isMath ? text + "$" : text }

    /// Adds a run: plain text for nil, "i" for italics, "_" for a subscript and "^" for a superscript.
    mutating func add(_ run: String, style: Character?) {
        switch style {
        case nil: for character in run { add(character) }
        case "i":
            // A letter is a variable; a word is stressed.
            if run.count > 2, run.allSatisfy({ $0.isLetter || $0.isWhitespace }) {
                word("\\emph{\(LaTeXText.escape(run))}")
            } else {
                math(Self.inMath(run))
            }
        case let mark?:
            let isWord = run.count > 1 && run.allSatisfy { $0.isASCII && $0.isLetter }
            math("\(mark){" + (isWord ? "\\mathrm{\(run)}" : Self.inMath(run)) + "}")
        }
    }

    private mutating func add(_ character: Character) {
        if let power = LaTeXSymbols.raised[character] {
            // Digits of one exponent share its braces.
            if lastWasRaised {
                text.removeLast()
                text += power + "}"
            } else {
                math("^{\(power)}")
            }
            lastWasRaised = true
            return
        }
        if let symbol = LaTeXSymbols.math(character) {
            math(symbol)
        } else {
            word(LaTeXSymbols.text[character] ?? String(character))
        }
    }

    private mutating func math(_ piece: String) {
        if !isMath { text += "$" }
        // A command's name ends where the next letter begins.
        let needsSpace = piece.first?.isLetter == true && Self.endsInCommand(text)
        text += (needsSpace ? " " : "") + piece
        (isMath, lastWasRaised) = (true, false)
    }

    private mutating func word(_ piece: String) {
        text += (isMath ? "$" : "") + piece
        (isMath, lastWasRaised) = (false, false)
    }

    private static func inMath(_ run: String) -> String {
        run.reduce(into: "") { result, character in
            let piece = LaTeXSymbols.math(character) ?? LaTeXSymbols.text[character] ?? String(character)
            result += (piece.first?.isLetter == true && endsInCommand(result) ? " " : "") + piece
        }
    }

    private static func endsInCommand(_ text: String) -> Bool {
        guard let slash = text.lastIndex(of: "\\") else { return false }
        let name = text[text.index(after: slash)...]
        return !name.isEmpty && name.allSatisfy { $0.isASCII && $0.isLetter }
    }
}
