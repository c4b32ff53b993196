/// Without constraints the latents' norm goes up and down (Fig. 7).
public struct StandardLatentFluctuates: Claim {
    /// The anchor.
    public let id = "standard-latent-fluctuates"
    /// Where the paper says it.
    public let section = "V-D, Performance; Fig. 7"
    /// What the paper says, in our words.
    public let statement = "Without constraints ‖*z*_{l}‖ fluctuates over the layers."
    /// The figures that show it.
    public let figures = ["figure-7"]
    /// When the verdict is which.
    public let rule =
        "Holds where at some layer from the second on the mean ‖*z*_{l}‖ is shown to rise (intervals that hold for all "
        + "these layers at once with 95 %); in part where at none, but not at every layer it is shown to fall."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.inpainting
        let layers = LayerRatios(samples: try study.crossedLayers("standard", column: "latent"))
        let table = layers.table(
            "Standard, by layer", quantity: "‖*z*_{l}‖", from: 2, epsilon: study.epsilon(of: "constrained"),
            constraint: "(26)")
        return layers.fallsNot("‖*z*_{l}‖", from: 2, table: table)
    }
}
