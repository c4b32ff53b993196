import Plotting

extension SeedCurve {
    /// The curve as a line with bars of ± one standard deviation over examples and, with several seeds, a band from the
    /// lowest seed to the highest, beside which the seeds of `apart` have thin lines of their own. `bars` false leaves the
    /// bars out; `logarithmic` those that would reach below a tenth of their mean, as they would set the scale; at `floor`, the least
    /// that the quantity can be, they end.
    public func marks(
        series: String, style: MethodStyle, bars: Bool = true, logarithmic: Bool = false, floor: Double? = nil
    ) -> [Mark] {
        let hasBars = bars && deviation.contains(where: \.isFinite)
        let reach = zip(mean, deviation).map { logarithmic && 0.9 * $0 <= $1 ? Double.nan : $1 }
        let spread = floor.map { floor in
            Plotting.Spread.bars(lower: zip(mean, reach).map { max($0 - $1, floor) }, upper: zip(mean, reach).map(+))
        }
        let line = Mark.line(
            x: keys, y: mean, spread: hasBars ? spread ?? .deviationBars(reach) : nil, series: series, style: style)
        guard seeds > 1 else { return [line] }
        // No name: the legend shows the line.
        let unnamed = style.variant(name: "")
        let together = bySeed.indices.filter { !apart.contains($0) }.map { bySeed[$0] }
        let (low, high) = ends(of: together)
        let band = Mark.band(x: keys, lower: low, upper: high, series: series, style: unnamed)
        return (together.count > 1 ? [band] : []) + seedLines(apart, series: series, style: unnamed) + [line]
    }

    /// A thin line for each of some seeds, all of them unless said otherwise; the legend does not show them.
    public func seedLines(_ chosen: Set<Int>? = nil, series: String, style: MethodStyle) -> [Mark] {
        bySeed.indices.filter { chosen?.contains($0) ?? true }.map { seed in
            .line(
                x: keys, y: bySeed[seed], series: "\(series), seed \(seed + 1)",
                style: style.variant(name: "", marker: MethodStyle.Marker.none, weight: .hair))
        }
    }
}

extension Mark {
    /// A level across the panel, named in the margin at its right; none where there is no number.
    public static func level(_ value: Double?, _ label: String, series: String, style: MethodStyle? = nil) -> [Mark] {
        guard let value, value.isFinite else { return [] }
        return [.horizontal(at: value, label: label, series: series, style: style)]
    }
}

extension Panel {
    /// Curves of a study's methods against a key, on a logarithmic axis where their means span more than a decade. With
    /// `prominent` only those have bars, and the others are thin; without `hasBars` none has.
    public static func curves(
        _ title: String, x: Axis, _ label: String, _ curves: [(id: String, curve: SeedCurve)], of study: StudyReader,
        prominent: [String]? = nil, hasBars: Bool = true, others: [Mark] = []
    ) -> Panel {
        let means = curves.flatMap(\.curve.mean).filter { $0.isFinite && $0 > 0 }
        let isWide = (means.max() ?? 1) > 10 * (means.min() ?? 1)
        let marks = curves.flatMap { id, curve -> [Mark] in
            let isProminent = prominent?.contains(id) ?? true
            let style = study.style(of: id)
            return curve.marks(
                series: id, style: isProminent ? style : style.variant(weight: .thin), bars: hasBars && isProminent,
                logarithmic: isWide)
        }
        return Panel(
            title, x: x, y: Axis(label, scale: isWide ? .logarithmic : .linear, includesZero: true),
            marks: marks + others)
    }
}

extension MethodStyle {
    /// Thin and grey, for a level such as zero that measures are compared with and that is no method.
    public static func reference(name: String) -> MethodStyle {
        MethodStyle(name: name, colour: Colour(0x555555), dash: .dotted, weight: .thin)
    }
}
