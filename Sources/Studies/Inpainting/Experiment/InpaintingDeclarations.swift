import Bench
import Descent
import Unrolled

/// The settings of the inpainting study.
public struct InpaintingDeclarations: SettingsGroup {
    let data = Data()
    let problem = Problem()
    let flow = FlowDeclarations()
    let network = Network()
    let training = Training()
    let constraint = Constraint()
    let noise = Noise()
    let evaluation = Evaluation()
    let likelihood = Likelihood()

    /// The images and their hole.
    struct Data: SettingsGroup {
        let images = ImageDeclarations("inpainting", side: 32, sides: 4...512, train: 8_000, validation: 500, test: 500)
        let colours = Setting.choice(
            "inpainting.data.colours", Colours.auto, "auto: grey for fashion-mnist, RGB for the others")
        let hole = Setting.whole(
            "inpainting.data.hole", 0, 0...511, unit: "pixels",
            "side of the square hole; 0: three eighths of the image's")
    }

    /// Channels of the images.
    enum Colours: String, CaseIterable, Sendable { case auto, grey, rgb }

    /// Eq. (21).
    struct Problem: SettingsGroup {
        let lambda = Setting.real("inpainting.problem.lambda", 0.01, 0...1e6, "λ of eq. (21), in f_in")
    }

    /// Eqs. (22)–(25).
    struct Network: SettingsGroup {
        let layers = Setting.whole("inpainting.network.layers", 5, 2...100, "L")
        let semantics = Setting.choice(
            "inpainting.network.semantics", GlowProxSettings.Semantics.paper,
            "eqs. (22)–(25) as the paper means them, or as its code computes them")
        let memory = Setting.choice(
            "inpainting.network.memory", Memory.store,
            "what passes keep for the backward pass; the authors' semantics take recompute as checkpoints")
        let checkpointSteps = Setting.count(
            "inpainting.network.checkpoint-steps", 4, unit: "steps", "steps between two checkpoints")
        let sharesFlow = Setting.flag(
            "inpainting.network.shared-flow", false, "one flow for all layers, instead of one for each")
        let isCoarseToFine = Setting.flag(
            "inpainting.network.coarse-to-fine", false, "layer l fills the deepest l levels alone")
        let step = Setting.real("inpainting.network.step", 1, 1e-6...100, "ξ before training")
        let shrinkage = Setting.reals(
            "inpainting.network.shrinkage", [0.25, 0.2, 0.15, 0.1, 0.05], 1e-6...100, "ζ of each layer before training")
        let scalarRate = Setting.real(
            "inpainting.network.scalar-rate", 7, 0...1e3, "rate of ξ and ζ over that of the flows")
    }

    /// What passes keep.
    enum Memory: String, CaseIterable, Sendable { case store, recompute, checkpoints }

    /// Algorithm 1.
    struct Training: SettingsGroup {
        let optimiser = OptimiserDeclarations(
            "inpainting", steps: 2_000, batch: 16, warmUp: 150, weightDecay: 0, clip: 1, validateEvery: 100,
            validationSamples: 128)
        let ablations = Setting.flag(
            "inpainting.training.ablations", true, "also trains without each piece of the parametrisation")
        let rates = RateDeclarations("inpainting.training", rate: 2e-3, tuningSteps: 800)
        let authorsRate = Setting.real(
            "inpainting.training.authors-rate", 1e-3, 1e-9...10, "learning rate of the authors' semantics")
        let finalShare = Setting.real(
            "inpainting.training.final-share", 0.03, 0...1, "share of the rate that is left at the end")
        let flips = Setting.flag("inpainting.training.flips", true, "mirrors training images at random")
    }

    /// Eq. (26).
    struct Constraint: SettingsGroup {
        /// With differences the dual of layer 2 pays for a larger gradient at layer 1, which nothing bounds: y_1 can run away
        /// within ten updates, as it did in 12 of 24 constrained trainings of `full` at a rate of 0.004, master seed 2.
        let form = Setting.choice(
            "inpainting.constraint.form", DescentConstraint<Float>.Form.anchored,
            "of both sets of eq. (26); the paper prints difference, with which layer 1 is paid for growing")
        let epsilon = Setting.real("inpainting.constraint.epsilon", 0.05, 1e-6...0.999, "ε")
        let dualRate = Setting.real(
            "inpainting.constraint.dual-rate", 0.04, 0...1e6,
            "μ_λ, each batch; for differences 1e-5, the paper's 1e-3 over d·τ², the loss being in units of the images' variance"
        )
    }

    /// Noise between the layers in training.
    struct Noise: SettingsGroup {
        let strength = Setting.real(
            "inpainting.noise.strength", 0.03, 0...1e6, unit: "grey levels of 0…1",
            "σ of layer noise N(0, σ²/l), in grey levels of 0…1")
    }

    /// What networks are tested on.
    struct Evaluation: SettingsGroup {
        let samples = Setting.whole(
            "inpainting.evaluation.samples", 200, 3...largestCount, unit: "images", "test images of figures and claims")
        let shifts = Setting.reals(
            "inpainting.evaluation.shifts", [0, 0.1, 0.2, 0.3, 0.4, 0.5], 0...100, unit: "grey levels of 0…1",
            "p: standard deviations of the noise on the known pixels")
    }

    /// The common reference flow, trained by maximum likelihood.
    struct Likelihood: SettingsGroup {
        let levels = Setting.whole("inpainting.likelihood.levels", 3, 1...8, "levels of the common reference flow")
        let flowSteps = Setting.whole("inpainting.likelihood.flow-steps", 4, 1...64, "its steps a level")
        let hidden = Setting.whole(
            "inpainting.likelihood.hidden", 32, 1...4096, "channels inside its couplings' networks")
        let minimumScale = Setting.real("inpainting.likelihood.minimum-scale", 0.1, 0...1, "s_min of its couplings")
        let seesPlace = Setting.flag(
            "inpainting.likelihood.sees-place", true, "its couplings see each pixel's place, as borders are constant")
        let steps = Setting.count("inpainting.likelihood.steps", 2_400, unit: "updates", "its updates")
        let batch = Setting.count("inpainting.likelihood.batch", 32, unit: "images", "images a batch")
        let rate = Setting.real("inpainting.likelihood.rate", 2e-2, 1e-9...10, "its learning rate")
        let shrinkages = Setting.reals(
            "inpainting.likelihood.shrinkages", [0.003, 0.01, 0.03, 0.1, 0.3], 0...100,
            "candidates for ζ of its proximal descent; validation chooses one")
    }
}

/// What GLOW-Prox's flows are made of.
struct FlowDeclarations: SettingsGroup {
    let levels = Setting.whole("inpainting.flow.levels", 3, 1...8, "levels of each flow")
    let steps = Setting.whole("inpainting.flow.steps", 2, 1...64, "K, steps of each level")
    let hidden = Setting.whole("inpainting.flow.hidden", 32, 1...4096, "channels inside a coupling's network")
    let squeeze = Setting.choice(
        "inpainting.flow.squeeze", FlowSettings.SqueezeKind.pixel, "how four pixels become four channels")
    let deeper = Setting.choice(
        "inpainting.flow.deeper", FlowSettings.Deeper.half, "the share of a level's channels that goes deeper")
    let mixing = Setting.choice(
        "inpainting.flow.mixing", FlowSettings.MixingStart.rotation, "the 1×1 convolutions before training")
    let minimumScale = Setting.real(
        "inpainting.flow.minimum-scale", 0.5, 0...1, "s_min of a coupling; 0 is GLOW's, 1 is additive")
    let isGated = Setting.flag("inpainting.flow.gated", false, "couplings act inside the hole alone")
    let seesPlace = Setting.flag(
        "inpainting.flow.sees-place", false, "couplings see the hole and each pixel's place")
    let weightDeviation = Setting.real(
        "inpainting.flow.weight-deviation", 0.05, 0...100, "of a coupling's first weights")
    let biasDeviations = Setting.reals(
        "inpainting.flow.bias-deviations", [0, 0], 0...100, "of its first and second biases")
    let freezesShifts = Setting.flag(
        "inpainting.flow.frozen-shifts", false, "actnorm's shifts and the last biases are not learnt")
    let decline = Setting.real(
        "inpainting.flow.decline", 0.88, 1e-3...1e3, "latents' deviation at the start, layer by layer")
    let startImages = Setting.whole(
        "inpainting.flow.start-images", 64, 2...4096, unit: "images",
        "clean images that actnorm is initialised from")
}
