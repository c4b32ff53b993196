import Bench

/// The settings of the study of learned steps.
public struct StepsDeclarations: SettingsGroup {
    let eigenvalues = Setting.whole(
        "steps.eigenvalues", 100, 4...2_000, "n, how many eigenvalues H has, evenly spaced from 1 to κ")
    let conditions = Setting.reals(
        "steps.conditions", [10, 100, 1_000, 10_000], 1.01...1e6, "κ, a problem for each; 100: 1, 2, …, 100")
    let wishartDimension = Setting.whole(
        "steps.wishart.dimension", 200, 4...1_000, "n of the random problem, H = XᵀX/m")
    let wishartSamples = Setting.whole("steps.wishart.samples", 600, 4...100_000, "m, the rows of X, which is N(0, 1)")
    let layers = Setting.wholes("steps.layers", [3, 5, 10, 16, 25], 2...64, "T, a network for each")
    let period = Setting.whole(
        "steps.period", 3, 1...64, unit: "steps", "of the tied networks: so many steps are learned, and repeated")
    let power = Setting.whole(
        "steps.power", 8, 2...64, "p of the loss Σ P^{2p} of the networks that are trained for the worst case")
    let updates = Setting.count("steps.updates", 5_000, unit: "updates", "updates of each network")
    let rate = Setting.real(
        "steps.rate", 1e-2, 1e-9...1, "Adam's rate for the logarithms of the steps; it falls to 0 by half a cosine")
    let startSpread = Setting.real(
        "steps.start-spread", 0.05, 1e-6...1,
        "standard deviation of ln(η_k/η*) at the start; steps that start equal stay equal")
    let instances = Setting.count(
        "steps.instances", 4_000, unit: "starts", "starts x_0 on which conjugate gradients are measured")
}

extension StepsStudy {
    public static var declarations: StepsDeclarations { StepsDeclarations() }

    public static func bounds(_ settings: Settings<StepsDeclarations>) -> [SizeBound] {
        [settings.bound(\.wishartDimension, atMost: \.wishartSamples)]
    }

    public static func check(_ settings: Settings<StepsDeclarations>) throws {
        try SettingsError.unlessDistinct(settings.conditions, settings.name(\.conditions))
        try SettingsError.unlessDistinct(settings.layers.map(Double.init), settings.name(\.layers))
        let most = settings.layers.max() ?? 0
        for (name, count) in [
            (settings.name(\.eigenvalues), settings.eigenvalues),
            (settings.name(\.wishartDimension), settings.wishartDimension),
        ] where most >= count {
            throw SettingsError(
                "steps.layers has \(most), and \(name) is \(count): as many steps as eigenvalues leave no error at "
                    + "all, so that nothing can be compared. Hint: fewer layers, or \(name) above \(most).")
        }
    }

    public static func memory(_ settings: Settings<StepsDeclarations>) -> [MemoryNeed] {
        let (n, m) = (Double(settings.wishartDimension), Double(settings.wishartSamples))
        let widest = max(n, Double(settings.eigenvalues))
        return [
            MemoryNeed("the starts, steps.instances", numbers: Double(settings.instances) * widest, bytesEach: 8),
            MemoryNeed("the random problem, steps.wishart.samples", numbers: n * m, bytesEach: 8),
        ]
    }
}
