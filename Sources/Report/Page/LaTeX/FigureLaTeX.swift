/// LaTeX to copy: a figure's environment, and a table of the claims.
public enum FigureLaTeX {
    /// The environment of a figure: `figure` for one column, `figure*` for two, with the caption and a label.
    public static func environment(_ card: FigureCard) -> String {
        let wide = card.columnWidth == .two
        let name = wide ? "figure*" : "figure"
        return """
            \\begin{\(name)}
              \\centering
              \\includegraphics[width=\(wide ? "\\textwidth" : "\\columnwidth")]{figures/\(card.id).pdf}
              \\caption{\(LaTeXText.latex(card.caption))}
              \\label{fig:\(label(card.id))}
            \\end{\(name)}
            """
    }

    /// "3" of "figure-3".
    private static func label(_ id: String) -> String {
        id.hasPrefix("figure-") ? String(id.dropFirst("figure-".count)) : id
    }

    /// All claims with their numbers, one row each, as a `tabular` that needs no package. `studies` are names with
    /// their claims; `run` says in a comment which run it was.
    public static func claims(_ studies: [(title: String, claims: [JudgedClaim])], run: String) -> String {
        var lines = [
            "% \(run.filter { !$0.isNewline })", "\\begin{tabular}{p{0.46\\textwidth}ll}", "  \\hline",
            "  Claim & Estimate [interval] & Verdict \\\\", "  \\hline",
        ]
        for study in studies where !study.claims.isEmpty {
            lines.append("  \\multicolumn{3}{l}{\\emph{\(LaTeXText.escape(study.title))}} \\\\")
            for claim in study.claims {
                let number = claim.judgement.estimate.flatMap { $0.isUsable ? $0.cell : nil }
                let cells = [claim.statement, number ?? "–", claim.judgement.verdict.word]
                lines.append("  " + cells.map(LaTeXText.latex).joined(separator: " & ") + " \\\\")
            }
        }
        return (lines + ["  \\hline", "\\end{tabular}"]).joined(separator: "\n") + "\n"
    }
}
