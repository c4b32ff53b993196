import Foundation
import Stages
import Support

/// The report of a run: figures, judged claims and the pages, made from run.json and the store alone.
public enum Report {
    /// Draws the figures, judges the claims and writes index.html, a page for each study, style.css, report.js,
    /// claims.csv, claims.json, claims.tex and figures/ into `output`; each file is replaced atomically, index.html last.
    /// What a killed rendering left there is removed.
    ///
    /// - Parameters:
    ///   - output: the folder with run.json.
    ///   - templates: the folder with page.mustache, the other templates, style.css and report.js.
    ///   - only: the figures to draw ("figure-3", "fig3" or "3"); others keep what was drawn before. Nil draws all.
    ///   - live: whether the run goes on, so that the pages should reload themselves.
    ///   - studies: the studies, in the order of the pages; after them come those that the run repeats on second images.
    ///   - registered: the protocol in which their claims are registered; nil where there is none.
    /// - Throws: `FileError` where the disk fails, whatever it is asked for; `DataError` for run.json; `ReportError`. A figure
    ///   that cannot be drawn is no error: its card says why, and it is among the summary's `failed`.
    @discardableResult
    public static func render(
        output: URL, templates: URL, only: Set<String>? = nil, live: Bool = false,
        studies: [StudyReport], protocol registered: ClaimProtocol? = nil
    ) throws -> RenderSummary {
        let began = ContinuousClock.now
        let templates = try PageTemplates(folder: templates)
        let run = try RunReader(output: output)
        // A page that an earlier run left would speak of other networks.
        let absent = studies.compactMap(\.second).filter { !$0.isPart(of: run.manifest.settings) }
        let studies = StudyReport.all(studies, in: run.manifest.settings).map { $0.withExternalClaims(run) }
        let figures = studies.flatMap(\.drawings)
        let selection = try only.map { try FigureSelection.ids($0, among: figures.map(\.id)) }
        for folder in [output, output.appendingPathComponent("figures")] { try FileSystem.refusePipes(in: folder) }
        try Leftovers.remove(in: output)
        let studio = FigureStudio(run: run, folder: output.appendingPathComponent("figures", isDirectory: true))
        let results = try studio.draw(figures, selection: selection)
        let cards = Dictionary(results.map { ($0.card.id, $0.card) }) { first, _ in first }
        let claims = ClaimFamily.judge(studies, by: run, protocol: registered)
        let pages = studies.map { study in
            StudyPage(
                study, run: run, claims: claims.filter { one in study.claims.contains { $0.id == one.id } },
                cards: study.drawings.compactMap { cards[$0.id] })
        }
        // A claim is not untested because its table was unreadable.
        if let trouble = run.trouble { throw trouble }
        try ClaimFiles.write(claims, of: run.manifest, protocol: registered, to: output)
        try ReportPages(run: run, studies: pages, figures: studio.folder, protocol: registered, live: live)
            .write(to: output, templates: templates)
        for study in absent { try FileSystem.remove(output.appendingPathComponent(study.page)) }
        var summary = RenderSummary(
            page: output.appendingPathComponent("index.html"), drawn: results.filter(\.isNew).map(\.card.id),
            pending: [], failed: [],
            troubles: results.compactMap(\.trouble) + claims.compactMap(\.trouble) + run.damage,
            claims: claims, seconds: (ContinuousClock.now - began) / .seconds(1))
        for card in results.map(\.card) {
            if case .pending(let reason) = card.state { summary.pending.append((card.id, reason)) }
            if case .failed(let reason) = card.state { summary.failed.append((card.id, reason)) }
        }
        return summary
    }
}
