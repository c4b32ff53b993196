extension ReportPage {
    /// The trivial answers beside the networks, and the table of constraint × noise.
    var comparisonContext: [String: Any] {
        var context: [String: Any] = [:]
        let references = TrivialAnswers.references(run)
        let networks = TrivialAnswers.networks(run)
        if !references.isEmpty || !networks.isEmpty {
            let zero = references.first { $0.id == "zero" }?.distance
            let header = [
                "Method", "Layers or iterations", "Distance to the optimum", "Of the zero vector’s", "Objective",
            ]
            context["trivialAny"] = true
            context["trivial"] = [
                tableContext(
                    DetailTable("Trained networks", header: header, rows: networks.map { row($0, zero) })),
                tableContext(
                    DetailTable(
                        "Answers that need no training", header: header, rows: references.map { row($0, zero) })),
            ]
        }
        if let claim = claims.first(where: { $0.id == "noise-alone" }), !claim.judgement.tables.isEmpty {
            context["factorialAny"] = true
            context["factorial"] = claim.judgement.tables.map(tableContext)
        }
        return context
    }

    private func row(_ answer: TrivialAnswers.Row, _ zero: Double?) -> [String] {
        let needsNoLayers = ["zero", "ridge"].contains(answer.id)
        return [
            MethodNames.name(answer.id), needsNoLayers ? "–" : "\(answer.layers)",
            answer.interval.map(\.cell) ?? NumberText.short(answer.distance),
            zero.map { NumberText.percent(answer.distance / $0) } ?? "–", NumberText.short(answer.objective, digits: 4),
        ]
    }
}
