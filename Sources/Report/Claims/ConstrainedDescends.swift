/// The constrained trajectory descends at every layer (Fig. 3).
public struct ConstrainedDescends: Claim {
    /// The anchor.
    public let id = "constrained-descends"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 3"
    /// What the paper says, in our words.
    public let statement = "Trained with (CII), every layer takes the estimate nearer to the optimum."
    /// The figures that show it.
    public let figures = ["figure-3"]
    /// When the verdict is which.
    public let rule =
        "Holds where at every layer the 95 % interval of the mean distance over that of the layer before is below 1; "
        + "in part where at least half of the layers do."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        let layers = LayerRatios(samples: try study.crossedLayers("constrained"))
        let epsilon = study.epsilon(of: "constrained")
        let ratios = layers.ratios()
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let misses = ratios.map(\.layer).filter { !(layers.slack($0, epsilon: epsilon).high <= 0) }
        let target =
            misses.isEmpty
            ? "meets the stricter target of (CII), a factor of \(NumberText.setting(1 - epsilon)), at every layer"
            : "is not shown to meet the stricter target of (CII), a factor of \(NumberText.setting(1 - epsilon)), in "
                + VerdictRule.layers(misses)
        let measured =
            "The least progress is in layer \(worst.layer), where the mean distance becomes "
            + "\(NumberText.interval(worst.estimate)) times the one before; the mean \(target); "
            + "\(NumberText.percent(layers.shareFalling(from: 1).value)) of the test examples descend at every layer."
        return Judgement(
            VerdictRule.falls(ratios), measured: measured,
            statistic: "largest ratio of mean distances of successive layers (layer \(worst.layer))",
            estimate: worst.estimate, neutral: 1, perSeed: layers.worstBySeed(),
            tables: [layers.table("Constrained, by layer", quantity: "distance", epsilon: epsilon)])
    }
}
