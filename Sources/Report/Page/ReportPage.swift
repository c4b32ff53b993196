import Foundation
import Stages
import Support

/// The page: what was run, what became of the paper's claims, the figures, and how all of it was made.
///
/// It is XHTML-compatible HTML 5 without any external address. Each part of the context that the templates see is made
/// in a file of its own, `ReportPage+…`.
public struct ReportPage {
    let run: RunReader
    let claims: [JudgedClaim]
    let cards: [FigureCard]
    let studies: [StudyReport]
    let needs: [String: [String]]
    let live: Bool
    var manifest: RunManifest { run.manifest }

    /// A page of `run`. `needs` are the prefixes of the stages that each figure's id waits for; `live` makes the page
    /// reload itself.
    public init(
        run: RunReader, claims: [JudgedClaim], cards: [FigureCard], studies: [StudyReport] = [],
        needs: [String: [String]] = [:], live: Bool = false
    ) {
        self.run = run
        self.claims = claims
        self.cards = cards
        self.studies = studies
        self.needs = needs
        self.live = live
    }

    /// The page's text.
    public func html(_ templates: PageTemplates) throws -> String {
        guard let text = templates.library.render(context, withTemplate: "page") else {
            throw ReportError.badTemplate("page.mustache", reason: "it is not registered")
        }
        return text
    }

    /// Writes style.css, report.js and then index.html into `output`, each atomically. Throws `FileError`.
    public func write(to output: URL, templates: PageTemplates) throws {
        let page = try html(templates)
        try AtomicFile.write(templates.style, to: output.appendingPathComponent("style.css"))
        try AtomicFile.write(templates.script, to: output.appendingPathComponent("report.js"))
        try AtomicFile.write(page, to: output.appendingPathComponent("index.html"))
    }

    private var context: [String: Any] {
        var context = headerContext
        context.merge(statusContext) { $1 }
        context.merge(claimsContext) { $1 }
        context.merge(comparisonContext) { $1 }
        context["figures"] = cards.map(figureContext)
        context["figuresAny"] = !cards.isEmpty
        context["settings"] = SettingsText.nested(manifest.settings)
        context["provenance"] = manifest.provenance.entries.map { ["name": clean($0.name), "value": clean($0.value)] }
        context["stages"] = stageRows
        context["command"] = clean(manifest.command)
        return context
    }

    /// Text that the templates escape themselves: without the characters that XML forbids.
    func clean(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter {
                    ($0.value >= 0x20 || $0 == "\n" || $0 == "\t") && $0.value != 0xFFFE && $0.value != 0xFFFF
                }))
    }

    /// A fragment identifier of any text: letters and digits stay, all else becomes a hyphen.
    func anchor(_ text: String) -> String {
        "stage-" + String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
