/// Two drawings of one figure over each other: the curves of the first as solid lines and filled marks, those of the second as
/// dashed lines and open marks, in the colours that the figure's series have.
public struct Overlay: Sendable {
    /// The figure; nil where no panel of the two can be drawn over each other.
    public private(set) var figure: Figure?
    /// What is not in it, and why: sentences. Where there is no figure, the first says why.
    public private(set) var remarks: [String] = []

    /// With more series that have a spread than this, a panel leaves spreads out, which would hide each other.
    private static let mostSpreads = 3

    /// Why a panel is not drawn, or what it lacks: the verb for one panel, for several, and the rest of the sentence.
    private enum Remark: CaseIterable {
        case alone, axes, nothing, spreads

        func sentence(_ panels: [String]) -> String {
            let isOne = panels.count == 1
            let list = panels.dropLast().joined(separator: ", ") + (isOne ? "" : " and ") + (panels.last ?? "")
            let place = "\(isOne ? "Panel" : "Panels") \(list)"
            switch self {
            case .alone: return "\(place) \(isOne ? "is" : "are") in one of the two alone."
            case .axes: return "\(place) \(isOne ? "has" : "have") other axes in the second."
            case .nothing: return "\(place) \(isOne ? "has" : "have") no curves or points to draw over each other."
            case .spreads: return "\(place) \(isOne ? "leaves" : "leave") spreads out, which would hide each other."
            }
        }
    }

    /// Draws `second` over `first`. `names` are what the legend calls the two.
    public init(id: String, title: String, summary: String, first: KeptDrawing, second: KeptDrawing, names: [String]) {
        var panels: [Panel] = []
        var drawn: [String] = []
        var found: [Remark: [String]] = [:]
        for (index, panel) in first.kept.panels.enumerated() {
            func remark(_ kind: Remark) { found[kind, default: []].append(panel.name) }
            guard let other = second.kept.panels.firstIndex(where: { $0.name == panel.name }) else {
                remark(.alone)
                continue
            }
            guard
                let axes = Self.axes(
                    panel, second.kept.panels[other], rows: (first.rows[index] + second.rows[other]).flatMap { $0 })
            else {
                remark(.axes)
                continue
            }
            let known = Set(panel.marks.map(\.series))
            let spreads = (first.rows[index] + second.rows[other]).joined().filter {
                ["line", "band"].contains($0.mark) && $0.lower != nil
            }
            let hasSpread = Set(spreads.map(\.series)).count <= Self.mostSpreads
            let marks =
                Self.marks(of: first, panel: index, isSecond: false, hasSpread: hasSpread, known: [])
                + Self.marks(of: second, panel: other, isSecond: true, hasSpread: hasSpread, known: known)
            guard !marks.isEmpty else {
                remark(.nothing)
                continue
            }
            if !hasSpread { remark(.spreads) }
            drawn.append(panel.name)
            panels.append(
                Panel(panel.title, x: axes.x, y: axes.y, marks: (panels.isEmpty ? Self.keys(names) : []) + marks))
        }
        for panel in second.kept.panels where !first.kept.panels.contains(where: { $0.name == panel.name }) {
            found[.alone, default: []].append(panel.name)
        }
        remarks = Remark.allCases.compactMap { kind in found[kind].map(kind.sentence) }
        guard !panels.isEmpty else {
            if remarks.isEmpty { remarks = ["It has no plots: images and tables are not drawn over each other."] }
            return
        }
        // Without some of its panels the others have not the places that their letters, headings and shared axes speak of.
        let isWhole = first.kept.isWhole && panels.count == first.kept.panels.count
        if !isWhole, first.kept.panels.count > 1 {
            for index in panels.indices { panels[index].title = "(\(drawn[index])) \(panels[index].title)" }
        }
        let columns = max(1, min(first.kept.columns, panels.count))
        figure = Figure(
            id: id, title: title, summary: summary, width: columns > 1 ? .twoColumns : .oneColumn, columns: columns,
            aspect: first.kept.aspect, panels: panels,
            sharing: isWhole ? Figure.Sharing(rawValue: first.kept.sharing) : [],
            letters: isWhole && panels.count > 1, rowHeadings: isWhole ? first.kept.rowHeadings : [])
    }

    /// Legend entries without data that say which run is which.
    private static func keys(_ names: [String]) -> [Mark] {
        zip(names, [MethodStyle.Dash.solid, .dashed]).map { name, dash in
            let look = MethodStyle(name: name, colour: .black, dash: dash)
            return .line(x: [], y: [], series: name, style: look)
        }
    }

    /// The marks of a panel. Series that the first has (`known`) are not named again.
    private static func marks(
        of drawing: KeptDrawing, panel: Int, isSecond: Bool, hasSpread: Bool, known: Set<String>
    ) -> [Mark] {
        drawing.kept.panels[panel].marks.enumerated().compactMap { place, kept in
            var look = drawing.kept.looks[kept.look]
            // The dash says which run it is; colour and marker say which series.
            look.dash = isSecond ? .dashed : .solid
            look.marker = isSecond ? look.marker.opened : look.marker.filled
            let isNamed = !known.contains(kept.series)
            if !isNamed { look.name = "" }
            // Of series of one name, bars would stand over each other.
            let series = isSecond ? "\(kept.series) (second)" : kept.series
            return drawing.mark(place, of: panel, series: series, look: look, hasSpread: hasSpread, hasLabel: isNamed)
        }
    }

    /// Axes for both, which hold `rows`; nil where these are not the same quantities or categories.
    private static func axes(_ first: KeptPanel, _ second: KeptPanel, rows: [DataRow]) -> (x: Axis, y: Axis)? {
        guard let x = common(first.x, second.x, values: rows.compactMap(\.x)),
            let y = common(first.y, second.y, values: rows.compactMap(\.y))
        else { return nil }
        return (x, y)
    }

    /// Where the two chose other scales for their data, the wider one, if it can show all `values`.
    private static func common(_ first: Axis, _ second: Axis, values: [Double]) -> Axis? {
        guard first.label == second.label else { return nil }
        var axis = first
        switch (first.scale, second.scale) {
        case (.symmetric(let one), .symmetric(let other)): axis.scale = .symmetric(exponent: min(one, other))
        case (.linear, .symmetric): axis.scale = second.scale
        case (.symmetric, .linear): break
        case (.linear, .logarithmic), (.logarithmic, .linear):
            axis.scale = values.allSatisfy { $0 > 0 } ? .logarithmic : .linear
        default: guard first.scale == second.scale else { return nil }
        }
        guard first.scale == second.scale else {
            axis.range = nil
            return axis
        }
        if let one = first.range, let other = second.range {
            axis.range = min(one.lowerBound, other.lowerBound)...max(one.upperBound, other.upperBound)
        } else {
            axis.range = nil
        }
        if case .at(let one) = first.ticks, case .at(let other) = second.ticks {
            axis.ticks = .at(Array(Set(one + other)).sorted())
        }
        return axis
    }
}

extension MethodStyle.Marker {
    fileprivate var opened: Self {
        switch self {
        case .circle: .openCircle
        case .square: .openSquare
        case .diamond: .openDiamond
        case .triangle: .openTriangle
        case .triangleDown: .openTriangleDown
        default: self
        }
    }

    fileprivate var filled: Self {
        switch self {
        case .openCircle: .circle
        case .openSquare: .square
        case .openDiamond: .diamond
        case .openTriangle: .triangle
        case .openTriangleDown: .triangleDown
        default: self
        }
    }
}
