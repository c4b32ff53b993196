import Bench

/// The settings of the study of convergent unrolling.
public struct ConvergentDeclarations: SettingsGroup {
    let side = Setting.whole("convergent.side", 16, 4...64, unit: "pixels", "height and width of the scenes")
    let share = Setting.real("convergent.share", 0.5, 0.05...1, "M/N, measurements as a share of the pixels")
    let noise = Setting.real("convergent.noise", 25, -20...100, unit: "dB", "signal-to-noise ratio of the measurements")
    let layers = Setting.whole("convergent.layers", 10, 2...50, "T, layers of the trained networks")
    let channels = Setting.whole("convergent.channels", 4, 1...128, "channels between a denoiser’s convolutions")
    let range = Setting.real(
        "convergent.range", 8, 0.1...1e6,
        "B, to which normalised denoisers are clipped; scenes have amplitudes of about 1")
    let samples = Setting.count("convergent.samples", 500, unit: "scenes", "training scenes")
    let training = OptimiserDeclarations(
        "convergent", steps: 150, batch: 16, warmUp: 30, weightDecay: 0, clip: 1, validateEvery: 30,
        validationSamples: 32)
    let rate = Setting.real("convergent.training.rate", 2e-3, 1e-7...1, "Adam’s rate after the warm-up")
    let epsilon = Setting.real("convergent.constraint.epsilon", 0.05, 1e-6...0.999, "ε of (CII)")
    let dualRate = Setting.real("convergent.constraint.dual-rate", 0.05, 0...1e6, "μ_λ, each batch")
    let iterations = Setting.whole(
        "convergent.evaluation.iterations", 200, 12...100_000, "iterations of each network, past its layers")
    let signals = Setting.whole("convergent.evaluation.signals", 16, 2...largestCount, unit: "scenes", "test scenes")
    let shifts = Setting.reals(
        "convergent.evaluation.noise", [15, 35], -20...100, unit: "dB",
        "other signal-to-noise ratios at which networks are run")
    let draws = Setting.count(
        "convergent.evaluation.draws", 2, unit: "networks", "networks with random weights of each kind")
    let scale = Setting.real(
        "convergent.evaluation.scale", 10, 1e-3...1e6, "size of random weights, as a multiple of what layers start with"
    )
    let points = Setting.count(
        "convergent.evaluation.points", 2, unit: "scenes", "test scenes at which Jacobians are found")
}

extension ConvergentStudy {
    public static var declarations: ConvergentDeclarations { ConvergentDeclarations() }

    public static func bounds(_ settings: Settings<ConvergentDeclarations>) -> [SizeBound] {
        [
            settings.bound(\.training.batch, atMost: \.samples), settings.bound(\.points, atMost: \.signals),
        ]
    }

    public static func check(_ settings: Settings<ConvergentDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.shifts, settings.name(\.shifts))
        if settings.iterations < 2 * settings.layers {
            throw SettingsError(
                "convergent.evaluation.iterations is \(settings.iterations), less than twice the \(settings.layers) of "
                    + "convergent.layers, and what comes past the layers is to be seen. Hint: at least "
                    + "\(2 * settings.layers).")
        }
    }

    public static func memory(_ settings: Settings<ConvergentDeclarations>) -> [MemoryNeed] {
        let pixels = Double(settings.side * settings.side)
        let planes = 4 * Double(settings.channels) + 7
        let samples = Double(max(settings.training.batch, settings.training.validationSamples))
        return [
            MemoryNeed("AᵀA of the scenes, convergent.side", numbers: 3 * pixels * pixels, bytesEach: 8),
            MemoryNeed("the scenes, convergent.samples", numbers: 2 * pixels * Double(settings.samples)),
            MemoryNeed(
                "a batch’s trajectory, convergent.channels",
                numbers: samples * Double(settings.layers) * pixels * planes),
            MemoryNeed(
                "iterates of test scenes, convergent.evaluation.signals",
                numbers: Double(settings.signals) * pixels * planes, bytesEach: 8),
        ]
    }
}
