import Bench

/// The settings of the study of unrolled message passing.
public struct OAMPDeclarations: SettingsGroup {
    let side = Setting.whole(
        "oamp.side", 16, 4...64, unit: "pixels",
        "height and width of the scenes; a U-Net halves them as often as it can, at most three times")
    let share = Setting.real("oamp.share", 0.375, 0.05...1, "M/N, measurements as a share of the pixels")
    let noise = Setting.real("oamp.noise", 20, -20...100, unit: "dB", "mean signal-to-noise ratio of the measurements")
    let condition = Setting.real(
        "oamp.condition", 100, 1...1e6, "κ, largest over smallest singular value of the ill-conditioned operator")
    let layers = Setting.whole("oamp.layers", 6, 2...50, "T, layers of the unrolled networks")
    let channels = Setting.whole("oamp.channels", 16, 1...128, "channels between a layer’s convolutions")
    let knots = Setting.whole("oamp.knots.count", 21, 2...1_000, "knots of a learned pixel denoiser")
    let reach = Setting.real("oamp.knots.reach", 8, 0.1...1e3, "|r|/τ at the last knot")
    let unetChannels = Setting.whole(
        "oamp.unet-channels", 25, 1...256, "channels of the U-Net’s first level, twice as many in each next")
    let sizes = Setting.wholes(
        "oamp.samples", [64, 256], 4...1_000_000, unit: "scenes",
        "numbers of training scenes, each the first of the next; the middle one chooses learning rates")
    let seeds = Setting.whole(
        "oamp.seeds", 3, 1...100, unit: "seeds", "the first of the seeds, with which networks are trained here")
    let furtherOperators = Setting.flag(
        "oamp.further-operators", false,
        "whether the networks are also trained for a partial Fourier transform and a Kronecker product")
    let penalties = Setting.reals(
        "oamp.penalties", [1], 0...1e6, "β of the penalty on movement in the tied network’s second half of layers")
    let training = OptimiserDeclarations(
        "oamp", steps: 80, batch: 16, warmUp: 10, weightDecay: 0, clip: 1, validateEvery: 10, validationSamples: 100)
    let rates = RateDeclarations("oamp.training", rate: 3e-3, tuningSteps: 60)
    let epsilon = Setting.real("oamp.constraint.epsilon", 0.05, 1e-6...0.999, "ε of (CII)")
    let dualRate = Setting.real("oamp.constraint.dual-rate", 0.05, 0...1e6, "μ_λ, each batch")
    let dualBound = Setting.real(
        "oamp.constraint.dual-bound", 1, 0...1e6, "the largest that λ_l may become; 0: no bound")
    let test = Setting.count("oamp.evaluation.scenes", 100, unit: "scenes", "test scenes")
    let watched = Setting.count(
        "oamp.evaluation.watched", 24, unit: "scenes", "test scenes of which state evolution is asked")
    let draws = Setting.count("oamp.evaluation.draws", 8, unit: "draws", "draws of noise in each of its expectations")
    let depth = Setting.whole(
        "oamp.evaluation.depth", 50, 2...10_000, unit: "layers", "layers to which tied networks are run")
    let errors = Setting.reals(
        "oamp.evaluation.errors", [1e-4, 1e-3, 1e-2, 0.03, 0.1], 1e-9...1,
        "‖ΔA‖/‖A‖, errors of the operator at which networks are run")
    let trainedError = Setting.real(
        "oamp.adaptation.error", 0.1, 1e-9...1,
        "‖ΔA‖/‖A‖ in the training data of the networks that are trained for errors of the operator")
    let safeShare = Setting.real(
        "oamp.safeguard.share", 0.99, 0.01...0.999_999,
        "a layer's residual has to be below this share of the last accepted one where ALISTA has a safeguard")
    let depths = Setting.wholes(
        "oamp.checkpoints.layers", [5, 10, 20, 40], 2...200, unit: "layers", "depths at which memory is measured")
    let intervals = Setting.wholes(
        "oamp.checkpoints.every", [1, 2, 3, 5, 10], 1...200, unit: "layers", "k, layers between two checkpoints")
    let repeats = Setting.count(
        "oamp.checkpoints.repeats", 15, unit: "gradients", "gradients of which the least time is taken")
}

extension OAMPStudy {
    public static var declarations: OAMPDeclarations { OAMPDeclarations() }

    public static func bounds(_ settings: Settings<OAMPDeclarations>) -> [SizeBound] {
        [settings.bound(\.watched, atMost: \.test)]
    }

    public static func check(_ settings: Settings<OAMPDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.sizes.map(Double.init), settings.name(\.sizes))
        try SettingsError.unlessDistinct(settings.errors, settings.name(\.errors))
        try SettingsError.unlessDistinct(settings.penalties, settings.name(\.penalties))
        try SettingsError.unlessDistinct(settings.depths.map(Double.init), settings.name(\.depths))
        try SettingsError.unlessDistinct(settings.intervals.map(Double.init), settings.name(\.intervals))
        if settings.depth < settings.layers {
            throw SettingsError(
                "oamp.evaluation.depth is \(settings.depth), less than the \(settings.layers) of oamp.layers, and what comes past "
                    + "the layers is to be seen. Hint: at least \(settings.layers).")
        }
    }

    public static func memory(_ settings: Settings<OAMPDeclarations>) -> [MemoryNeed] {
        let pixels = Double(settings.side * settings.side)
        let (scenes, batch) = (Double(settings.sizes.max() ?? 1), Double(settings.training.batch))
        let planes = 2 * (3 * Double(settings.channels) + 6) + 24
        // Places and their gradients; and the transforms of the weights.
        let width = Double(settings.unetChannels)
        let deepest = Double(max(settings.layers, settings.depths.max() ?? 1, settings.depth))
        return [
            MemoryNeed("the operator, oamp.side", numbers: 16 * settings.share * pixels * pixels, bytesEach: 8),
            MemoryNeed("the scenes, oamp.samples", numbers: 6 * pixels * scenes),
            MemoryNeed(
                "a batch’s trajectory, oamp.channels",
                numbers: max(batch * Double(settings.layers), Double(SceneNetwork.chunk) * deepest) * pixels * planes),
            MemoryNeed(
                "a batch in the U-Net, oamp.unet-channels",
                numbers: batch * pixels * 26 * width + 1_800 * width * width),
        ]
    }
}
