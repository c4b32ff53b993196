import Plotting

extension SeedCurve {
    /// The curve as a line with bars of ± one standard deviation over examples and, with several seeds, a band from the
    /// lowest seed to the highest. `bars` false leaves the bars out; `logarithmic` those that would reach to or below
    /// zero.
    func marks(
        series: String, style: MethodStyle? = nil, bars: Bool = true, logarithmic: Bool = false
    ) -> [Mark] {
        let hasBars = bars && deviation.contains(where: \.isFinite)
        let reach = zip(mean, deviation).map { logarithmic && $0 <= $1 ? Double.nan : $1 }
        let line = Mark.line(
            x: keys, y: mean, spread: hasBars ? .deviationBars(reach) : nil, series: series, style: style)
        guard seeds > 1 else { return [line] }
        // No name: the legend shows the line.
        let unnamed = (style ?? Theme.style(of: series)).variant(name: "")
        return [.band(x: keys, lower: lowest, upper: highest, series: series, style: unnamed), line]
    }
}

extension Mark {
    /// A level across the panel, named in the margin at its right; none where there is no number.
    static func level(_ value: Double?, _ label: String, series: String, style: MethodStyle? = nil) -> [Mark] {
        guard let value, value.isFinite else { return [] }
        return [.horizontal(at: value, label: label, series: series, style: style)]
    }
}
