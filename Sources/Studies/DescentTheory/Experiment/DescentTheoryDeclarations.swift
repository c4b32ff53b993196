import Bench

/// The settings of the study of descent theory.
public struct DescentTheoryDeclarations: SettingsGroup {
    let problem = Problem()
    let samples = Samples()
    let network = Network()
    let training = OptimiserDeclarations(
        "theory", steps: 1_000, batch: 128, warmUp: 50, weightDecay: 0, clip: 1, validateEvery: 50,
        validationSamples: 512, surpriseLimit: 1)
    let rate = Setting.real("theory.training.rate", 4e-3, 1e-9...10, "learning rate of all networks")
    let constraint = Constraint()
    let evaluation = Evaluation()

    /// Eq. (13), and signals for it.
    struct Problem: SettingsGroup {
        let inputs = Setting.whole("theory.problem.inputs", 64, 2...10_000, "p, the size of a signal")
        let atoms = Setting.whole("theory.problem.atoms", 77, 2...10_000, "d, columns of the dictionary")
        let alpha = Setting.real("theory.problem.alpha", 0.1, 1e-6...1e6, "α of eq. (13)")
        let density = Setting.real(
            "theory.problem.density", 0.1, 1e-3...1, "share of a signal's code that is not zero")
    }

    /// How many signals there are.
    struct Samples: SettingsGroup {
        let train = Setting.count("theory.samples.train", 8_192, unit: "signals", "N, signals to learn from")
        let certification = Setting.whole(
            "theory.samples.certification", 10_000, 2...largestCount, unit: "signals",
            "signals that ζ and certificates are measured on")
        let test = Setting.whole(
            "theory.samples.test", 2_000, 2...largestCount, unit: "signals", "signals to report on")
        let sizes = Setting.wholes(
            "theory.samples.sizes", [128, 512, 2_048], 1...largestCount, unit: "signals",
            "further N, each for a network of its own, for ζ(N)")
        let retrainings = Setting.whole(
            "theory.samples.retrainings", 30, 1...1_000, unit: "networks",
            "R, networks with (CI), each trained with a new training set and a new seed, of which δ is counted")
    }

    /// Eq. (16).
    struct Network: SettingsGroup {
        let layers = Setting.whole("theory.network.layers", 10, 2...100, "L")
        let startDeviation = Setting.real(
            "theory.network.start-deviation", 1, 0...1e6, "standard deviation of y_0; 1 is the paper's")
    }

    /// (CI), (CII).
    struct Constraint: SettingsGroup {
        let epsilon = Setting.real("theory.constraint.epsilon", 0.05, 1e-6...0.999, "ε")
        let dualRate = Setting.real("theory.constraint.dual-rate", 0.1, 0...1e6, "μ_λ, each batch")
        let dualBound = Setting.real(
            "theory.constraint.dual-bound", 0.3, 0...1e6, "the largest that λ_l may become; 0: no bound")
    }

    /// What networks are tested on.
    struct Evaluation: SettingsGroup {
        let shifts = Setting.reals(
            "theory.evaluation.shifts", [0.01, 0.03, 0.1, 0.2, 0.4], 1e-6...100,
            "p: standard deviations of the shift of the inputs")
        let lipschitzSamples = Setting.count(
            "theory.evaluation.lipschitz-samples", 500, unit: "signals",
            "signals at which slopes of gradient norms in x are computed")
    }
}

extension DescentTheoryStudy {
    public static var declarations: DescentTheoryDeclarations { DescentTheoryDeclarations() }

    public static func bounds(_ settings: Settings<DescentTheoryDeclarations>) -> [SizeBound] {
        [
            settings.bound(\.training.batch, atMost: \.samples.train),
            settings.bound(\.evaluation.lipschitzSamples, atMost: \.samples.test),
        ]
    }

    public static func check(_ settings: Settings<DescentTheoryDeclarations>) throws {
        let sizes = settings.samples.sizes
        try SettingsError.unlessDistinct(sizes.map(Double.init), settings.samples.name(\.sizes))
        try SettingsError.unlessDistinct(settings.evaluation.shifts, settings.evaluation.name(\.shifts))
        if let large = sizes.first(where: { $0 >= settings.samples.train }) {
            throw SettingsError(
                "theory.samples.sizes has \(large), and theory.samples.train, which is a size of its own, is "
                    + "\(settings.samples.train). Hint: smaller sizes.")
        }
    }

    public static func memory(_ settings: Settings<DescentTheoryDeclarations>) -> [MemoryNeed] {
        let (p, d) = (Double(settings.problem.inputs), Double(settings.problem.atoms))
        let (layers, samples) = (Double(settings.network.layers), settings.samples)
        let signals = Double(samples.train) + Double(samples.certification) + Double(samples.test)
        return [
            MemoryNeed("the signals and their optima, theory.samples", numbers: signals * (p + d)),
            MemoryNeed(
                "a network with what Adam keeps of it, theory.network.layers × theory.problem.atoms",
                numbers: 5 * layers * d * (p + d)),
            MemoryNeed(
                "all layers' outputs of the training set, theory.samples.train × theory.problem.atoms",
                numbers: 2 * (layers + 1) * d * Double(samples.train)),
        ]
    }
}
