extension StudyNames {
    /// The second case study: unrolled GLOW-Prox for inpainting.
    public static let inpainting = StudyNames(
        prefix: "inpainting", variants: inpaintingNetworks + inpaintingAblations,
        references: ["mean", "harmonic", "biharmonic", "ridge", "flow-prox", "flow-prox-long"])

    /// The 2×2 of constraint × noise: neither, noise, constraint, both.
    public static let inpaintingNetworks = ["standard", "standard-noisy", "constrained-quiet", "constrained"]

    /// `constrained` with one piece of its parametrisation changed, or all; one seed, 1.
    public static let inpaintingAblations = [
        "difference", "normalised", "decline", "fine", "shared", "pixel", "half", "rotation", "ungated", "unbounded",
        "additive",
        "shift", "blind", "glow", "authors",
        "authors-standard",
    ].map { "ablation-\($0)" }
}

extension RunReader {
    /// The second case study.
    public var inpainting: StudyReader { StudyReader(self, .inpainting) }
}
