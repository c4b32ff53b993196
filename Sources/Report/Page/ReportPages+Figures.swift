import Stages
import Support

extension ReportPages {
    /// A card for the template `figure`.
    func figureContext(_ card: FigureCard, on page: StudyPage) -> [String: Any] {
        var context: [String: Any] = [
            "id": card.id, "number": card.number, "title": Markup.html(card.title), "wide": card.columnWidth == .two,
        ]
        switch card.state {
        case .drawn: context["drawn"] = drawnContext(card, on: page)
        case .pending(let reason): context["waiting"] = waitingContext(card, on: page, reason, word: "Not drawn yet")
        case .failed(let reason):
            context["waiting"] = waitingContext(card, on: page, reason, word: "Could not be drawn")
        }
        let claims = studies.flatMap { other in
            other.claims.filter { $0.figures.contains(card.id) }.map { bearing($0, of: other, on: page) }
        }
        if !claims.isEmpty { context["bearing"] = ["items": claims] }
        return context
    }

    /// A claim that a figure bears on.
    private func bearing(_ claim: JudgedClaim, of study: StudyPage, on page: StudyPage) -> [String: Any] {
        let verdict = claim.judgement.verdict
        return [
            "href": (study.file == page.file ? "" : study.file) + "#claim-\(claim.id)", "kind": verdict.identifier,
            "symbol": verdict.symbol, "word": verdict.word, "statement": Markup.html(claim.statement),
        ]
    }

    private func drawnContext(_ card: FigureCard, on page: StudyPage) -> [String: Any] {
        let wide = card.columnWidth == .two
        let records = ancestry(of: card.stages)
        var context: [String: Any] = [
            "caption": Markup.html(card.caption), "alt": clean(card.altText),
            "latex": clean(FigureLaTeX.environment(card)),
            "environment": wide ? "figure* (two columns, 7.16 in)" : "figure (one column, 3.5 in)",
            "files": FigureStudio.extensions.map {
                [
                    "href": "figures/\(card.id).\($0)", "file": "\(card.id).\($0)", "type": $0.uppercased(),
                    "number": card.number,
                ]
            },
            "command": clean(manifest.command), "redraw": clean(redraw(card)),
            "stages": records.map { stage in
                [
                    "name": clean(stage.name), "href": link(toStage: stage.name, from: page), "key": stage.key.short,
                    "state": stage.state.rawValue, "seconds": NumberText.duration(stage.seconds),
                ]
            },
            "stageCount": records.count,
            "seconds": NumberText.duration(records.reduce(0) { $0 + $1.seconds }),
            "seeds": Self.seeds(of: records),
        ]
        if !card.pieces.isEmpty {
            context["pieces"] = [
                "items": card.pieces.map { piece in
                    [
                        "name": piece.dropFirst(card.id.count + 1) == "column"
                            ? "all" : "(\(piece.dropFirst(card.id.count + 1)))",
                        "formats": FigureCard.pieceFormats.map { format in
                            [
                                "file": "\(piece).\(format.rawValue)", "type": format.rawValue.uppercased(),
                                "piece": piece,
                            ]
                        },
                    ] as [String: Any]
                }
            ]
        }
        let settings = SettingsText.common(records.map(\.settings))
        if !settings.isEmpty { context["stageSettings"] = settings }
        if let size = card.pixelSize { context["size"] = ["width": size.width, "height": size.height] }
        if let frames = card.frames { context["frames"] = framesContext(frames, of: card) }
        let common = page.commonDepartures
        let own = card.departures.filter { !common.contains($0) }
        if !card.departures.isEmpty {
            context["departures"] =
                ["items": own.map(Markup.html), "common": own.count < card.departures.count] as [String: Any]
        }
        if !card.notes.isEmpty { context["notes"] = ["items": card.notes.map(Markup.html)] }
        return context
    }

    /// The command that draws a figure again; the folder is named as it was when the pages were made.
    private func redraw(_ card: FigureCard) -> String {
        let folder = run.output.relativePath
        // A folder can be called as options are.
        let output = folder == "Output" ? [] : ["--output", folder.hasPrefix("-") ? "./\(folder)" : folder]
        return ShellText.command(["downhill", "render", "--only", card.id] + output)
    }

    private func waitingContext(_ card: FigureCard, on page: StudyPage, _ reason: String, word: String) -> [String: Any]
    {
        let drawing = page.study.drawings.first { $0.id == card.id }
        let records = manifest.stages.filter { drawing?.reads($0.name) ?? false }
        let finished = records.filter(\.state.isFinished).count
        var context: [String: Any] = ["word": word, "reason": clean(reason.capitalizedFirst)]
        if !records.isEmpty {
            context["progress"] = ["done": finished, "all": records.count]
            let open = records.filter { !$0.state.isFinished }.map {
                ["name": clean($0.name), "state": $0.state.rawValue]
            }
            if !open.isEmpty { context["open"] = ["items": open] }
        }
        return context
    }

    /// The stages named and all that they were made from, in the manifest's order.
    private func ancestry(of names: [String]) -> [StageRecord] {
        var wanted = Set(names)
        // The manifest is in topological order: from its end, every stage comes before its inputs.
        for stage in manifest.stages.reversed() where wanted.contains(stage.name) { wanted.formUnion(stage.inputs) }
        return manifest.stages.filter { wanted.contains($0.name) }
    }
}
