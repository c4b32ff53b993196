/// Training with noise alone gives no robustness to shifted inputs (Figs. 5 and 6).
public struct NoiseAlone: Claim {
    /// A gain below this share of the standard network's distance is negligible.
    public static let margin = 0.05

    /// The anchor.
    public let id = "noise-alone"
    /// Where the paper says it.
    public let section = "IV-D, Robustness; Figs. 5, 6"
    /// What the paper says, in our words.
    public let statement =
        "Noise during training does not by itself give robustness to shifted inputs: the constraints do."
    /// The figures that show it.
    public let figures = ["figure-5b"]
    /// When the verdict is which.
    public let rule =
        "At the largest *p*, gains are in mean distance. Holds where the 95 % interval of the gain by noise alone is below "
        + "5 % of the standard network’s distance, and the constraint’s main effect is above 0; in part where only the "
        + "first is so."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        try TwoByTwo.largestShift(run.sparseCoding).onlyConstraint("mean distance", margin: Self.margin)
    }
}
