import Foundation

extension Comparison {
    /// The claims: those with another verdict as cards, the others in tables that are folded away.
    var claimsContext: [String: Any] {
        let titles: [ClaimChange.Kind: String] = [
            .opposite: "Supported by one, refuted by the other", .half: "Decided by one alone, or in part",
            .tested: "Tested by one alone",
        ]
        let groups = ClaimChange.Kind.allChanges.compactMap { kind -> [String: Any]? in
            let changes = claims.changed.filter { $0.kind == kind }
            return changes.isEmpty
                ? nil
                : [
                    "title": "\(titles[kind] ?? ""): \(changes.count)", "claims": changes.map(card),
                    "isOpen": kind != .tested || changes.count <= 12,
                ]
        }
        let apart = claims.same.filter(\.isApart)
        let tables: [(String, [(KeptClaims.Entry?, KeptClaims.Entry?)])] = [
            ("The same verdict, though the intervals have no number in common", apart.map { ($0.first, $0.second) }),
            ("The same verdict", claims.same.filter { !$0.isApart }.map { ($0.first, $0.second) }),
            ("In A alone", claims.firstAlone.map { ($0, nil) }), ("In B alone", claims.secondAlone.map { (nil, $0) }),
        ]
        let words =
            claims.both.isEmpty
            ? "No claim is in both runs."
            : claims.changed.isEmpty
                ? "All \(claims.both.count) claims that are in both have the same verdict\(claims.untestedWords)."
                : "\(count(claims.changed.count, "claim has", "claims have")) another verdict, \(claims.same.count) the same\(claims.untestedWords)."
        return [
            "groups": groups, "claimWords": words, "crossed": crossed,
            "tables": tables.filter { !$0.1.isEmpty }.map { title, pairs in
                ["title": "\(title): \(pairs.count)", "rows": pairs.map(row)] as [String: Any]
            },
        ]
    }

    /// How many claims of both have which verdict in A, by row, and in B, by column; empty where there are none.
    private var crossed: [[String: Any]] {
        guard !claims.both.isEmpty else { return [] }
        let order = VerdictTally.order.map(\.word)
        func words(_ entries: [KeptClaims.Entry]) -> [String] {
            let there = Set(entries.map(\.verdict))
            return order.filter(there.contains) + there.subtracting(order).sorted()
        }
        let (rows, columns) = (words(claims.both.map(\.first)), words(claims.both.map(\.second)))
        return [
            [
                "columns": columns.map(clean),
                "rows": rows.map { row -> [String: Any] in
                    let counts = columns.map { column in
                        claims.both.filter { $0.first.verdict == row && $0.second.verdict == column }.count
                    }
                    return ["head": clean(row), "cells": counts.map { $0 == 0 ? "–" : "\($0)" }]
                },
            ]
        ]
    }

    private func card(_ change: ClaimChange) -> [String: Any] {
        var card: [String: Any] = [
            "id": clean(change.id), "section": clean(change.first.section ?? ""),
            "statement": clean(change.first.statement),
            "sides": [("A", change.first, change.second), ("B", change.second, change.first)].map {
                side($0, $1, over: change.isOfOneNumber ? $2.usable : nil)
            },
        ]
        let links = (change.first.figures ?? []).compactMap { id in figures.first { $0.id == id } }
        if !links.isEmpty {
            card["links"] = [
                "items": links.map { ["id": $0.id, "label": clean($0.first?.number ?? $0.second?.number ?? $0.id)] }
            ]
        }
        return card
    }

    /// What one run says of a claim, with its interval on a scale that holds the `other` one.
    private func side(_ letter: String, _ entry: KeptClaims.Entry, over other: Estimate?) -> [String: Any] {
        var side: [String: Any] = ["letter": letter]
        side.merge(verdict(entry)) { $1 }
        if let reason = entry.reason, !reason.isEmpty { side["reason"] = clean(reason.capitalizedFirst + ".") }
        guard let estimate = entry.usable else { return side }
        side["cell"] = estimate.cell
        if let statistic = entry.deciding?.statistic, !statistic.isEmpty { side["statistic"] = clean(statistic) }
        let margin = entry.deciding?.margin.flatMap { ends in
            ends.count == 2 && ends[0].isFinite && ends[1].isFinite && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
        }
        if let mark = entry.deciding?.bound ?? margin.map({ $0.lowerBound < 0 ? 0 : 1 }), mark.isFinite {
            side["bar"] = IntervalBar.svg(estimate, neutral: mark, margin: margin, over: other)
        }
        return side
    }

    private func verdict(_ entry: KeptClaims.Entry) -> [String: Any] {
        ["kind": entry.known.identifier, "symbol": entry.known.symbol, "word": clean(entry.verdict)]
    }

    private func row(_ first: KeptClaims.Entry?, _ second: KeptClaims.Entry?) -> [String: Any] {
        [
            "statement": clean(first?.statement ?? second?.statement ?? ""),
            "sides": [first, second].map { entry -> [String: Any] in
                guard let entry else { return [:] }
                var side: [String: Any] = ["verdict": verdict(entry)]
                if let estimate = entry.usable { side["cell"] = estimate.cell }
                return side
            },
        ]
    }
}
