/// The constrained network inpaints noisy inputs better, the more so the noisier they are (Fig. 9).
public struct SlowerDegradation: Claim {
    /// The anchor.
    public let id = "slower-degradation"
    /// Where the paper says it.
    public let section = "V-D, Robustness; Fig. 9"
    /// What the paper says, in our words.
    public let statement =
        "As noise on the input grows, the standard network deteriorates faster than the constrained one."
    /// The figures that show it.
    public let figures = ["figure-9", "figure-9b"]
    /// When the verdict is which.
    public let rule =
        "The gap in mean squared error, standard − constrained, is regressed on *p* image by image. Holds where the 95 % "
        + "interval of the mean slope is above 0 and so is the gap’s at the largest *p*; in part where only the slope’s is."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let pair = try ShiftPair(run.inpainting, column: "mse")
        var tables = [pair.table("Mean squared error of all pixels")]
        if let hole = try? ShiftPair(run.inpainting, column: "hole") { tables.append(hole.table("In the hole alone")) }
        return pair.widens("mean squared error", tables: tables)
    }
}
