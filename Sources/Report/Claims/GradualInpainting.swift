/// The constrained network fills the hole step by step (Fig. 8).
public struct GradualInpainting: Claim {
    /// The anchor.
    public let id = "gradual-inpainting"
    /// Where the paper says it.
    public let section = "V-D, Performance; Figs. 7, 8"
    /// What the paper says, in our words.
    public let statement = "Trained with (26), the network fills the hole gradually: every layer brings it nearer."
    /// The figures that show it.
    public let figures = ["figure-7", "figure-8"]
    /// When the verdict is which.
    public let rule =
        "Holds where at every layer the 95 % interval of the mean squared error in the hole over that of the layer before "
        + "is below 1; in part where at least half of the layers do."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let layers = LayerRatios(samples: try run.inpainting.crossedLayers("constrained", column: "hole"))
        let quantity = "squared error in the hole"
        return layers.falls(
            quantity, table: layers.table("Constrained, by layer", quantity: quantity, epsilon: nil))
    }
}
