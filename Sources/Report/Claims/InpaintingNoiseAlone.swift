/// Robustness to noisy inputs comes from the constraints, not from the noise in training (Fig. 9).
public struct InpaintingNoiseAlone: Claim {
    /// The anchor.
    public let id = "inpainting-noise-alone"
    /// Where the paper says it.
    public let section = "V-D, Robustness; Fig. 9, taken apart"
    /// What the paper says, in our words.
    public let statement =
        "The constrained network’s robustness to noisy inputs is the constraints’ doing, not that of the noise it is "
        + "trained with."
    /// The figures that show it.
    public let figures = ["figure-9b"]
    /// When the verdict is which.
    public let rule =
        "At the largest *p*, gains are falls of the mean squared error. Holds where the 95 % interval of the gain by noise "
        + "alone is below 5 % of the standard network’s error, and the constraint’s main effect is above 0; in part where "
        + "only the first is so."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        try TwoByTwo.largestShift(run.inpainting, column: "mse")
            .onlyConstraint("mean squared error", margin: NoiseAlone.margin)
    }
}
