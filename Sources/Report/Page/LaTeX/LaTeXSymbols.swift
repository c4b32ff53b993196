/// Characters that sentences of the report have, and how LaTeX writes them.
enum LaTeXSymbols {
    /// The command of a character that belongs into mathematics; nil where it is text.
    static func math(_ character: Character) -> String? {
        if let command = commands[character] { return command }
        // A letter under a hat, such as σ̂, is a letter and a combining sign.
        let scalars = Array(character.unicodeScalars)
        guard scalars.count == 2, let accent = accents[scalars[1]] else { return nil }
        let letter = Character(scalars[0])
        return "\(accent){\(commands[letter] ?? String(letter))}"
    }

    /// Characters of running text that LaTeX reads as something else, or writes by other signs.
    static let text: [Character: String] = [
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
        "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\u{A0}": "~", "\u{202F}": "\\,", "“": "``", "”": "''",
        "‘": "`", "’": "'", "\"": "''", "–": "--", "—": "---", "…": "\\dots{}", "\n": " ", "\t": " ",
    ]

    /// Raised digits and signs, as exponents.
    static let raised: [Character: String] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
    ]

    private static let commands: [Character: String] = [
        "×": "\\times", "±": "\\pm", "−": "-", "‖": "\\|", "ℓ": "\\ell", "∇": "\\nabla", "≤": "\\leq", "≥": "\\geq",
        "<": "<", ">": ">", "≈": "\\approx", "≠": "\\neq", "∞": "\\infty", "→": "\\to", "·": "\\cdot", "∗": "\\ast",
        "∈": "\\in", "∂": "\\partial", "√": "\\surd", "∼": "\\sim", "∑": "\\sum", "𝓛": "\\mathcal{L}",
        "₀": "_{0}", "₁": "_{1}", "₂": "_{2}", "₃": "_{3}",
        "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon", "ζ": "\\zeta",
        "η": "\\eta", "θ": "\\theta", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu", "ξ": "\\xi",
        "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "φ": "\\varphi", "χ": "\\chi", "ψ": "\\psi",
        "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi",
        "Σ": "\\Sigma", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
    ]

    private static let accents: [Unicode.Scalar: String] = [
        "\u{302}": "\\hat", "\u{303}": "\\tilde", "\u{304}": "\\bar",
    ]
}
