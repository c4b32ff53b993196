import Report

extension Claim {
    /// Section V-D, Performance, of the study `id`, which may be another data set's.
    static func inpaintingDescent(_ id: String = "inpainting") -> [Claim] {
        [
            inpainting(
                id, "gradual-inpainting", .paper, "V-D, Performance; Figs. 7, 8",
                "Both networks, constrained and standard, fill the hole gradually: every layer brings it nearer.",
                figures: ["figure-7", "figure-8"],
                rule:
                    "A part for each network: at every layer the ratio of the mean squared error in the hole to that before the "
                    + "layer is below 1.",
                .falls("constrained", "standard", by: "hole", quantity: "squared error in the hole")),
            inpainting(
                id, "latent-norm-falls", .paper, "V-D, Performance; Fig. 7",
                "Under the constraints the norm of the latents ‖*z*_{l}‖ falls gradually over the layers.",
                figures: ["figure-7", "figure-d2"],
                rule:
                    "At every layer from the second on the ratio of the mean ‖*z*_{l}‖ to that before the layer is below 1. "
                    + "There is no *z*_{0}.",
                .falls("constrained", by: "latent", quantity: "‖*z*_{l}‖", from: 2, target: target)),
            inpainting(
                id, "standard-latent-fluctuates", .paper, "V-D, Performance; Fig. 7",
                "Without constraints ‖*z*_{l}‖ fluctuates over the layers.", figures: ["figure-7"],
                rule:
                    "At some layer from the second on the ratio of the mean ‖*z*_{l}‖ to that before the layer is above 1.",
                .rises("standard", by: "latent", quantity: "‖*z*_{l}‖", from: 2, target: target)),
            inpainting(
                id, "objective-falls", .paper, "V-D, Performance; Fig. 7",
                "Under the constraints the objective *f*_{in} falls over the layers.", figures: ["figure-7"],
                rule:
                    "At every layer from the second on the ratio of the mean *f*_{in} to that before the layer is below 1. Each "
                    + "layer’s *f*_{in} is that of its own flow.",
                .falls("constrained", by: "objective", quantity: "*f*_{in}", from: 2)),
            inpainting(
                id, "common-latent-norm-falls", .own, "V-D, Performance; Fig. 7, asked anew",
                "Under the constraints the images become more likely from layer to layer: the latents’ norm falls also where "
                    + "one flow measures all layers, whose scale no network can choose.", figures: ["figure-7b"],
                rule:
                    "*h* is one flow, trained by maximum likelihood. At every layer from the second on the ratio of the mean "
                    + "‖*h*(*y*_{l})‖ to that before the layer is below 1.",
                .falls(
                    "constrained", by: "reference_latent", quantity: "‖*h*(*y*_{l})‖", from: 2, shownFrom: 1,
                    beside: ("standard", "Without constraints it goes"), truth: "The clean images have")),
            inpainting(
                id, "equal-inpainting", .paper, "V-D, Performance; Figs. 7, 8",
                "At the last layer the constrained and the standard network are equally near the clean images. (Confounded: "
                    + "the one is trained with noise, the other without.)", figures: ["figure-7", "figure-8"],
                rule: lead,
                .equallyNear(
                    .init("constrained", against: "standard"), by: "distance", margin: .lead(0.1, over: "ridge"))),
            inpainting(
                id, "equal-inpainting-at-equal-noise", .own, "V-D, Performance, at equal noise",
                "With noise held equal, both with and both without, the constrained and the unconstrained network end equally "
                    + "near the clean images.", figures: ["figure-7", "figure-8"], rule: lead,
                clause: "networks with and without them end equally near the clean images",
                .equallyNear(withNoise, withoutNoise, by: "distance", margin: .lead(0.1, over: "ridge"))),
        ]
    }

    /// Section V-D, Robustness, of the study `id`.
    static func inpaintingRobustness(_ id: String = "inpainting") -> [Claim] {
        [
            inpainting(
                id, "slower-degradation", .paper, "V-D, Robustness; Fig. 9",
                "As noise on the input grows, the standard network deteriorates faster than the constrained one. "
                    + "(Confounded: the constrained one is trained with noise.)", figures: ["figure-9", "figure-9b"],
                rule: "Of all pixels: \(widening)",
                .widens(
                    [.init("constrained", against: "standard")], "mse", quantity: "squared error",
                    tables: [("mse", "Squared error of all pixels"), ("hole", "In the hole alone")])),
            inpainting(
                id, "degradation-at-equal-noise", .own, "V-D, Robustness, at equal noise",
                "With noise held equal, both with and both without, the unconstrained network deteriorates faster as noise on "
                    + "the input grows.", figures: ["figure-9b"], rule: "Of all pixels: \(widening)",
                clause: "the one without them deteriorates faster as noise on the input grows",
                .widens(equalNoise, "mse", quantity: "squared error")),
            inpainting(
                id, "degradation-in-hole", .own, "V-D, Robustness, in the hole",
                "The same in the hole alone, since known pixels carry the input’s noise through.",
                figures: ["figure-9", "figure-9b"],
                rule:
                    "In the hole, a part for the paper’s pair and one for each pair with equal noise: \(widening)",
                .widens(
                    [.init("constrained", against: "standard")] + equalNoise, "hole",
                    quantity: "squared error in the hole")),
            inpainting(
                id, "inpainting-noise-alone", .own, "V-D, Robustness; Fig. 9, taken apart",
                "The constrained network’s robustness to noisy inputs is the constraints’ doing, not that of the noise it is "
                    + "trained with.", figures: ["figure-9b"],
                rule:
                    "Two parts, at the largest *p*: the ratio of the mean squared errors with noise alone to that with neither "
                    + "is above 0.95; and that with the constraints to without, as the geometric mean over both with and both "
                    + "without noise, is below 1.",
                .onlyConstraint(InpaintingMethods.crossed, "mse", quantity: "mean squared error", margin: 0.05)),
        ]
    }

    private static let lead =
        "The difference of the mean final distances, either way, is below 10 % of what the second network of the pair is nearer "
        + "than ridge regression, so that ridge regression could not pass for equal."
    private static let widening =
        "the slope against *p* of the gap in mean squared error, without the constraints − with them, is above 0, and so is the "
        + "gap at the largest *p*."
    private static let target = LayerTarget.Source("(26)", epsilonOf: "constrained")
    private static let withNoise = MethodPair("constrained", against: "standard-noisy")
    private static let withoutNoise = MethodPair("constrained-quiet", against: "standard")
    private static let equalNoise = [withNoise, withoutNoise]

    private static func inpainting(
        _ study: String, _ id: String, _ question: Question, _ section: String, _ statement: String, figures: [String],
        rule: String, clause: String? = nil, _ kind: some ClaimKind
    ) -> Claim {
        Claim(
            study == "inpainting" ? id : "\(study)/\(id)", question: question, section: section, statement: statement,
            figures: figures, rule: rule, clause: clause, study: study, kind: kind)
    }
}
