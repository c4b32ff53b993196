extension ReportPages {
    /// A card for the template `claim`.
    func claimContext(_ claim: JudgedClaim, on page: StudyPage) -> [String: Any] {
        let judgement = claim.judgement
        var context: [String: Any] = [
            "id": claim.id, "section": claim.section, "statement": Markup.html(claim.statement),
            "rule": Markup.html(claim.rule), "measured": Markup.html(judgement.measured),
            "word": judgement.verdict.word, "symbol": judgement.verdict.symbol, "kind": judgement.verdict.identifier,
        ]
        let reason = judgement.verdict.reason
        if !reason.isEmpty, judgement.verdict.identifier == "part" { context["reason"] = Markup.html(reason) }
        let cards = studies.flatMap(\.cards).filter { claim.figures.contains($0.id) }
        let links = cards.map { ["href": link(to: $0, from: page), "label": clean($0.number)] }
        if !links.isEmpty {
            context["linksAny"] = true
            context["links"] = links
        }
        if !judgement.statistic.isEmpty { context["statistic"] = Markup.html(judgement.statistic) }
        if let estimate = judgement.estimate, estimate.isUsable {
            context["scope"] = estimate.scope
            context["level"] = NumberText.percent(estimate.level)
            if let neutral = judgement.neutral {
                context["bar"] = IntervalBar.svg(estimate, neutral: neutral, margin: judgement.margin)
            }
        }
        if judgement.perSeed.count > 1 {
            context["perSeed"] = judgement.perSeed.map { "seed \($0.seed): \(NumberText.short($0.value))" }
                .joined(separator: "; ")
        }
        if let section = page.section(showing: claim) {
            context["tablesElsewhere"] = ["anchor": section.anchor]
        } else {
            context["tables"] = judgement.tables.map(tableContext)
        }
        return context
    }

    /// A table for the template `table`.
    func tableContext(_ table: DetailTable) -> [String: Any] {
        [
            "caption": Markup.html(table.caption),
            // A head without words is no head.
            "header": table.header.map { $0.isEmpty ? [:] : ["head": Markup.html($0)] },
            "rows": table.rows.map { row in
                ["head": Markup.html(row.first ?? ""), "cells": row.dropFirst().map(Markup.html)] as [String: Any]
            },
        ]
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
        if let estimate = judgement.estimate, estimate.isUsable {
            row["number"] = [
                "value": NumberText.short(estimate.value),
                "interval": "[\(NumberText.short(estimate.low)), \(NumberText.short(estimate.high))]",
                "statistic": Markup.html(judgement.statistic),
            ]
        } else if !judgement.statistic.isEmpty {
            row["statisticAlone"] = Markup.html(judgement.statistic)
        }
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
