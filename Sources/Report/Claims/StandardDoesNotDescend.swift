/// The standard trajectory does not descend (Fig. 3).
public struct StandardDoesNotDescend: Claim {
    /// The anchor.
    public let id = "standard-does-not-descend"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 3"
    /// What the paper says, in our words.
    public let statement = "Without constraints the intermediate layers do not approach the optimum step by step."
    /// The figures that show it.
    public let figures = ["figure-3"]
    /// When the verdict is which.
    public let rule =
        "Holds where some layer is shown to lead away from the optimum (intervals that hold for all layers at once with "
        + "95 %); in part where none is, but not every layer is shown to approach it."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let layers = LayerRatios(samples: try run.crossedLayers("standard"))
        let ratios = layers.simultaneousRatios()
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let away = ratios.filter { $0.estimate.isAbove(1) }.map(\.layer)
        let direction =
            away.isEmpty ? "No layer is shown to ascend" : "\(VerdictRule.layers(away).capitalizedFirst) ascend"
        let measured =
            "\(direction); the largest change is in layer \(worst.layer), "
            + "\(NumberText.short(worst.estimate.value)) times the distance before (simultaneous interval "
            + "\(NumberText.short(worst.estimate.low)) to \(NumberText.short(worst.estimate.high))); "
            + "\(NumberText.percent(layers.shareFalling(from: 1).value)) of the test examples descend at every layer."
        return Judgement(
            VerdictRule.fallsNot(ratios), measured: measured,
            statistic: "largest ratio of mean distances of successive layers (layer \(worst.layer))",
            estimate: worst.estimate, neutral: 1, perSeed: layers.worstBySeed(),
            tables: [
                layers.table("Standard, by layer", quantity: "distance", epsilon: run.epsilon(of: "constrained"))
            ])
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
