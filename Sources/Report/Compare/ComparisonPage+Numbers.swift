extension Comparison {
    /// The largest changes.
    var numbersContext: [String: Any] {
        let all = numbers
        let changed = all.filter { $0.first.description != $0.second.description }
        let infinite = all.filter(\.isFiniteInOne).count
        let unmatched = figures.compactMap(\.numbers).reduce(0) { $0 + $1.unmatched }
        let numbered = Dictionary(figures.map { ($0.id, $0.first?.number ?? $0.second?.number ?? $0.id) }) { one, _ in
            one
        }
        func row(_ change: NumberChange, _ words: String) -> [String: Any] {
            var row: [String: Any] = [
                "id": change.figure, "number": clean(numbered[change.figure] ?? change.figure),
                "curve": clean(curve(change)), "place": clean(place(change)),
                "a": NumberText.short(change.first), "b": NumberText.short(change.second), "change": words,
            ]
            if figures.first(where: { $0.id == change.figure })?.hasPanels == true {
                row["panel"] = clean(change.panel)
            }
            return row
        }
        let bySpread = all.largest(bySpread: true, most: Self.most).map {
            row($0.change, "\(NumberText.short($0.size, digits: 2)) spreads")
        }
        let byValue = all.largest(bySpread: false, most: Self.most).map {
            row($0.change, NumberText.percent($0.size))
        }
        var tables: [[String: Any]] = []
        if !bySpread.isEmpty {
            tables.append(["caption": "Numbers with a spread, in units of the larger half of it", "rows": bySpread])
        }
        if !byValue.isEmpty {
            tables.append([
                "caption":
                    "Numbers without one, relative to the largest of their curve, or, on curves over two decades, to themselves",
                "rows": byValue,
            ])
        }
        return [
            "numberTables": tables,
            "numberWords":
                (changed.isEmpty
                ? "No number that both runs’ tables have is another one."
                : "The tables behind the figures have \(CaptionText.number(all.count)) numbers at the same places in both runs; "
                    + "\(CaptionText.number(changed.count)) differ. Of each curve the largest change is listed, the largest of all first.")
                + (infinite > 0 ? " \(count(infinite, "number is", "numbers are")) finite in one run alone." : "")
                + (unmatched > 0
                    ? " \(count(unmatched, "number stands", "numbers stand")) in one run’s tables alone." : "")
                ,
        ]
    }

    /// The curve that a number is of.
    private func curve(_ change: NumberChange) -> String {
        if change.mark.hasPrefix("table: ") { return "\(change.series), \(change.quantity)" }
        let part = ["lower", "upper"].contains(change.quantity) ? ", \(change.quantity) end" : ""
        return (change.series.isEmpty ? change.mark : change.series) + part
    }

    /// Its place, rounded as numbers are set.
    private func place(_ change: NumberChange) -> String {
        Double(change.place).map(NumberText.setting) ?? (change.place.isEmpty ? "–" : change.place)
    }
}

extension FigurePair {
    /// Whether its table has several panels.
    var hasPanels: Bool { Set(((first ?? second)?.rows ?? []).map(\.panel)).count > 1 }
}
