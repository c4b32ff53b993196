extension ReportPages {
    /// The images of a figure for the template `frames`: a list of them all, and what a viewer has to choose from.
    func framesContext(_ set: FrameSet, of card: FigureCard) -> [String: Any] {
        let choices = [
            choice("example", "Image", set.examples.map(\.capitalizedFirst), of: card),
            choice("method", "Network", set.methods, of: card),
            choice("other", "Compare with", set.others.map(Markup.plain), of: card),
        ]
        var context: [String: Any] = [
            "id": card.id, "number": card.number, "step": Markup.html(set.step), "last": max(set.steps - 1, 0),
            "width": set.size.width, "height": set.size.height, "choices": choices, "rows": rows(set),
            "count": set.frames.count,
        ]
        if let first = set.frames.first { context["first"] = ["file": first.file, "alt": alt(first, set)] }
        return context
    }

    /// A row of radio buttons, hidden where there is nothing to choose.
    private func choice(_ kind: String, _ legend: String, _ names: [String], of card: FigureCard) -> [String: Any] {
        let options = names.enumerated().map { index, name -> [String: Any] in
            ["name": clean(name), "value": index, "id": card.id, "kind": kind, "checked": index == 0]
        }
        return ["legend": legend, "options": options, "single": names.count < 2]
    }

    /// For each test image a row with what is compared, and one for each network.
    private func rows(_ set: FrameSet) -> [[String: Any]] {
        set.examples.enumerated().flatMap { example, name in
            ([nil] + set.methods.map(Optional.some)).compactMap { method -> [String: Any]? in
                let frames = set.frames.filter { $0.example == name && $0.method == method }
                guard !frames.isEmpty else { return nil }
                return [
                    "title": clean(name.capitalizedFirst) + (method.map { ", \(clean($0))" } ?? ""),
                    "frames": frames.map { item($0, set, example: example) },
                ]
            }
        }
    }

    private func item(_ frame: FrameSet.Frame, _ set: FrameSet, example: Int) -> [String: Any] {
        var item: [String: Any] = [
            "file": frame.file, "alt": alt(frame, set), "name": Markup.html(frame.name), "words": clean(frame.words),
            "example": example, "width": set.size.width, "height": set.size.height, "value": frame.value ?? "",
        ]
        if let method = frame.method {
            item["method"] = ["index": set.methods.firstIndex(of: method) ?? 0]
        } else {
            item["other"] = ["index": set.others.firstIndex(of: frame.name) ?? 0]
        }
        if let step = frame.step { item["at"] = ["index": step] }
        return item
    }

    /// "test image 12, constrained, layer 3: error inside the hole 0.0123".
    private func alt(_ frame: FrameSet.Frame, _ set: FrameSet) -> String {
        let what =
            frame.method == nil && frame.step != nil ? "\(Markup.plain(frame.name)), \(frame.words)" : frame.words
        let subject = [frame.example, frame.method, what].compactMap { $0 }.joined(separator: ", ")
        return clean(subject + (frame.value.map { ": \(set.quantity) \($0)" } ?? ""))
    }
}
