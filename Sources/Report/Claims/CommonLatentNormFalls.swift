/// The latents' norm falls under constraints also where one common flow measures it (Fig. 7b).
public struct CommonLatentNormFalls: Claim {
    /// The anchor.
    public let id = "common-latent-norm-falls"
    /// Where the paper says it.
    public let section = "V-D, Performance; Fig. 7, asked anew"
    /// What the paper says, in our words.
    public let statement =
        "Under the constraints the images become more likely from layer to layer: the latents’ norm falls also where one "
        + "flow measures all layers, whose scale no network can choose."
    /// The figures that show it.
    public let figures = ["figure-7b"]
    /// When the verdict is which.
    public let rule =
        "*h* is one flow, trained by maximum likelihood. Holds where at every layer from the second on the 95 % interval of "
        + "the mean ‖*h*(*y*_{l})‖ over that of the layer before is below 1; in part where at least half of these layers do."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let (study, column, quantity) = (run.inpainting, "reference_latent", "‖*h*(*y*_{l})‖")
        let layers = LayerRatios(samples: try study.crossedLayers("constrained", column: column))
        var judgement = layers.falls(
            quantity, from: 2, table: layers.table("Constrained, by layer", quantity: quantity, epsilon: nil))
        if let samples = try? study.crossedLayers("standard", column: column), samples.count > 1 {
            let standard = LayerRatios(samples: samples)
            judgement.tables.append(standard.table("Standard, by layer", quantity: quantity, epsilon: nil))
            judgement.measured +=
                " Without constraints it goes from \(NumberText.short(samples[1].mean)) at layer 1 to "
                + "\(NumberText.short(samples[samples.count - 1].mean))."
        }
        let clean = layers.samples[0].seeds.compactMap { seed in
            try? Moments.mean(study.truth("constrained", seed: seed).doubles(column))
        }
        if !clean.isEmpty {
            judgement.measured += " The clean images have \(NumberText.short(Moments.mean(clean)))."
        }
        return judgement
    }
}
