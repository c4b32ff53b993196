import Foundation
import Report
import Stages
import Testing

/// What is there to be copied into a paper.
struct LaTeXTests {
    @Test(arguments: [
        ("*y*_{3} … *y*_{10}", "$y_{3}$ \\dots{} $y_{10}$"),
        ("‖*z*_{l}‖ falls", "$\\|z_{l}\\|$ falls"),
        ("the objective *f*_{in}", "the objective $f_{\\mathrm{in}}$"),
        ("*y*^{*} and ℓ_{1}", "$y^{*}$ and $\\ell_{1}$"),
        ("0.08 ± 0.01, 50\u{A0}%", "0.08 $\\pm$ 0.01, 50~\\%"),
        ("1.2×10⁻¹⁵", "1.2$\\times$10$^{-15}$"),
        ("σ̂ = 3, λ, −0.5", "$\\hat{\\sigma}$ = 3, $\\lambda$, $-$0.5"),
        ("λ*x* and ∇*f*", "$\\lambda x$ and $\\nabla f$"),
        (
            "a & b # c_d {e} $f ~g ^h \\i",
            "a \\& b \\# c\\_d \\{e\\} \\$f \\textasciitilde{}g \\textasciicircum{}h \\textbackslash{}i"
        ),
        ("“so” – the network’s", "``so'' -- the network's"),
        ("1 < 2 > *emphasis*", "1 $<$ 2 $>$ \\emph{emphasis}"),
        ("", ""),
    ])
    func markupBecomesLaTeX(_ markup: String, _ expected: String) {
        #expect(LaTeXText.latex(markup) == expected)
    }

    @Test func figureEnvironments() {
        var card = FigureCard(
            id: "figure-5b", number: "Figure 5b", title: "", caption: "At *p* = 0.6.", altText: "", columnWidth: .one,
            stages: [])
        #expect(
            FigureLaTeX.environment(card) == """
                \\begin{figure}
                  \\centering
                  \\includegraphics[width=\\columnwidth]{figures/figure-5b.pdf}
                  \\caption{At $p$ = 0.6.}
                  \\label{fig:5b}
                \\end{figure}
                """)
        card.columnWidth = .two
        #expect(FigureLaTeX.environment(card).hasPrefix("\\begin{figure*}"))
    }

    @Test func bibTeXNamesTheRun() throws {
        var manifest = RunManifest(
            profile: "quick", command: "downhill report --profile quick",
            started: Date(timeIntervalSince1970: 1_750_000_000),
            provenance: Provenance([
                "commit": "0123456789abcdef", "dirty": "yes", "cpu": "A & B", "threads": "2",
                "program version": "0.1.0",
            ]))
        #expect(
            RunCitation.bibtex(manifest, seeds: "1, 2") == """
                @misc{downhill-0123456789ab-2025-06-15,
                  author       = {{Downhill}},
                  title        = {{Downhill}, version 0.1.0, a run of 2025-06-15},
                  year         = {2025},
                  note         = {commit 0123456789ab with changes; profile quick; seeds 1, 2; on A \\& B, 2 threads},
                  howpublished = {Command: downhill report -{}-profile quick}
                }
                """)
        manifest.provenance = Provenance()
        #expect(RunCitation.bibtex(manifest, seeds: "none").hasPrefix("@misc{downhill-unknown-2025-06-15,"))
    }

    @Test func tableOfClaimsIsATabular() throws {
        let fixture = try FixtureRun()
        try fixture.finish()
        let claims = ClaimFamily.judge(SketchStudies.sparseClaims, by: try RunReader(output: fixture.output))
        let text = FigureLaTeX.claims([("A & B", claims), ("Empty", [])], run: "a\nrun")
        #expect(text.hasPrefix("% arun\n\\begin{tabular}") && text.hasSuffix("\\hline\n\\end{tabular}\n"))
        #expect(text.contains("\\emph{A \\& B}") && !text.contains("Empty"))
        #expect(text.contains("It transfers. & -- & not testable \\\\"))
        let rows = text.split(separator: "\n").filter { $0.hasSuffix("\\\\") && !$0.contains("multicolumn") }
        #expect(rows.count == 4 && rows.allSatisfy { $0.replacing("\\&", with: "").filter { $0 == "&" }.count == 2 })
    }
}
