import Report

extension Claim {
    /// Section V-D.
    static let inpainting = [
        inpainting(
            "gradual-inpainting", "V-D, Performance; Figs. 7, 8",
            "Trained with (26), the network fills the hole gradually: every layer brings it nearer.",
            figures: ["figure-7", "figure-8"],
            rule:
                "Holds where at every layer the 95 % interval of the mean squared error in the hole over that of the layer "
                + "before is below 1; in part where at least half of the layers do.",
            .falls("constrained", "hole", quantity: "squared error in the hole")),
        inpainting(
            "latent-norm-falls", "V-D, Performance; Fig. 7",
            "Under the constraints the norm of the latents ‖*z*_{l}‖ falls gradually over the layers.",
            figures: ["figure-7", "figure-d2"],
            rule:
                "Holds where at every layer from the second on the 95 % interval of the mean ‖*z*_{l}‖ over that of the "
                + "layer before is below 1; in part where at least half of these layers do. There is no *z*_{0}.",
            .falls("constrained", "latent", quantity: "‖*z*_{l}‖", from: 2, target: target)),
        inpainting(
            "standard-latent-fluctuates", "V-D, Performance; Fig. 7",
            "Without constraints ‖*z*_{l}‖ fluctuates over the layers.", figures: ["figure-7"],
            rule:
                "Holds where at some layer from the second on the mean ‖*z*_{l}‖ is shown to rise (intervals that hold for "
                + "all these layers at once with 95 %); in part where at none, but not at every layer it is shown to fall.",
            .fallsNot("standard", "latent", quantity: "‖*z*_{l}‖", from: 2, target: target)),
        inpainting(
            "objective-falls", "V-D, Performance; Fig. 7",
            "Under the constraints the objective *f*_{in} falls over the layers.", figures: ["figure-7"],
            rule:
                "Holds where at every layer from the second on the 95 % interval of the mean *f*_{in} over that of the "
                + "layer before is below 1; in part where at least half of these layers do. Each layer’s *f*_{in} is that "
                + "of its own flow.",
            .falls("constrained", "objective", quantity: "*f*_{in}", from: 2)),
        inpainting(
            "common-latent-norm-falls", "V-D, Performance; Fig. 7, asked anew",
            "Under the constraints the images become more likely from layer to layer: the latents’ norm falls also where one "
                + "flow measures all layers, whose scale no network can choose.", figures: ["figure-7b"],
            rule:
                "*h* is one flow, trained by maximum likelihood. Holds where at every layer from the second on the 95 % "
                + "interval of the mean ‖*h*(*y*_{l})‖ over that of the layer before is below 1; in part where at least "
                + "half of these layers do.",
            .falls(
                "constrained", "reference_latent", quantity: "‖*h*(*y*_{l})‖", from: 2, shownFrom: 1,
                beside: ("standard", "Without constraints it goes"), truth: "The clean images have")),
        inpainting(
            "equal-inpainting", "V-D, Performance; Figs. 7, 8",
            "At the last layer the constrained and the standard network are equally near the clean images.",
            figures: ["figure-7", "figure-8"],
            rule:
                "Holds where the 95 % interval of the paired difference is within ±10 % of the standard network’s mean "
                + "distance. The trivial answers stand beside it, because near is relative.",
            .equallyNear("constrained", "standard", "distance", margin: 0.1)),
        inpainting(
            "slower-degradation", "V-D, Robustness; Fig. 9",
            "As noise on the input grows, the standard network deteriorates faster than the constrained one.",
            figures: ["figure-9", "figure-9b"],
            rule:
                "The gap in mean squared error, standard − constrained, is regressed on *p* image by image. Holds where the "
                + "95 % interval of the mean slope is above 0 and so is the gap’s at the largest *p*; in part where only "
                + "the slope’s is.",
            .widens(
                "standard", "constrained", "mse", quantity: "mean squared error",
                tables: [("mse", "Mean squared error of all pixels"), ("hole", "In the hole alone")])),
        inpainting(
            "inpainting-noise-alone", "V-D, Robustness; Fig. 9, taken apart",
            "The constrained network’s robustness to noisy inputs is the constraints’ doing, not that of the noise it is "
                + "trained with.", figures: ["figure-9b"],
            rule:
                "At the largest *p*, gains are falls of the mean squared error. Holds where the 95 % interval of the gain "
                + "by noise alone is below 5 % of the standard network’s error, and the constraint’s main effect is above "
                + "0; in part where only the first is so.",
            .onlyConstraint(InpaintingMethods.crossed, "mse", quantity: "mean squared error", margin: 0.05)),
    ]

    private static let target = LayerTarget.Source("(26)", epsilonOf: "constrained")

    private static func inpainting(
        _ id: String, _ section: String, _ statement: String, figures: [String], rule: String, _ kind: some ClaimKind
    ) -> Claim {
        Claim(
            id, section: section, statement: statement, figures: figures, rule: rule, study: "inpainting", kind: kind)
    }
}
