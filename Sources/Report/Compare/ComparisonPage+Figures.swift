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
                ? "All \(claims.both.count) claims that are in both have the same verdict."
                : "\(count(claims.changed.count, "claim has", "claims have")) another verdict, \(claims.same.count) the same."
        return [
            "groups": groups, "claimWords": words,
            "tables": tables.filter { !$0.1.isEmpty }.map { title, pairs in
                ["title": "\(title): \(pairs.count)", "rows": pairs.map(row)] as [String: Any]
            },
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

    /// The figures: both versions of those with other numbers, the others by name alone.
    var figuresContext: [String: Any] {
        let shown = figures.filter(\.isShown)
        func list(_ title: String, _ pairs: [FigurePair]) -> [String: Any]? {
            guard !pairs.isEmpty else { return nil }
            return [
                "title": "\(title): \(pairs.count)",
                "items": pairs.compactMap { $0.first ?? $0.second }.map {
                    ["id": $0.id, "number": clean($0.number), "title": Markup.html($0.title)]
                },
            ]
        }
        let lists = [
            list("The same numbers in both runs", figures.filter(\.isSame)),
            list("In A alone", figures.filter { $0.second == nil }),
            list("In B alone", figures.filter { $0.first == nil }),
        ].compactMap { $0 }
        let words =
            figures.isEmpty
            ? "Neither run has figures."
            : shown.isEmpty
                ? "No figure that both runs have has other numbers."
                : "\(count(shown.count, "figure has", "figures have")) other numbers. Where both have the same axes, their curves "
                    + "are also drawn over each other."
        return ["figures": shown.map(figure), "figureLists": lists, "figureWords": words]
    }

    private func figure(_ pair: FigurePair) -> [String: Any] {
        let known = pair.first ?? pair.second
        var context: [String: Any] = [
            "id": pair.id, "number": clean(known?.number ?? pair.id), "title": Markup.html(known?.title ?? ""),
            "wide": (known?.size?.width ?? 0) > 400,
            "sides": [("A", "a", pair.first), ("B", "b", pair.second)].map(version),
            "remarks": pair.remarks.map(clean),
        ]
        if pair.overlay != nil {
            context["overlay"] = [
                "file": "\(pair.overlayID).svg", "number": clean(known?.number ?? pair.id),
                "alt": "The curves of both runs in one drawing: those of A are solid, those of B dashed.",
            ]
        }
        return context
    }

    private func version(_ letter: String, _ folder: String, _ figure: ComparedFigure?) -> [String: Any] {
        let run = letter == "A" ? first.name : second.name
        var side: [String: Any] = ["letter": clean("\(letter): \(run)")]
        if let figure, let picture = figure.picture {
            var shown: [String: Any] = [
                "file": "\(folder)/\(picture.lastPathComponent)",
                "alt": clean(figure.alternative.isEmpty ? "\(figure.number) of run \(letter)" : figure.alternative),
            ]
            if let size = figure.size { shown["size"] = ["width": size.width, "height": size.height] }
            side["picture"] = shown
        } else {
            side["missing"] = "This run has no picture of it."
        }
        return side
    }
}
