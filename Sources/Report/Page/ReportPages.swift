import Foundation
import Stages
import Support

/// The pages of a run: the landing page index.html, and a page for each study.
///
/// They are XHTML-compatible HTML 5 without any external address. Each part of the context that the templates see is made
/// in a file of its own, `ReportPages+…`.
public struct ReportPages {
    let run: RunReader
    let studies: [StudyPage]
    let files: FigureFiles
    let live: Bool
    let registered: ClaimProtocol?
    var manifest: RunManifest { run.manifest }
    /// The studies that repeat none on a second set of images.
    var firsts: [StudyPage] { studies.filter { $0.study.original == nil } }

    /// The pages of `run` with the figures in `figures`. `live` makes them reload themselves.
    public init(
        run: RunReader, studies: [StudyPage], figures: URL, protocol registered: ClaimProtocol? = nil,
        live: Bool = false
    ) {
        self.registered = registered
        self.run = run
        self.studies = studies
        self.live = live
        files = FigureFiles(studies.flatMap(\.cards), in: figures)
    }

    /// Every page's file with its text; index.html is the last, since it leads to the others. Throws `ReportError`.
    public func html(_ templates: PageTemplates) throws -> [(file: String, text: String)] {
        try studies.map { ($0.file, try render(context(of: $0), "study", templates)) }
            + [("index.html", try render(landingContext, "landing", templates))]
    }

    /// Writes style.css, report.js, claims.tex, figures/MANIFEST.csv and then the pages into `output`, each atomically.
    /// Throws `FileError`, `ReportError`.
    public func write(to output: URL, templates: PageTemplates) throws {
        let pages = try html(templates)
        // Parts that lack a table leave themselves out; one that could not be read is not lacking.
        if let trouble = run.trouble { throw trouble }
        try AtomicFile.write(templates.style, to: output.appendingPathComponent("style.css"))
        try AtomicFile.write(templates.script, to: output.appendingPathComponent("report.js"))
        try AtomicFile.write(claimsLaTeX, to: output.appendingPathComponent("claims.tex"))
        try files.writeManifest(to: output.appendingPathComponent("figures", isDirectory: true))
        for page in pages { try AtomicFile.write(page.text, to: output.appendingPathComponent(page.file)) }
    }

    private func render(_ context: [String: Any], _ template: String, _ templates: PageTemplates) throws -> String {
        guard let text = templates.library.render(context, withTemplate: template) else {
            throw ReportError.badTemplate("\(template).mustache", reason: "it is not registered")
        }
        return text
    }

    /// What all pages have: the other pages, how the run goes, the run's name and BibTeX.
    func frameContext(_ file: String, title: String) -> [String: Any] {
        let pages = [("index.html", "Overview")] + studies.map { ($0.file, $0.study.title) }
        var context: [String: Any] = [
            "pageTitle": clean(title), "profile": clean(manifest.profile), "bibtex": clean(citation),
            "pages": pages.map { name, title in
                [
                    "href": name, "name": clean(title), "current": name == file,
                ] as [String: Any]
            },
        ]
        if live { context["live"] = true }
        context.merge(statusContext) { $1 }
        return context
    }

    private var citation: String { RunCitation.bibtex(manifest, seeds: seeds) }

    /// The table of all claims for papers.
    var claimsLaTeX: String {
        let commit = (manifest.provenance["commit"] ?? "unknown").prefix(12)
        return FigureLaTeX.claims(
            studies.map { ($0.study.title, $0.claims) },
            run: "Downhill, profile \(manifest.profile), commit \(commit), \(Self.time(manifest.started))")
    }

    /// Text that the templates escape themselves: without the characters that XML forbids.
    func clean(_ text: String) -> String { Self.printable(text) }

    /// Text without the characters that XML forbids.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter {
                    ($0.value >= 0x20 || $0 == "\n" || $0 == "\t") && $0.value != 0xFFFE && $0.value != 0xFFFF
                }))
    }
}
