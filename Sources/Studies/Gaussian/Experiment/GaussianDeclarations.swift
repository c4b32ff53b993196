import Bench

/// The settings of the study of Gaussian measurements.
public struct GaussianDeclarations: SettingsGroup {
    let rows = Setting.whole("gaussian.rows", 250, 4...4_000, "p, measurements of each signal")
    let columns = Setting.whole("gaussian.columns", 500, 4...8_000, "d, entries of each signal")
    let density = Setting.real("gaussian.density", 0.1, 1e-3...0.45, "the share of entries that are not zero")
    let levels = Setting.reals(
        "gaussian.snr", [40], 0...300,
        "signal-to-noise ratios in dB, 200 and above: no noise; the first is that of all networks, the others of some")
    let layers = Setting.whole("gaussian.layers", 16, 2...64, "L of each network")
    let batch = Setting.count("gaussian.batch", 128, unit: "signals", "signals a batch, new ones each time")
    let validation = Setting.count("gaussian.validation", 500, unit: "signals", "signals to choose by")
    let test = Setting.count("gaussian.test", 1_000, unit: "signals", "signals to report on, of each kind")
    let scalarSteps = Setting.count(
        "gaussian.scalar-steps", 600, unit: "updates", "updates of networks that learn numbers alone")
    let scalars = RateDeclarations("gaussian.scalars", rate: 0.1, tuningSteps: 150)
    let matrixSteps = Setting.count(
        "gaussian.matrix-steps", 1_000, unit: "updates", "updates of networks that learn matrices")
    let matrices = RateDeclarations("gaussian.matrices", rate: 4e-3, tuningSteps: 150)
    let scalarShare = Setting.real(
        "gaussian.scalar-share", 25, 1e-3...1e6,
        "learning rate of steps and thresholds of networks that learn matrices, as a multiple of that of these")
    let scalarSeeds = Setting.whole(
        "gaussian.scalar-seeds", 12, 1...100, unit: "seeds", "the first of the seeds, for networks that learn numbers")
    let matrixSeeds = Setting.whole(
        "gaussian.matrix-seeds", 2, 1...100, unit: "seeds", "the same for networks that learn matrices")
    let furtherSeeds = Setting.whole(
        "gaussian.further-seeds", 2, 1...100, unit: "seeds",
        "the same, at most, for networks with constraints and at further signal-to-noise ratios")
    let epsilon = Setting.real("gaussian.constraint.epsilon", 0.05, 1e-6...0.999, "ε of (CII)")
    let dualRate = Setting.real("gaussian.constraint.dual-rate", 0.01, 0...1e6, "μ_λ, each batch")
    let dualBound = Setting.real(
        "gaussian.constraint.dual-bound", 0.3, 0...1e6, "the largest that λ_l may become; 0: no bound")
    let shrinkages = Setting.reals(
        "gaussian.lambda", [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4], 1e-9...1e3,
        "weights of the ℓ1 norm, of which validation chooses one for ISTA and one for FISTA")
    let safeIterations = Setting.count(
        "gaussian.safeguard.iterations", 200, unit: "iterations", "iterations of networks with a safeguard")
    let safeSignals = Setting.count("gaussian.safeguard.signals", 100, unit: "signals", "signals of each kind with it")
    let safeWeight = Setting.real(
        "gaussian.safeguard.lambda", 0.05, 1e-6...1, "weight of the ℓ1 norm in the objective that it guards")
    let safeShare = Setting.real(
        "gaussian.safeguard.share", 0.99, 0.01...0.999_999,
        "a layer's residual has to be below this share of the last accepted one")
}

extension GaussianStudy {
    public static var declarations: GaussianDeclarations { GaussianDeclarations() }

    public static func check(_ settings: Settings<GaussianDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.levels, settings.name(\.levels))
        try SettingsError.unlessDistinct(settings.shrinkages, settings.name(\.shrinkages))
        if settings.columns <= settings.rows {
            throw SettingsError(
                "gaussian.columns is \(settings.columns), and gaussian.rows is \(settings.rows): with as many "
                    + "measurements as entries there is nothing to recover by sparsity. Hint: more columns than rows.")
        }
        if settings.density * Double(settings.columns) < 1 {
            throw SettingsError(
                "gaussian.density is \(settings.density), and gaussian.columns is \(settings.columns): many signals would be all "
                    + "zero. Hint: at least one entry that is not zero, in the mean.")
        }
    }

    public static func memory(_ settings: Settings<GaussianDeclarations>) -> [MemoryNeed] {
        let (p, d) = (Double(settings.rows), Double(settings.columns))
        let (layers, batch) = (Double(settings.layers), Double(settings.batch))
        return [
            MemoryNeed(
                "LISTA's weights with what Adam keeps of them, gaussian.columns", numbers: 5 * layers * d * (p + d)),
            MemoryNeed("a batch's trajectory, gaussian.batch", numbers: layers * batch * (3 * d + 2 * p)),
            MemoryNeed(
                "the iterates of the test signals, gaussian.test", numbers: Double(settings.test) * (p + 4 * d)),
        ]
    }
}
