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
}
