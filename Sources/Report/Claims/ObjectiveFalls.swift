/// Under constraints the inpainting objective falls from layer to layer (Fig. 7).
public struct ObjectiveFalls: Claim {
    /// The anchor.
    public let id = "objective-falls"
    /// Where the paper says it.
    public let section = "V-D, Performance; Fig. 7"
    /// What the paper says, in our words.
    public let statement = "Under the constraints the objective *f*_{in} falls over the layers."
    /// The figures that show it.
    public let figures = ["figure-7"]
    /// When the verdict is which.
    public let rule =
        "Holds where at every layer from the second on the 95 % interval of the mean *f*_{in} over that of the layer "
        + "before is below 1; in part where at least half of these layers do. Each layer’s *f*_{in} is that of its own flow."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let layers = LayerRatios(samples: try run.inpainting.crossedLayers("constrained", column: "objective"))
        return layers.falls(
            "*f*_{in}", from: 2,
            table: layers.table("Constrained, by layer", quantity: "*f*_{in}", from: 2, epsilon: nil))
    }
}
