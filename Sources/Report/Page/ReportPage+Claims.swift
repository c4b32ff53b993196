extension ReportPage {
    /// The claims, and how many have which verdict.
    var claimsContext: [String: Any] {
        let order: [Verdict] = [.holds, .holdsInPart(""), .doesNotHold, .notTested("")]
        let tally = order.compactMap { verdict -> [String: Any]? in
            let count = claims.filter { $0.judgement.verdict.identifier == verdict.identifier }.count
            guard count > 0 else { return nil }
            return [
                "count": count, "word": Self.plural(verdict, count), "symbol": verdict.symbol,
                "kind": verdict.identifier,
            ]
        }
        return ["claims": claims.map(claimContext), "tally": tally, "claimCount": claims.count]
    }

    /// "2 hold", "1 holds".
    private static func plural(_ verdict: Verdict, _ count: Int) -> String {
        count == 1 ? verdict.word : verdict.word.replacing("holds", with: "hold").replacing("does", with: "do")
    }

    private func claimContext(_ claim: JudgedClaim) -> [String: Any] {
        let judgement = claim.judgement
        var context: [String: Any] = [
            "id": claim.id, "section": claim.section, "statement": Markup.html(claim.statement),
            "rule": Markup.html(claim.rule), "measured": Markup.html(judgement.measured),
            "word": judgement.verdict.word, "symbol": judgement.verdict.symbol, "kind": judgement.verdict.identifier,
        ]
        let reason = judgement.verdict.reason
        if !reason.isEmpty, judgement.verdict.identifier == "part" { context["reason"] = Markup.html(reason) }
        let links = cards.filter { claim.figures.contains($0.id) }.map { ["id": $0.id, "number": $0.number] }
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
        if Self.factorialClaims.contains(where: { $0.id == claim.id }) {
            context["tablesElsewhere"] = !judgement.tables.isEmpty
        } else {
            context["tables"] = judgement.tables.map(tableContext)
        }
        return context
    }

    /// A table for the template `table`.
    func tableContext(_ table: DetailTable) -> [String: Any] {
        [
            "caption": Markup.html(table.caption), "header": table.header.map(Markup.html),
            "rows": table.rows.map { row in
                ["head": Markup.html(row.first ?? ""), "cells": row.dropFirst().map(Markup.html)] as [String: Any]
            },
        ]
    }
}
