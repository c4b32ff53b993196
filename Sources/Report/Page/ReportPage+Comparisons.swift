extension ReportPage {
    /// The claims whose tables of constraint × noise stand in a section of their own.
    static let factorialClaims = [
        (id: "noise-alone", study: "sparse"), (id: "inpainting-noise-alone", study: "inpainting"),
    ]

    /// The studies' sections: trivial answers, constraint × noise, ablations, and the details of training.
    var comparisonContext: [String: Any] {
        var context: [String: Any] = [:]
        for name in ["trivial", "factorial"] {
            let groups = studies.map { (title: $0.title, tables: self.tables($0, [name])) }.filter {
                !$0.tables.isEmpty
            }
            guard !groups.isEmpty else { continue }
            context["\(name)Any"] = true
            context[name] = groups.map { ["title": $0.title, "tables": $0.tables.map(tableContext)] as [String: Any] }
        }
        for (name, anchors) in [("ablation", ["ablation"]), ("training", ["training", "rates", "certificate"])] {
            let tables = studies.flatMap { self.tables($0, anchors) }
            guard !tables.isEmpty else { continue }
            context["\(name)Any"] = true
            context[name] = tables.map(tableContext)
        }
        return context
    }

    private func tables(_ study: StudyReport, _ anchors: [String]) -> [DetailTable] {
        study.sections.filter { anchors.contains($0.anchor) }.flatMap { $0.tables(run) }
    }
}
