/// Under constraints the latents' norm falls from layer to layer (Fig. 7).
public struct LatentNormFalls: Claim {
    /// The anchor.
    public let id = "latent-norm-falls"
    /// Where the paper says it.
    public let section = "V-D, Performance; Fig. 7"
    /// What the paper says, in our words.
    public let statement = "Under the constraints the norm of the latents ‖*z*_{l}‖ falls gradually over the layers."
    /// The figures that show it.
    public let figures = ["figure-7", "figure-d2"]
    /// When the verdict is which.
    public let rule =
        "Holds where at every layer from the second on the 95 % interval of the mean ‖*z*_{l}‖ over that of the layer "
        + "before is below 1; in part where at least half of these layers do. There is no *z*_{0}."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.inpainting
        let layers = LayerRatios(samples: try study.crossedLayers("constrained", column: "latent"))
        let table = layers.table(
            "Constrained, by layer", quantity: "‖*z*_{l}‖", from: 2, epsilon: study.epsilon(of: "constrained"),
            constraint: "(26)")
        return layers.falls("‖*z*_{l}‖", from: 2, table: table)
    }
}
