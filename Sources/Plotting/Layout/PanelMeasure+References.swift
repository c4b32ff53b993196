/// The words at lines across the frame, which stand outside of it.
extension PanelMeasure {
    mutating func measureReferences(_ marks: [Mark], width: Double, height: Double, fonts: FontBook) throws {
        for mark in marks {
            guard let line = mark.content as? ReferenceMark, let words = line.label, !words.isEmpty else { continue }
            let text = try TextLayout(words, size: Theme.smallSize, fonts: fonts)
            if line.vertical, let place = x.place(line.value), place >= 0, place <= width {
                topLabels.append((text, place - text.width / 2))
            } else if !line.vertical, let place = y.place(line.value), place >= 0, place <= height {
                rightLabels.append((text, place))
            }
        }
        rightLabels = Self.apart(rightLabels.sorted { $0.place < $1.place }) { _ in Theme.smallSize * 1.1 }
        topLabels = Self.apart(topLabels.sorted { $0.place < $1.place }) { $0.width + 5 }
        if let widest = rightLabels.map(\.text.width).max() { right = max(right, widest + 3) }
        if !topLabels.isEmpty { top += Theme.smallSize + 1 }
    }

    /// Moves labels apart from each other, evenly to both sides, where they would overlap.
    private static func apart(
        _ labels: [(text: TextLayout, place: Double)], extent: (TextLayout) -> Double
    ) -> [(text: TextLayout, place: Double)] {
        var moved = labels
        for _ in 0..<50 {
            for index in moved.indices.dropLast() {
                let overlap = moved[index].place + extent(moved[index].text) - moved[index + 1].place
                guard overlap > 1e-6 else { continue }
                moved[index].place -= overlap / 2
                moved[index + 1].place += overlap / 2
            }
        }
        return moved
    }
}
