import Foundation

extension ReportPages {
    /// The landing page: what was found, all claims, all figures, and what was run.
    var landingContext: [String: Any] {
        var context = frameContext("index.html", title: "Do unrolled networks descend?")
        let claims = firsts.flatMap(\.claims)
        context["facts"] = facts
        context["run"] =
            [
                "seeds": seeds, "time": NumberText.duration(manifest.seconds), "started": Self.time(manifest.started),
                "commit": clean(String((manifest.provenance["commit"] ?? "unknown").prefix(12))),
                "changed": manifest.provenance["dirty"] == "yes",
            ] as [String: Any]
        context["findings"] = findings
        context["tally"] = Self.tally(claims)
        context["claimCount"] = claims.count
        context["studies"] = studies.map(overview)
        context["filter"] = ["studies": firsts.map { ["id": $0.study.id, "name": clean($0.study.title)] }]
        let replications = studies.compactMap(replication)
        if !replications.isEmpty { context["replications"] = ["items": replications] }
        context["families"] = Claim.Question.allCases.compactMap(family)
        context["rules"] = inferenceContext
        context["verdictKinds"] = VerdictTally(claims).entries.map {
            ["kind": $0.verdict.identifier, "word": $0.verdict.word.capitalizedFirst]
        }
        if let lead = leadingFigure { context["lead"] = lead }
        context["figuresAny"] = studies.contains { !$0.cards.isEmpty }
        context["claimsLaTeX"] = clean(claimsLaTeX)
        context["settings"] = SettingsText.nested(manifest.settings)
        context["provenance"] = manifest.provenance.entries.map { ["name": clean($0.name), "value": clean($0.value)] }
        context["paperBibtex"] = PaperCitation.bibtex
        context["command"] = clean(manifest.command)
        let others = otherStages
        if !others.isEmpty { context["otherStages"] = ["stages": stageRows(others)] }
        context.merge(filesContext) { $1 }
        return context
    }

    /// The claims of one family with their tally; nil where there are none.
    private func family(_ question: Claim.Question) -> [String: Any]? {
        let claims = firsts.flatMap { page in
            page.claims.filter { $0.claim.question == question }.map { (claim: $0, page: page) }
        }
        guard !claims.isEmpty else { return nil }
        return [
            "title": question.title, "short": question.short, "question": question.rawValue,
            "familyTally": Self.tally(claims.map(\.claim)), "familyCount": claims.count,
            "rows": claims.map { claimRow($0.claim, $0.page) },
        ]
    }

    /// How verdicts are made, in numbers.
    private var inferenceContext: [String: Any] {
        var context: [String: Any] = [
            "level": NumberText.percent(ClaimFamily.level), "confidence": NumberText.percent(1 - ClaimFamily.level),
            "pooling": NumberText.setting(Spread.poolingLevel), "reruns": Rerun.count,
            "threshold": NumberText.percent(Rerun.threshold), "power": NumberText.percent(Power.wanted),
        ]
        if let registered { context["registered"] = ["sha": registered.fingerprint] }
        return context
    }

    private var sentences: [Findings.Sentence] { Findings.sentences(firsts.map(\.findings)) }

    private var findings: [[String: Any]] {
        sentences.map { sentence in
            var finding: [String: Any] = ["text": Markup.html(sentence.text)]
            if let id = sentence.claim, let page = studies.first(where: { $0.claims.contains { $0.id == id } }) {
                finding["about"] = ["href": "\(page.file)#claim-\(id)"]
            }
            return finding
        }
    }

    /// How many claims have which verdict.
    static func tally(_ claims: [JudgedClaim]) -> [[String: Any]] {
        VerdictTally(claims).entries.map {
            ["count": $0.count, "word": $0.verb, "symbol": $0.verdict.symbol, "kind": $0.verdict.identifier]
        }
    }

    /// The first figure that is drawn of the claims that the findings speak of, or else of all.
    private var leadingFigure: [String: Any]? {
        let cards = studies.flatMap { page in page.cards.map { (page: page, card: $0) } }
            .filter { $0.card.state == .drawn }
        let spoken = sentences.compactMap(\.claim)
        let wanted = spoken.flatMap { id in studies.flatMap(\.claims).first { $0.id == id }?.figures ?? [] }
        guard let found = wanted.lazy.compactMap({ id in cards.first { $0.card.id == id } }).first ?? cards.first
        else { return nil }
        var lead: [String: Any] = [
            "id": found.card.id, "number": clean(found.card.number), "title": Markup.html(found.card.title),
            "href": "\(found.page.file)#\(found.card.id)", "alt": clean(found.card.altText),
            "study": clean(found.page.study.title),
        ]
        if let size = found.card.pixelSize { lead["size"] = ["width": size.width, "height": size.height] }
        return lead
    }

    /// A study on the landing page: a square for each claim, a thumbnail for each figure, a link for each stage.
    private func overview(_ page: StudyPage) -> [String: Any] {
        let drawn = page.cards.filter { $0.state == .drawn }.count
        return [
            "id": page.study.id, "page": page.file, "name": clean(page.study.title),
            "about": Markup.html(page.study.lead),
            "claimCount": page.claims.count, "figureCount": page.cards.count, "drawnCount": drawn,
            "allDrawn": drawn == page.cards.count,
            "squares": page.claims.map { claim in
                [
                    "href": "\(page.file)#claim-\(claim.id)", "kind": claim.judgement.verdict.identifier,
                    "symbol": claim.judgement.verdict.symbol, "word": claim.judgement.verdict.word,
                    "statement": clean(Markup.plain(claim.statement)),
                ]
            },
            "thumbnails": page.cards.map { thumbnail($0, page) },
            "stageCount": page.stages.count,
            "stageLinks": page.stages.map { stage in
                ["name": clean(stage.name), "anchor": anchor(stage.name), "page": page.file]
            },
        ]
    }

    private func thumbnail(_ card: FigureCard, _ page: StudyPage) -> [String: Any] {
        var context: [String: Any] = [
            "id": card.id, "page": page.file, "number": clean(card.number), "title": Markup.html(card.title),
        ]
        switch card.state {
        case .drawn:
            var picture: [String: Any] = ["id": card.id]
            if let size = card.pixelSize { picture["size"] = ["width": size.width, "height": size.height] }
            context["picture"] = picture
        case .pending: context["missing"] = "Not drawn yet"
        case .failed: context["missing"] = "Could not be drawn"
        }
        return context
    }
}
