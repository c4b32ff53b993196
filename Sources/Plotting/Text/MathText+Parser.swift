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
                default:
                    if let accent = MathText.combining[next], let base = nodes.popLast() {
                        nodes.append(.accent(accent, base: [base]))
                    } else {
                        nodes += MathText.symbol(next, after: nodes.last)
                    }
                }
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

    /// One character of mathematics: letters italic, the rest upright, relations with space around them.
    fileprivate static func symbol(_ scalar: Unicode.Scalar, after previous: Node?) -> [Node] {
        switch scalar {
        case "=", "<", ">", "≤", "≥", "≈", "≠", "∈", "→":
            return [.space(0.25), .text(String(scalar), italic: false), .space(0.25)]
        case "+", "-", "−", "±", "×":
            // A sign in front of a number has no space after it; an operator between two terms has.
            let text = Node.text(scalar == "-" ? "−" : String(scalar), italic: false)
            guard let previous else { return [text] }
            if case .space = previous { return [text] }
            return [.space(0.18), text, .space(0.18)]
        case "*": return [.text("∗", italic: false)]
        case "|": return [.text("|", italic: false)]
        case ",": return [.text(",", italic: false), .space(0.17)]
        case "∇", "∂", "∑": return [.text(String(scalar), italic: false)]
        default: return [.text(String(scalar), italic: scalar.properties.isAlphabetic)]
        }
    }

    fileprivate static func add(subscript nodes: [Node], to list: inout [Node]) {
        if case .scripts(let old, let upper)? = list.last, old.isEmpty {
            list[list.count - 1] = .scripts(subscript: merged(nodes), superscript: upper)
        } else {
            list.append(.scripts(subscript: merged(nodes), superscript: []))
        }
    }

    fileprivate static func add(superscript nodes: [Node], to list: inout [Node]) {
        if case .scripts(let lower, let old)? = list.last, old.isEmpty {
            list[list.count - 1] = .scripts(subscript: lower, superscript: merged(nodes))
        } else {
            list.append(.scripts(subscript: [], superscript: merged(nodes)))
        }
    }

    /// Joins neighbours of one cut, so that each run is drawn in one call and stays one word in a PDF.
    fileprivate static func merged(_ nodes: [Node]) -> [Node] {
        nodes.reduce(into: []) { list, node in
            if case .text(let new, let italic) = node, case .text(let old, italic)? = list.last {
                list[list.count - 1] = .text(old + new, italic: italic)
            } else {
                list.append(node)
            }
        }
    }
}
