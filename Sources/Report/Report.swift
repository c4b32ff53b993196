import Foundation
import Stages

/// The report of a run: figures, judged claims and the page, made from run.json and the store alone.
public enum Report {
    /// Draws the figures, judges the claims and writes index.html, style.css, report.js, claims.csv, claims.json and
    /// figures/ into `output`; each file is replaced atomically, the page last.
    ///
    /// - Parameters:
    ///   - output: the folder with run.json.
    ///   - templates: the folder with page.mustache, its partials, style.css and report.js.
    ///   - only: the figures to draw ("figure-3", "fig3" or "3"); others keep what was drawn before. Nil draws all.
    ///   - live: whether the run goes on, so that the page should reload itself.
    ///   - studies: what is shown of each study, in the order of the page.
    /// - Throws: `FileError`, `ReportError`. A figure that cannot be drawn is no error: its card says why.
    public static func render(
        output: URL, templates: URL, only: Set<String>? = nil, live: Bool = false, studies: [StudyReport]
    ) throws -> RenderSummary {
        let began = Date()
        let figures = studies.flatMap(\.figures)
        let selection = try only.map { try FigureSelection.ids($0, among: figures.map { $0.id }) }
        let run = try RunReader(output: output)
        let studio = FigureStudio(run: run, folder: output.appendingPathComponent("figures", isDirectory: true))
        var drawn: [String] = []
        var cards: [FigureCard] = []
        for figure in figures {
            let isSelected = selection?.contains(figure.id) ?? true
            if !isSelected, let kept = studio.keptCard(figure.id) {
                cards.append(kept)
                continue
            }
            let card = isSelected ? try studio.draw(figure) : figure.card(.pending("it was not asked for"))
            if card.state == .drawn { drawn.append(card.id) }
            cards.append(card)
        }
        let claims = studies.flatMap(\.claims).map { $0.judgement(of: run) }
        try ClaimFiles.write(claims, to: output)
        let page = ReportPage(
            run: run, claims: claims, cards: cards, studies: studies, needs: needs(figures), live: live)
        try page.write(to: output, templates: PageTemplates(folder: templates))
        var summary = RenderSummary(
            page: output.appendingPathComponent("index.html"), drawn: drawn, pending: [], failed: [], claims: claims,
            seconds: Date().timeIntervalSince(began))
        for card in cards {
            if case .pending(let reason) = card.state { summary.pending.append((card.id, reason)) }
            if case .failed(let reason) = card.state { summary.failed.append((card.id, reason)) }
        }
        return summary
    }

    private static func needs(_ figures: [any ReportFigure.Type]) -> [String: [String]] {
        Dictionary(figures.map { ($0.id, $0.needs) }) { first, _ in first }
    }
}
