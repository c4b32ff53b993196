import Descent
import Stages
import Unrolled

extension Setting {
    /// The settings of the inpainting study.
    static let inpainting: [Setting] = inpaintingData + flow + glowProx + inpaintingTraining + likelihood

    private static let inpaintingData: [Setting] = [
        Setting(
            "inpainting.data.source", "fashion-mnist", .choice(["fashion-mnist", "cifar10", "folder"]), "the images"),
        Setting("inpainting.data.directory", "", .text, "their folder; empty: the usual places"),
        Setting("inpainting.data.side", 32, .whole(4...512), "height and width"),
        Setting(
            "inpainting.data.colours", "auto", .choice(["auto", "grey", "rgb"]),
            "auto: grey for fashion-mnist, RGB for the others"),
        Setting("inpainting.data.hole", 0, .whole(0...511), "side of the square hole; 0: three eighths of the image's"),
        Setting("inpainting.data.train", 8_000, .whole(positive), "training images, at most"),
        Setting("inpainting.data.validation", 500, .whole(positive), "validation images, at most"),
        Setting("inpainting.data.test", 500, .whole(positive), "test images, at most"),
        Setting("inpainting.problem.lambda", 0.01, .real(0...1e6), "λ of eq. (21), in f_in"),
    ]

    private static let flow: [Setting] = [
        Setting("inpainting.flow.levels", 3, .whole(1...8), "levels of each flow"),
        Setting("inpainting.flow.steps", 2, .whole(1...64), "K, steps of each level"),
        Setting("inpainting.flow.hidden", 32, .whole(1...4096), "channels inside a coupling's network"),
        Setting(
            "inpainting.flow.squeeze", "haar", .choice(FlowSettings.SqueezeKind.allCases.map(\.rawValue)),
            "how four pixels become four channels"),
        Setting(
            "inpainting.flow.deeper", "quarter", .choice(FlowSettings.Deeper.allCases.map(\.rawValue)),
            "the share of a level's channels that goes deeper"),
        Setting(
            "inpainting.flow.mixing", "halfSwap", .choice(FlowSettings.MixingStart.allCases.map(\.rawValue)),
            "the 1×1 convolutions before training"),
        Setting("inpainting.flow.minimum-scale", 0.6, .real(0...1), "s_min of a coupling; 0 is GLOW's, 1 is additive"),
        Setting("inpainting.flow.gated", true, .flag, "couplings act inside the hole alone"),
        Setting("inpainting.flow.sees-place", true, .flag, "couplings see the hole and each pixel's place"),
        Setting("inpainting.flow.weight-deviation", 0.2, .real(0...100), "of a coupling's first weights"),
        Setting("inpainting.flow.bias-deviations", [0.7, 0.3], .reals(0...100), "of its first and second biases"),
        Setting("inpainting.flow.frozen-shifts", true, .flag, "actnorm's shifts and the last biases are not learnt"),
        Setting("inpainting.flow.decline", 0.88, .real(1e-3...1e3), "latents' deviation at the start, layer by layer"),
        Setting("inpainting.flow.start-images", 64, .whole(2...4096), "clean images that actnorm is initialised from"),
    ]

    private static let glowProx: [Setting] = [
        Setting("inpainting.network.layers", 5, .whole(2...100), "L"),
        Setting(
            "inpainting.network.semantics", "paper", .choice(GlowProxSettings.Semantics.allCases.map(\.rawValue)),
            "eqs. (22)–(25) as the paper means them, or as its code computes them"),
        Setting(
            "inpainting.network.memory", "store", .choice(["store", "recompute", "checkpoints"]),
            "what passes keep for the backward pass; the authors' semantics take recompute as checkpoints"),
        Setting("inpainting.network.checkpoint-steps", 4, .whole(positive), "steps between two checkpoints"),
        Setting("inpainting.network.shared-flow", false, .flag, "one flow for all layers, instead of one for each"),
        Setting("inpainting.network.coarse-to-fine", true, .flag, "layer l fills the deepest l levels alone"),
        Setting("inpainting.network.step", 1.0, .real(1e-6...100), "ξ before training"),
        Setting(
            "inpainting.network.shrinkage", [0.25, 0.2, 0.15, 0.1, 0.05], .reals(1e-6...100),
            "ζ of each layer before training"),
        Setting("inpainting.network.scalar-rate", 7.0, .real(0...1e3), "rate of ξ and ζ over that of the flows"),
    ]

    private static let inpaintingTraining: [Setting] = [
        Setting("inpainting.training.steps", 2_000, .whole(positive), "updates of each network"),
        Setting("inpainting.training.ablations", true, .flag, "also trains without each piece of the parametrisation"),
        Setting("inpainting.training.batch", 16, .whole(positive), "images a batch"),
        Setting("inpainting.training.rate", 3e-3, .real(1e-9...10), "learning rate of all variants"),
        Setting("inpainting.training.warm-up", 20, .whole(0...Int.max), "steps until the rate is reached"),
        Setting("inpainting.training.final-share", 0.03, .real(0...1), "share of the rate that is left at the end"),
        Setting("inpainting.training.weight-decay", 0.0, .real(0...100), "decoupled decay of the convolutions"),
        Setting("inpainting.training.clip", 10.0, .real(0...1e9), "longest gradient; 0: no clipping"),
        Setting("inpainting.training.flips", true, .flag, "mirrors training images at random"),
        Setting("inpainting.training.validate-every", 100, .whole(positive), "steps between looks at validation"),
        Setting("inpainting.training.validation-samples", 128, .whole(positive), "validation images of each look"),
        Setting(
            "inpainting.constraint.form", "anchored",
            .choice(DescentConstraint<Float>.Form.allCases.map(\.rawValue)), "of both sets of eq. (26)"),
        Setting("inpainting.constraint.epsilon", 0.05, .real(1e-6...0.999), "ε"),
        Setting("inpainting.constraint.dual-rate", 0.04, .real(0...1e6), "μ_λ, each batch"),
        Setting(
            "inpainting.noise.strength", 0.03, .real(0...1e6), "σ of layer noise N(0, σ²/l), in grey levels of 0…1"),
        Setting("inpainting.evaluation.samples", 200, .whole(3...Int.max), "test images of figures and claims"),
        Setting(
            "inpainting.evaluation.shifts", [0, 0.1, 0.2, 0.3, 0.4, 0.5], .reals(0...100),
            "p: standard deviations of the noise on the known pixels"),
    ]

    private static let likelihood: [Setting] = [
        Setting("inpainting.likelihood.levels", 3, .whole(1...8), "levels of the common reference flow"),
        Setting("inpainting.likelihood.flow-steps", 4, .whole(1...64), "its steps a level"),
        Setting("inpainting.likelihood.hidden", 32, .whole(1...4096), "channels inside its couplings' networks"),
        Setting("inpainting.likelihood.steps", 2_000, .whole(positive), "its updates"),
        Setting("inpainting.likelihood.batch", 32, .whole(positive), "images a batch"),
        Setting("inpainting.likelihood.rate", 2e-3, .real(1e-9...10), "its learning rate"),
        Setting(
            "inpainting.likelihood.shrinkages", [0.003, 0.01, 0.03, 0.1, 0.3], .reals(0...100),
            "candidates for ζ of its proximal descent; validation chooses one"),
    ]
}
