import Foundation
import Stages

extension Comparison {
    /// The page's text. Throws `ReportError`.
    func html(_ templates: PageTemplates) throws -> String {
        let parts = [
            ("#differences", "What was run"), ("#claims", "Claims"), ("#figures", "Figures"), ("#numbers", "Numbers"),
        ]
        var context: [String: Any] = [
            "pageTitle": "Two runs compared", "profile": clean("\(first.name) and \(second.name)"),
            "pages": parts.map { ["href": $0, "name": $1] },
            "runs": [("A", first), ("B", second)].map { ["letter": $0, "name": clean($1.name), "what": what($1)] },
            "sentences": sentences.map(Markup.escape),
        ]
        context.merge(differencesContext) { $1 }
        context.merge(claimsContext) { $1 }
        context.merge(figuresContext) { $1 }
        context.merge(numbersContext) { $1 }
        guard let text = templates.library.render(context, withTemplate: "compare") else {
            throw ReportError.badTemplate("compare.mustache", reason: "it is not registered")
        }
        return text
    }

    func clean(_ text: String) -> String { ReportPages.printable(text) }

    /// "quick profile, seeds 1; commit 0123456789ab, 2026-11-26 18:23 UTC".
    private func what(_ run: ComparedRun) -> String {
        let manifest = run.manifest
        let commit = (manifest.provenance["commit"] ?? "unknown").prefix(12)
        let changed = manifest.provenance["dirty"] == "yes" ? " with changes" : ""
        let end = manifest.finished == nil ? "; not finished" : ""
        return clean(
            "\(manifest.profile) profile, seeds \(ReportPages.seeds(of: manifest)); commit \(commit)\(changed), "
                + ReportPages.time(manifest.started) + end)
    }

    /// What changed, in a few lines.
    public var summary: String { sentences.joined(separator: "\n") }

    /// What changed, in a few sentences.
    private var sentences: [String] {
        let opposite = claims.changed.filter { $0.kind == .opposite }.count
        var verdicts =
            "Of \(count(claims.both.count, "claim")) in both, \(count(claims.same.count, "has", "have")) the same verdict\(claims.untestedWords); "
            + "\(opposite == 0 ? "none is" : count(opposite, "is", "are")) supported by one and refuted by the other."
        if let share = claims.agreement.share {
            verdicts +=
                " Verdicts on the \(claims.agreement.compared) that both could test agree to \(NumberText.percent(share))."
        }
        let same = figures.filter(\.isSame).count
        let both = figures.filter { $0.first != nil && $0.second != nil }.count
        let drawn = figures.filter { $0.overlay != nil }.count
        let changes = numbers
        let changed = changes.filter { $0.first.description != $0.second.description }.count
        return [
            verdicts,
            differences.settings.isEmpty
                ? "All \(differences.sameSettings) settings are the same."
                : "\(count(differences.settings.count, "setting differs", "settings differ")), "
                    + "\(differences.sameSettings) are the same.",
            "Of \(count(both, "figure")) in both, \(same == 0 ? "none has" : count(same, "has", "have")) the same numbers\(lineWords(both: both)); "
                + "\(drawn == 0 ? "no two are" : count(drawn, "is", "are")) drawn over each other.",
            "Of \(CaptionText.number(changes.count)) numbers in both runs’ tables, \(CaptionText.number(changed)) differ.",
        ]
    }

    /// ", 3 the same but for lines that B alone has", or nothing: figures that differ by further lines alone.
    private func lineWords(both: Int) -> String {
        let kinds = Dictionary(grouping: figures.filter(\.differsByLinesAlone)) { pair in
            pair.numbers?.firstAlone == 0
                ? "lines were added"
                : pair.numbers?.secondAlone == 0 ? "lines were taken away" : "lines were added and taken away"
        }
        return kinds.sorted { $0.key < $1.key }.map { words, pairs in
            ", \(pairs.count == both ? "all have" : count(pairs.count, "has", "have")) them where both have lines, and \(words)"
        }.joined()
    }

    /// "1 claim", "3 claims"; "1 is", "3 are".
    func count(_ count: Int, _ one: String, _ several: String? = nil) -> String {
        "\(CaptionText.number(count)) \(count == 1 ? one : several ?? one + "s")"
    }
}

extension Comparison {
    /// What differs in what was run.
    fileprivate var differencesContext: [String: Any] {
        let found = differences
        func rows(_ facts: [RunDifferences.Fact]) -> [[String: Any]] {
            facts.map { ["name": clean($0.name), "a": clean($0.first ?? "–"), "b": clean($0.second ?? "–")] }
        }
        func table(_ caption: String, _ head: String, _ facts: [RunDifferences.Fact]) -> [String: Any]? {
            let other = facts.filter { !$0.isSame }
            return other.isEmpty ? nil : ["caption": caption, "head": head, "rows": rows(other)]
        }
        var context: [String: Any] = [
            "factTables": [
                table("Program, machine and time", "Fact", found.facts), table("Images", "Study", found.data),
            ].compactMap { $0 },
            "stages":
                "Of the stages that both have, \(found.sameStages) have the same key, and so the same bytes where they are whole; "
                + "\(found.otherStages) have another one."
                + (found.firstStages > 0 ? " \(count(found.firstStages, "stage is", "stages are")) in A alone." : "")
                + (found.secondStages > 0 ? " \(count(found.secondStages, "stage is", "stages are")) in B alone." : ""),
        ]
        let same = found.facts.filter { $0.isSame && $0.first != nil } + found.data.filter(\.isSame)
        if !same.isEmpty {
            context["sameFacts"] =
                [
                    "names": clean(
                        CaptionText.list(
                            found.facts.filter { $0.isSame && $0.first != nil }.map(\.name)
                                + (found.data.contains(where: \.isSame) ? ["Images"] : []))),
                    "rows": same.map { ["name": clean($0.name), "value": clean($0.first ?? "")] },
                ] as [String: Any]
        }
        let open = found.settings.count <= 20
        var settings: [String: Any] = [
            "words": found.settings.isEmpty
                ? "All \(found.sameSettings) settings are the same."
                : "\(count(found.settings.count, "setting differs", "settings differ")); \(found.sameSettings) are the same in both. "
                    + "A dash stands for a setting that a run does not have."
        ]
        if !found.settings.isEmpty {
            settings["some"] =
                ["count": "Settings that differ", "isOpen": open, "rows": rows(found.settings)] as [String: Any]
        }
        context["settings"] = settings
        return context
    }
}
