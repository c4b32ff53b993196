/// The scales of a figure's panels from their data, shared where the figure says so.
struct FigureRanges {
    /// For each panel its scales; panels without axes have a unit range.
    private(set) var scales: [(x: AxisScale, y: AxisScale)] = []

    init(_ figure: Figure) {
        let bounds = figure.panels.map(Bounds.init)
        for (index, panel) in figure.panels.enumerated() {
            guard case .plot(let x, let y, _) = panel.content else {
                scales.append((Self.unit, Self.unit))
                continue
            }
            let row = index / figure.columns
            let peersX = figure.sharing.contains(.x) ? bounds : [bounds[index]]
            var peersY = figure.sharing.contains(.y) ? bounds : [bounds[index]]
            if figure.sharing.contains(.yWithinRows) {
                peersY = bounds.enumerated().filter { $0.offset / figure.columns == row }.map(\.element)
            }
            scales.append(
                (
                    Self.scale(x, peersX.map(\.x), tight: bounds[index].isTight, baseline: nil),
                    Self.scale(
                        y, peersY.map(\.y), tight: bounds[index].isTight, baseline: bounds[index].baseline)
                ))
            if case .category = y.scale {
                // Categories run from top to bottom.
                let last = scales.count - 1
                (scales[last].y.lower, scales[last].y.upper) = (scales[last].y.upper, scales[last].y.lower)
            }
        }
    }

    private static let unit = AxisScale(logarithmic: false, lower: 0, upper: 1)

    private static func scale(
        _ axis: Axis, _ ranges: [ClosedRange<Double>?], tight: Bool, baseline: Double?
    ) -> AxisScale {
        let known = ranges.compactMap { $0 }
        let union = known.isEmpty ? nil : (known.map(\.lowerBound).min() ?? 0)...(known.map(\.upperBound).max() ?? 1)
        if tight, axis.range == nil, axis.scale == .linear, let union, union.lowerBound < union.upperBound {
            return AxisScale(logarithmic: false, lower: union.lowerBound, upper: union.upperBound)
        }
        return .around(union, axis: axis, baseline: baseline)
    }

    /// What the data of one panel span; values that its axes cannot show do not count.
    private struct Bounds {
        var x: ClosedRange<Double>?
        var y: ClosedRange<Double>?
        var baseline: Double?
        var isTight = false

        init(_ panel: Panel) {
            guard case .plot(let xAxis, let yAxis, let marks) = panel.content else { return }
            // A field or an image fills its frame: it alone sets the range.
            isTight = marks.contains { $0.content.isTight }
            for mark in marks where mark.content.countsForRange && mark.content.isTight == isTight {
                baseline = baseline ?? mark.content.baseline
                for row in mark.content.rows {
                    let intervals = [row.lower, row.upper]
                    let along = mark.content.intervalsRunAlongX
                    for value in [row.x] + (along ? intervals : []) { Self.extend(&x, value, xAxis) }
                    for value in [row.y] + (along ? [] : intervals) { Self.extend(&y, value, yAxis) }
                }
            }
        }

        private static func extend(_ range: inout ClosedRange<Double>?, _ value: Double?, _ axis: Axis) {
            guard let value, value.isFinite, !axis.isLogarithmic || value > 0 else { return }
            guard let old = range else {
                range = value...value
                return
            }
            range = min(old.lowerBound, value)...max(old.upperBound, value)
        }
    }
}
