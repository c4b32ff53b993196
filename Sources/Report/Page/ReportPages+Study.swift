extension ReportPages {
    /// The page of one study: its claims, tables and figures, and at the end what those want who check.
    func context(of page: StudyPage) -> [String: Any] {
        let study = page.study
        var context = frameContext(page.file, title: study.title)
        context["studyTitle"] = clean(study.title)
        context["lead"] = Markup.html(study.lead)
        context["tally"] = Self.tally(page.claims)
        context["claimCount"] = page.claims.count
        context["claims"] = page.claims.map { claimContext($0, on: page) }
        context["claimsAny"] = !page.claims.isEmpty
        context["sections"] = page.sections.filter { !$0.section.isDetail }.map(section)
        context["details"] = page.sections.filter(\.section.isDetail).map(section)
        context["figures"] = page.cards.map { figureContext($0, on: page) }
        context["figuresAny"] = !page.cards.isEmpty
        if !page.stages.isEmpty { context["ownStages"] = ["stages": stageRows(page.stages)] }
        if let data = data(of: page) { context["data"] = clean(data) }
        if let place = studies.firstIndex(where: { $0.study.id == study.id }) {
            for (key, index) in [("previous", place - 1), ("next", place + 1)] where studies.indices.contains(index) {
                context[key] = ["href": studies[index].file, "to": clean(studies[index].study.title)]
            }
        }
        return context
    }

    private func section(_ entry: (section: PageSection, tables: [DetailTable])) -> [String: Any] {
        let columns = Set(entry.tables.map(\.header.count))
        var context: [String: Any] = [
            "anchor": entry.section.anchor, "heading": clean(entry.section.title),
            "tables": entry.tables.map(tableContext),
        ]
        if !entry.section.lead.isEmpty { context["introduction"] = Markup.html(entry.section.lead) }
        // Small tables stand beside each other; larger ones of the same columns under each other have them aligned.
        if entry.tables.count > 1, let widest = columns.max() {
            context["layout"] = widest <= 4 ? "pair" : columns.count == 1 ? "aligned" : "stack"
        } else {
            context["layout"] = "stack"
        }
        return context
    }
}
