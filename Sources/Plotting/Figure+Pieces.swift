extension Figure {
    /// The figure for papers with two columns of text, one column (3.5 in) wide: each of its plots as a figure of its own,
    /// `figure-3-a`, …, and, where it has no more than two plots and nothing else, both under each other, `figure-3-column`.
    /// A figure that is one column wide already has none.
    ///
    /// A piece says nothing in its panel's title, which is the caption's there, and has a legend of its own series in the
    /// looks that they have in the figure. Grids of images and tables have no form so narrow.
    public var pieces: [Figure] {
        guard width == .twoColumns else { return [] }
        let plots = panels.indices.filter { panels[$0].isPlot }
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        var pieces =
            plots.count < 2 && panels.count == 1
            ? [] : plots.prefix(letters.count).map { piece("\(letters[$0])", [panels[$0]]) }
        if plots.count == panels.count, panels.count <= 2 { pieces.append(piece("column", panels)) }
        return pieces
    }

    private func piece(_ name: String, _ panels: [Panel]) -> Figure {
        var piece = self
        piece.id = "\(id)-\(name)"
        piece.width = .oneColumn
        piece.panels = panels
        piece.columns = 1
        piece.columnShares = []
        piece.aspect = min(max(aspect, 0.55), 1)
        piece.sharing = panels.count > 1 ? sharing.intersection(.x) : []
        piece.table = nil
        piece.rowHeadings = []
        piece.styles = SeriesStyles(self).all
        if panels.count == 1 {
            piece.title += panels[0].title.isEmpty ? "" : ": \(panels[0].title)"
            piece.panels[0].title = ""
        }
        return piece
    }
}

extension Panel {
    /// Whether it is a plot with two axes.
    fileprivate var isPlot: Bool {
        if case .plot = content { return true }
        return false
    }
}
