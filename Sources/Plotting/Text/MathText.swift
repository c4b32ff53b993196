import Foundation

/// The parsed form of a small markup: plain text is upright; between dollar signs stands mathematics.
///
/// In mathematics letters and Greek are italic, digits and operators upright; `_2`, `_{l−1}`, `^*`, `^{-3}` are sub- and
/// superscripts; `\hat{σ}`, `\tilde{y}`, `\bar{x}` put accents; `\mathrm{noise}` is upright; spaces are kept only as
/// `\ ` or around relations. Symbols are written as they are (‖ λ ℓ ∇ × ·) or by name (`\lambda`, `\ell`, `\nabla`).
struct MathText: Equatable {
    indirect enum Node: Equatable {
        case text(String, italic: Bool)
        case accent(Unicode.Scalar, base: [Node])
        case scripts(subscript: [Node], superscript: [Node])
        /// A gap, in ems.
        case space(Double)
    }

    let source: String
    let nodes: [Node]

    /// - Throws: `PlottingError.malformedText` for unbalanced dollar signs or braces and unknown commands.
    init(_ source: String) throws {
        self.source = source
        var parser = Parser(source: source)
        nodes = try parser.parse()
    }

    static let commands: [String: String] = [
        "lambda": "λ", "ell": "ℓ", "nabla": "∇", "sigma": "σ", "alpha": "α", "epsilon": "ε", "beta": "β", "mu": "μ",
        "theta": "θ", "times": "×", "cdot": "·", "le": "≤", "ge": "≥", "infty": "∞", "pm": "±", "sum": "∑", "in": "∈",
        "to": "→", "partial": "∂", "approx": "≈", "ne": "≠",
    ]
    static let accents: [String: Unicode.Scalar] = ["hat": "\u{02C6}", "tilde": "\u{02DC}", "bar": "\u{00AF}"]
    static let combining: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{0302}": "\u{02C6}", "\u{0303}": "\u{02DC}", "\u{0304}": "\u{00AF}",
    ]
    /// Raised and lowered digits, of which the fonts have three, and spaces, of which they have two (with their width in ems).
    static let raised = letters("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+−")
    static let lowered = letters("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+−")
    static let gaps: [Unicode.Scalar: Double] = [
        "\u{2002}": 0.5, "\u{2003}": 1, "\u{2007}": 0.5, "\u{2009}": 0.2, "\u{200A}": 0.1, "\u{202F}": 0.2,
    ]

    private static func letters(_ keys: String, _ plain: String) -> [Unicode.Scalar: Character] {
        Dictionary(uniqueKeysWithValues: zip(keys.unicodeScalars, plain))
    }
}

/// How nodes are made and joined.
extension MathText {
    /// One character of mathematics: letters italic, the rest upright, relations with space around them.
    static func symbol(_ scalar: Unicode.Scalar, after previous: Node?) -> [Node] {
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

    static func add(subscript nodes: [Node], to list: inout [Node]) {
        if case .scripts(let old, let upper)? = list.last, old.isEmpty {
            list[list.count - 1] = .scripts(subscript: merged(nodes), superscript: upper)
        } else {
            list.append(.scripts(subscript: merged(nodes), superscript: []))
        }
    }

    static func add(superscript nodes: [Node], to list: inout [Node]) {
        if case .scripts(let lower, let old)? = list.last, old.isEmpty {
            list[list.count - 1] = .scripts(subscript: lower, superscript: merged(nodes))
        } else {
            list.append(.scripts(subscript: [], superscript: merged(nodes)))
        }
    }

    /// Joins neighbours of one cut, so that each run is drawn in one call and stays one word in a PDF.
    static func merged(_ nodes: [Node]) -> [Node] {
        nodes.reduce(into: []) { list, node in
            if case .text(let new, let italic) = node, case .text(let old, italic)? = list.last {
                list[list.count - 1] = .text(old + new, italic: italic)
            } else {
                list.append(node)
            }
        }
    }
}
