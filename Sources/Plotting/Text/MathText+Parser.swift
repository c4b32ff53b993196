import Foundation

extension MathText {
    /// Reads the markup character by character.
    struct Parser {
        let source: String
        private var rest: Substring.UnicodeScalarView

        init(source: String) {
            self.source = source
            rest = source.unicodeScalars[...]
        }

        mutating func parse() throws -> [Node] {
            var nodes: [Node] = []
            var plain = String.UnicodeScalarView()
            func flush() {
                if !plain.isEmpty { nodes.append(.text(String(plain), italic: false)) }
                plain = .init()
            }
            while let next = rest.popFirst() {
                if next == "\\", rest.first == "$" {
                    plain.append(rest.removeFirst())
                } else if next == "$" {
                    flush()
                    rest = try decomposedMathematics()
                    nodes += try mathematics(until: "$")
                } else if MathText.raised[next] != nil || MathText.lowered[next] != nil || MathText.gaps[next] != nil {
                    flush()
                    add(next, to: &nodes)
                } else {
                    plain.append(next)
                }
            }
            flush()
            return MathText.merged(nodes)
        }

        /// Accented letters such as ŷ become a letter and a combining accent, in mathematics only.
        private func decomposedMathematics() throws -> Substring.UnicodeScalarView {
            guard let end = rest.firstIndex(of: "$") else { throw malformed("a dollar sign is not closed") }
            let inner = String(rest[..<end]).decomposedStringWithCanonicalMapping
            return (inner + String(rest[end...])).unicodeScalars[...]
        }

        private mutating func mathematics(until closing: Unicode.Scalar) throws -> [Node] {
            var nodes: [Node] = []
            while true {
                guard let next = rest.popFirst() else {
                    throw malformed(closing == "$" ? "a dollar sign is not closed" : "a brace is not closed")
                }
                switch next {
                case closing: return nodes
                case "$", "}": throw malformed("unexpected “\(next)”")
                case "{": nodes += try mathematics(until: "}")
                case "_": MathText.add(subscript: try argument(), to: &nodes)
                case "^": MathText.add(superscript: try argument(), to: &nodes)
                case " ": continue
                case "\\": nodes += try command()
                default: add(next, to: &nodes)
                }
            }
        }

        /// Adds a character of mathematics, or of text where that is written with what the font lacks: digits that are
        /// raised or lowered, with all that follow them, and narrow spaces.
        private mutating func add(_ scalar: Unicode.Scalar, to nodes: inout [Node]) {
            func run(_ letters: [Unicode.Scalar: Character]) -> String? {
                guard let first = letters[scalar] else { return nil }
                var text = String(first)
                while let next = rest.first, let letter = letters[next] {
                    text.append(letter)
                    rest.removeFirst()
                }
                return text
            }
            if let text = run(MathText.raised) {
                MathText.add(superscript: [.text(text, italic: false)], to: &nodes)
            } else if let text = run(MathText.lowered) {
                MathText.add(subscript: [.text(text, italic: false)], to: &nodes)
            } else if let width = MathText.gaps[scalar] {
                nodes.append(.space(width))
            } else if let accent = MathText.combining[scalar], let base = nodes.popLast() {
                nodes.append(.accent(accent, base: [base]))
            } else {
                nodes += MathText.symbol(scalar, after: nodes.last)
            }
        }

        /// What a script or an accent applies to: a group in braces, a command or one character.
        private mutating func argument() throws -> [Node] {
            while rest.first == " " { rest.removeFirst() }
            guard let next = rest.popFirst() else { throw malformed("something is missing at the end") }
            switch next {
            case "{": return try mathematics(until: "}")
            case "\\": return try command()
            case "$", "}", "_", "^": throw malformed("unexpected “\(next)”")
            default: return MathText.symbol(next, after: nil)
            }
        }

        private mutating func command() throws -> [Node] {
            if rest.first == " " || rest.first == "," {
                rest.removeFirst()
                return [.space(0.2)]
            }
            if rest.first == "|" {
                rest.removeFirst()
                return [.text("‖", italic: false)]
            }
            var name = ""
            while let next = rest.first, next.properties.isAlphabetic, next.isASCII {
                name.unicodeScalars.append(rest.removeFirst())
            }
            if let accent = MathText.accents[name] { return [.accent(accent, base: try argument())] }
            if name == "mathrm" || name == "text" { return [.text(try literal(), italic: false)] }
            guard let symbol = MathText.commands[name]?.unicodeScalars.first else {
                throw malformed("unknown command “\\\(name)”")
            }
            return MathText.symbol(symbol, after: nil)
        }

        private mutating func literal() throws -> String {
            guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}") else {
                throw malformed("\\mathrm and \\text want braces")
            }
            let text = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            return text
        }

        private func malformed(_ reason: String) -> PlottingError {
            .malformedText(text: source, reason: reason)
        }
    }
}
