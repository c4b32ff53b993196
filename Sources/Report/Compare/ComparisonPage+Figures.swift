extension Comparison {
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
        let further = shown.filter(\.differsByLinesAlone).count
        let alone =
            further == 0
            ? ""
            : ", \(further == shown.count ? "" : "\(further) of them ")only because lines were added or taken away"
        let words =
            figures.isEmpty
            ? "Neither run has figures."
            : shown.isEmpty
                ? "No figure that both runs have has other numbers."
                : "\(count(shown.count, "figure has", "figures have")) other numbers\(alone). Where both have the same axes, their curves "
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
