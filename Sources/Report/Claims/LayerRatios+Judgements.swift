/// The claims about what falls from layer to layer, and what does not.
extension LayerRatios {
    /// "The mean `quantity` falls at every layer from `first` on", with the layers' table under `caption`.
    func falls(_ quantity: String, from first: Int = 1, table: DetailTable) -> Judgement {
        let ratios = ratios(from: first)
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let rising = ratios.filter { !$0.estimate.isBelow(1) }.map(\.layer)
        let falling =
            rising.isEmpty
            ? "falls at every layer" + (first > 1 ? " from \(first) on" : "")
            : "is not shown to fall in \(VerdictRule.layers(rising))"
        let start = first > 1 ? "layer \(first - 1)" : "the start"
        let measured =
            "The mean \(quantity) \(falling): from \(NumberText.short(samples[first - 1].mean)) at \(start) to "
            + "\(NumberText.short(samples.last?.mean ?? .nan)) at the end; the least favourable layer is "
            + "\(worst.layer), with a factor of \(NumberText.interval(worst.estimate))."
        return Judgement(
            VerdictRule.falls(ratios), measured: measured, statistic: statistic(quantity, worst.layer),
            estimate: worst.estimate, neutral: 1, perSeed: worstBySeed(from: first), tables: [table])
    }

    /// "The mean `quantity` does not fall at every layer from `first` on".
    func fallsNot(_ quantity: String, from first: Int = 1, table: DetailTable) -> Judgement {
        let ratios = simultaneousRatios(from: first)
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let away = ratios.filter { $0.estimate.isAbove(1) }.map(\.layer)
        let direction =
            away.isEmpty ? "is shown to rise in no layer" : "rises in \(VerdictRule.layers(away))"
        let measured =
            "The mean \(quantity) \(direction); the largest change is in layer \(worst.layer), "
            + "\(NumberText.short(worst.estimate.value)) times the one before (simultaneous interval "
            + "\(NumberText.short(worst.estimate.low)) to \(NumberText.short(worst.estimate.high))); it falls at "
            + "every layer \(first > 1 ? "from \(first) on " : "")in "
            + "\(NumberText.percent(shareFalling(from: first).value)) of the test examples."
        return Judgement(
            VerdictRule.fallsNot(ratios), measured: measured, statistic: statistic(quantity, worst.layer),
            estimate: worst.estimate, neutral: 1, perSeed: worstBySeed(from: first), tables: [table])
    }

    private func statistic(_ quantity: String, _ layer: Int) -> String {
        "largest ratio of the mean \(quantity) to that of the layer before (layer \(layer))"
    }
}
