/// Both networks inpaint equally well in distribution (Figs. 7, 8).
public struct EqualInpainting: Claim {
    /// The anchor.
    public let id = "equal-inpainting"
    /// Where the paper says it.
    public let section = "V-D, Performance; Figs. 7, 8"
    /// What the paper says, in our words.
    public let statement =
        "At the last layer the constrained and the standard network are equally near the clean images."
    /// The figures that show it.
    public let figures = ["figure-7", "figure-8"]
    /// When the verdict is which.
    public let rule =
        "Holds where the 95 % interval of the paired difference is within ±10 % of the standard network’s mean "
        + "distance. The trivial answers stand beside it, because near is relative."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement { try EquallyNear.judgement(run.inpainting) }
}
