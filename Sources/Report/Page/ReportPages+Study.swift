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
        for (key, place) in [("opening", PageSection.Place.opening), ("sections", .middle), ("details", .detail)] {
            context[key] = page.sections.filter { $0.section.place == place }.map(section)
        }
        context["figures"] = page.cards.map { figureContext($0, on: page) }
        context["figuresAny"] = !page.cards.isEmpty
        let departures = page.commonDepartures
        if !departures.isEmpty { context["departures"] = ["items": departures.map(Markup.html)] }
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
        var context: [String: Any] = [
            "anchor": entry.section.anchor, "heading": clean(entry.section.title), "layout": "stack",
            "tables": entry.tables.map(tableContext),
        ]
        context["introduction"] = entry.section.lead.split(separator: "\n").map { Markup.html(String($0)) }
        let widths = Set(entry.tables.map(\.header.count))
        guard entry.tables.count > 1, let widest = widths.max() else { return context }
        // Small tables stand beside each other; larger ones of the same columns stand under each other, aligned.
        if widest <= 4 {
            context["layout"] = "pair"
        } else if widths.count == 1 {
            context["layout"] = "aligned"
            let columns = Self.columnWidths(entry.tables)
            context["tables"] = entry.tables.map { table in
                tableContext(table).merging(["columns": ["widths": columns]]) { $1 }
            }
        }
        return context
    }

    /// The share of each column in per cent, by the longest cell that it has in any of `tables`; heads can wrap.
    private static func columnWidths(_ tables: [DetailTable]) -> [Int] {
        let lengths = (tables.first?.header.indices ?? 0..<0).map { column in
            let cells = tables.flatMap { table in table.rows.filter { $0.indices.contains(column) }.map { $0[column] } }
            let words = tables.flatMap { Markup.plain($0.header[column]).split(separator: " ") }
            return 4 + max(cells.map { Markup.plain($0).count }.max() ?? 0, words.map(\.count).max() ?? 0)
        }
        return lengths.map { $0 * 100 / max(lengths.reduce(0, +), 1) }
    }
}
