extension ReportPages {
    /// A card for the template `claim`.
    func claimContext(_ claim: JudgedClaim, on page: StudyPage) -> [String: Any] {
        let judgement = claim.judgement
        let deciding = judgement.deciding
        var context: [String: Any] = [
            "id": claim.id, "section": claim.section, "statement": Markup.html(claim.statement),
            "rule": Markup.html(claim.rule), "measured": Markup.html(judgement.measured),
            "word": judgement.verdict.word, "symbol": judgement.verdict.symbol, "kind": judgement.verdict.identifier,
            "whose": claim.claim.question.whose,
        ]
        let reason = judgement.verdict.reason
        if !reason.isEmpty { context["reason"] = Markup.html(reason.capitalizedFirst) }
        let cards = studies.flatMap(\.cards).filter { claim.figures.contains($0.id) }
        let links = cards.map { ["href": link(to: $0, from: page), "label": clean($0.number)] }
        if !links.isEmpty {
            context["linksAny"] = true
            context["links"] = links
        }
        if !deciding.statistic.isEmpty { context["statistic"] = Markup.html(deciding.statistic) }
        if let estimate = deciding.estimate, estimate.isUsable {
            let level = NumberText.level(estimate.level)
            context["number"] = [
                "cell": estimate.cell,
                "what": !estimate.isSharp
                    ? "\(level) interval, the one that decides"
                    : deciding.isCensored
                        ? "no interval: seeds are censored at this number, and were not compared"
                        : "no interval: nothing is by chance",
            ]
            if !estimate.isSharp { context["scope"] = "\(level) interval \(estimate.scope)" }
            if let mark = deciding.neutral ?? deciding.margin.map({ $0.lowerBound < 0 ? 0 : 1 }) {
                context["bar"] = IntervalBar.svg(estimate, neutral: mark, margin: deciding.margin)
            }
        }
        context["facts"] = facts(deciding, rerun: judgement.rerun).map { ["name": $0.name, "value": $0.value] }
        if judgement.parts.count > 1 { context["parts"] = ["rows": judgement.parts.map(partRow)] }
        if deciding.perSeed.count > 1 {
            context["perSeed"] = deciding.perSeed.map { "seed \($0.seed): \(NumberText.short($0.value))" }
                .joined(separator: "; ")
        }
        if let other = otherVerdict(claim) { context["other"] = other }
        if let words = spikes(claim) { context["spikes"] = Markup.html(words) }
        if let words = lost(claim) { context["lost"] = Markup.html(words) }
        if let words = retrained(claim) { context["retrained"] = Markup.html(words) }
        if !claim.unequalRates.isEmpty { context["unequal"] = claim.unequalRates.map { Markup.html($0.sentence) } }
        if let entry = claim.registration, let version = entry.versions.last {
            context["registration"] = ["version": version.version, "date": clean(version.date)]
            if let margin = entry.margin { context["marginReason"] = Markup.html(margin) }
        }
        if let section = page.section(showing: claim) {
            context["tablesElsewhere"] = ["anchor": section.anchor]
        } else {
            context["tables"] = judgement.tables.map(tableContext)
        }
        return context
    }

    /// What stands beside an estimate, with names.
    private func facts(_ part: Judgement.PartVerdict, rerun: Double?) -> [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        if let p = part.p, let adjusted = part.adjustedP {
            facts.append(("p", "\(NumberText.probability(p)), corrected \(NumberText.probability(adjusted))"))
        }
        if let agreement = agreement(part) { facts.append(("Right by itself", agreement)) }
        if let rerun { facts.append(("Same verdict", "in \(NumberText.percent(rerun)) of reruns")) }
        if let requirement = part.requirement { facts.append(("Would decide", requirement.words)) }
        return facts
    }

    /// "in 11 of 12 seeds".
    private func agreement(_ part: Judgement.PartVerdict) -> String? {
        part.agreeing.map { "in \($0) of \(part.perSeed.count) \(part.perSeed.count == 1 ? "seed" : "seeds")" }
    }

    /// A row of the table of a claim's parts.
    private func partRow(_ part: Judgement.PartVerdict) -> [String: Any] {
        let estimate = part.estimate.flatMap { $0.isUsable ? $0 : nil }
        let cells = [
            estimate.map(\.cell) ?? "–", part.adjustedP.map(NumberText.probability) ?? "–", agreement(part) ?? "–",
            part.rerun.map(NumberText.percent) ?? "–", part.requirement?.words ?? "",
        ]
        var row: [String: Any] = [
            "head": Markup.html(part.words), "kind": part.verdict.identifier, "symbol": part.verdict.symbol,
            "word": part.verdict.word, "cells": cells.map(Markup.html), "statistic": Markup.html(part.statistic),
        ]
        if !part.verdict.reason.isEmpty { row["why"] = Markup.html(part.verdict.reason) }
        return row
    }

    /// Which trainings behind a claim spiked, and the verdict without them; nil where none did.
    private func spikes(_ claim: JudgedClaim) -> String? {
        guard !claim.spikes.isEmpty else { return nil }
        let names = claim.spikes.map(\.short)
        let verdict = claim.withoutSpikes.map { " Without these seeds the verdict is: \($0.word)." } ?? ""
        return "Rose steeply in training: \(names.joined(separator: "; "))." + verdict
    }

    /// Which trainings were made again at a smaller rate; nil where none was.
    private func retrained(_ claim: JudgedClaim) -> String? {
        claim.retrained.isEmpty ? nil : RetrainedSeed.sentence(claim.retrained)
    }

    /// Which trainings diverged, so that a claim's numbers know nothing of them; nil where none did.
    private func lost(_ claim: JudgedClaim) -> String? {
        guard !claim.lost.isEmpty else { return nil }
        let names = claim.lost.map { "\($0.method), seed \($0.seed)" }
        return "Not in these numbers, because training diverged: \(names.joined(separator: "; "))."
    }

    /// A table for the template `table`.
    func tableContext(_ table: DetailTable) -> [String: Any] {
        var context: [String: Any] = [
            "caption": Markup.html(table.caption),
            // Numbers stay in their line, sentences do not.
            "worded": table.rows.contains { $0.contains { Markup.plain($0).count > 60 } },
            // A head without words is no head.
            "header": table.header.map { $0.isEmpty ? [:] : ["head": Markup.html($0)] },
            "rows": table.rows.map { row in
                ["head": Markup.html(row.first ?? ""), "cells": row.dropFirst().map(Markup.html)] as [String: Any]
            },
        ]
        if let map = table.map, !table.rows.isEmpty, table.header.count > 1 {
            context["map"] =
                [
                    "row": Markup.html(map.row), "column": Markup.html(map.column), "lastRow": table.rows.count - 1,
                    "lastColumn": table.header.count - 2,
                    "marks": map.marks.map { mark in
                        ["mark": mark.mark, "isMarked": !mark.mark.isEmpty, "words": Markup.html(mark.words)]
                            as [String: Any]
                    },
                ] as [String: Any]
        }
        if let picker = table.picker { add(picker, of: table, to: &context) }
        return context
    }

    /// The address of a figure on `page`, or on another.
    private func link(to card: FigureCard, from page: StudyPage) -> String {
        page.cards.contains { $0.id == card.id } ? "#\(card.id)" : link(to: card)
    }

    /// A claim in the table of all.
    func claimRow(_ claim: JudgedClaim, _ page: StudyPage) -> [String: Any] {
        let judgement = claim.judgement
        var row: [String: Any] = [
            "id": claim.id, "page": page.file, "studyId": page.study.id, "studyName": clean(page.study.title),
            "statement": Markup.html(claim.statement), "kind": judgement.verdict.identifier,
            "word": judgement.verdict.word, "symbol": judgement.verdict.symbol,
        ]
        row["question"] = claim.claim.question.rawValue
        let deciding = judgement.deciding
        if let estimate = deciding.estimate, estimate.isUsable {
            row["number"] = [
                "value": NumberText.short(estimate.value),
                "interval": estimate.span,
                "statistic": Markup.html(deciding.statistic),
            ]
        } else if !deciding.statistic.isEmpty {
            row["statisticAlone"] = Markup.html(deciding.statistic)
        }
        let facts = facts(deciding, rerun: judgement.rerun).map {
            "\($0.name == "p" ? "p" : $0.name.lowercased()) \($0.value)"
        }
        if !facts.isEmpty { row["besideLine"] = facts.joined(separator: "; ") }
        if claim.spikes.isEmpty == false { row["spiked"] = true }
        if let other = otherVerdict(claim) { row["other"] = other }
        let cards = claim.figures.compactMap { id in studies.flatMap(\.cards).first { $0.id == id } }
        row["links"] = cards.map { ["href": "\(link(to: $0))", "label": clean($0.number)] }
        return row
    }

    /// The file and anchor of a figure.
    func link(to card: FigureCard) -> String {
        let file = studies.first { $0.cards.contains { $0.id == card.id } }?.file ?? ""
        return "\(file)#\(card.id)"
    }
}
