import Stages

/// A way to train GLOW-Prox. All see the same data, starts, batches, rates and numbers of steps.
package struct InpaintingVariant: Sendable {
    /// Its name in tables and figures.
    package let id: String
    /// Whether eq. (26) binds.
    package var isConstrained = false
    /// Whether layers are fed noise during training.
    package var isNoisy = false
    /// Whether it is there to show what a piece of the parametrisation is for: its divergence is a finding.
    var isAblation: Bool { id.hasPrefix("ablation-") }
    /// Settings in which it differs from the run's.
    package var changes: [(name: String, value: SettingValue)] = []

    /// The 2×2 of constraint × noise, trained with every seed.
    package static let crossed = [
        InpaintingVariant(id: "standard"),
        InpaintingVariant(id: "standard-noisy", isNoisy: true),
        InpaintingVariant(id: "constrained-quiet", isConstrained: true),
        InpaintingVariant(id: "constrained", isConstrained: true, isNoisy: true),
    ]

    /// `constrained` with one piece of the parametrisation changed, or all; trained once.
    package static let ablations: [InpaintingVariant] = [
        ablation("difference", difference),
        ablation("normalised", [("inpainting.constraint.form", "normalised")]),
        ablation("decline", [("inpainting.flow.decline", 1.0)]), ablation("fine", fine),
        ablation("shared", [("inpainting.network.shared-flow", true), ("inpainting.network.coarse-to-fine", false)]),
        ablation("pixel", pixel), ablation("half", half), ablation("rotation", rotation),
        ablation("ungated", ungated), ablation("unbounded", unbounded),
        ablation("additive", [("inpainting.flow.minimum-scale", 1.0)]), ablation("shift", shift),
        ablation("blind", blind),
        ablation("glow", fine + pixel + half + rotation + ungated + unbounded + shift + blind),
        ablation("authors", authors),
        InpaintingVariant(id: "ablation-authors-standard", changes: authors),
    ]

    private static let fine: Changes = [("inpainting.network.coarse-to-fine", false)]
    /// Eq. (26) and μ_λ as the paper has them: the norms themselves are some tens of times larger than their ratios.
    private static let difference: Changes = [
        ("inpainting.constraint.form", "difference"), ("inpainting.constraint.dual-rate", 1e-3),
    ]
    private typealias Changes = [(name: String, value: SettingValue)]
    private static let pixel: Changes = [("inpainting.flow.squeeze", "pixel")]
    private static let half: Changes = [("inpainting.flow.deeper", "half")]
    private static let rotation: Changes = [("inpainting.flow.mixing", "rotation")]
    private static let ungated: Changes = [("inpainting.flow.gated", false)]
    private static let unbounded: Changes = [("inpainting.flow.minimum-scale", 0.0)]
    private static let shift: Changes = [("inpainting.flow.frozen-shifts", false)]
    private static let blind: Changes = [
        ("inpainting.flow.sees-place", false), ("inpainting.flow.weight-deviation", 0.05),
        ("inpainting.flow.bias-deviations", [0.0, 0.0]),
    ]
    /// The authors' flow, too, but for the bound on the scales, without which nothing trains.
    private static let authors: Changes =
        fine + pixel + half + rotation + ungated + shift + blind + [("inpainting.network.semantics", "authors")]

    private static func ablation(_ name: String, _ changes: Changes) -> InpaintingVariant {
        InpaintingVariant(id: "ablation-\(name)", isConstrained: true, isNoisy: true, changes: changes)
    }
}
