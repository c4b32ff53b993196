import Bench
import Descent
import Optimizees

/// The settings of the sparse-coding study.
public struct SparseCodingDeclarations: SettingsGroup {
    let data = ImageDeclarations("sparse", side: 16, sides: 2...512, train: 20_000, validation: 2_000, test: 2_000)
    let problem = Problem()
    let network = Network()
    let training = Training()
    let constraint = Constraint()
    let noise = Noise()
    let evaluation = Evaluation()

    /// Eq. (13).
    struct Problem: SettingsGroup {
        let atoms = Setting.whole(
            "sparse.problem.atoms", 307, 2...largestCount, unit: "atoms", "d, columns of the dictionary")
        let alpha = Setting.real("sparse.problem.alpha", 0.5, 1e-6...1e6, "α of eq. (13)")
        let dictionary = Setting.choice(
            "sparse.problem.dictionary", DictionaryKind.gaussian, "N(0, 1) as in the paper, or U[0, 1] as in its code")
        let solver = Setting.choice("sparse.problem.solver", LassoMethod.certified, "how y* is found")
        let certify = Setting.whole(
            "sparse.problem.certify", 0, 0...largestCount, unit: "samples", "samples certified a split, 0 for all")
    }

    /// Where the dictionary's elements are drawn from.
    enum DictionaryKind: String, CaseIterable, Sendable { case gaussian, uniform }

    /// Eq. (16).
    struct Network: SettingsGroup {
        let layers = Setting.whole("sparse.network.layers", 10, 1...100, "L")
        let startDeviation = Setting.real(
            "sparse.network.start-deviation", 1, 0...1e6,
            "s of y_0 ~ N(0, s²·I); 1 is the paper's, 0.01 its code's in effect, 0 the origin")
    }

    /// Algorithm 1.
    struct Training: SettingsGroup {
        let optimiser = OptimiserDeclarations(
            "sparse", steps: 1_200, batch: 128, warmUp: 50, weightDecay: 0.3, clip: 1, validateEvery: 50,
            validationSamples: 512, surpriseLimit: 1)
        let rates = RateDeclarations("sparse.training", rate: 4e-3, tuningSteps: 480, name: "rates")
        let loss = Setting.choice("sparse.training.loss", LossKind.supervised, "eq. (17), or eq. (2)")
        let whitening = Setting.real("sparse.training.whitening", 0.1, 0...1e6, "δ of the preconditioner; 0: none")
    }

    /// What the last layer is trained for.
    enum LossKind: String, CaseIterable, Sendable { case supervised, unsupervised }

    /// (CI), (CII).
    struct Constraint: SettingsGroup {
        let measure = Setting.choice(
            "sparse.constraint.measure", MeasureKind.distance, "(CII), (CI), or the decrease of f")
        let form = Setting.choice(
            "sparse.constraint.form", DescentConstraint<Float>.Form.difference,
            "the paper's difference, its code's ratio, or a ratio to a start that is taken as given")
        let epsilon = Setting.real("sparse.constraint.epsilon", 0.05, 1e-6...0.999, "ε")
        let dualRate = Setting.real("sparse.constraint.dual-rate", 0.01, 0...1e6, "μ_λ, each batch")
        let dualBound = Setting.real(
            "sparse.constraint.dual-bound", 0.3, 0...1e6, "the largest that λ_l may become; 0: no bound")
        let strongEpsilon = Setting.real(
            "sparse.constraint.strong-epsilon", 0.2, 1e-6...0.999, "ε of constrained-strong")
        let strongDualRate = Setting.real(
            "sparse.constraint.strong-dual-rate", 0.03, 0...1e6, "μ_λ of constrained-strong")
        let sweep = Setting.reals(
            "sparse.constraint.sweep", [0.01, 0.1, 0.4], 1e-6...0.999,
            "further values of ε, each with two seeds at most")
    }

    /// Noise between the layers in training.
    struct Noise: SettingsGroup {
        let form = Setting.choice(
            "sparse.noise.form", GradientNoise<Lasso<Float>>.Form.relative,
            "how ‖∇f‖ sets the noise: a gradient step's length, the paper's σ̂‖∇f‖, or its code's ln ‖∇f‖ in units of 1/100"
        )
        let strength = Setting.real("sparse.noise.strength", 1, 0...1e6, "σ̂ during training")
    }

    /// What networks are tested on.
    struct Evaluation: SettingsGroup {
        let samples = Setting.whole(
            "sparse.evaluation.samples", 1_000, 2...largestCount, unit: "samples", "test samples of figures and claims")
        let shifts = Setting.reals(
            "sparse.evaluation.shifts", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 0...100,
            "p: standard deviations of the shift of the inputs")
        let watchedShift = Setting.real(
            "sparse.evaluation.watched-shift", 0.4, 0...100, "p of the validation set seen in training")
        let noise = Setting.reals(
            "sparse.evaluation.noise", [0.01, 0.03, 0.1, 0.3, 1, 3], 0...1e6, "σ̂ of the layer noise sweep")
    }
}

extension SparseCodingStudy {
    public static var declarations: SparseCodingDeclarations { SparseCodingDeclarations() }

    public static func bounds(_ settings: Settings<SparseCodingDeclarations>) -> [SizeBound] {
        [
            settings.bound(\.training.optimiser.batch, atMost: \.data.train),
            settings.bound(\.training.optimiser.validationSamples, atMost: \.data.validation),
            settings.bound(\.evaluation.samples, atMost: \.data.test),
        ]
    }

    public static func memory(_ settings: Settings<SparseCodingDeclarations>) -> [MemoryNeed] {
        let (side, d) = (Double(settings.data.side), Double(settings.problem.atoms))
        let (p, layers) = (side * side, Double(settings.network.layers))
        let images = Double(settings.data.train) + Double(settings.data.validation) + Double(settings.data.test)
        return [
            MemoryNeed("the images, sparse.data.side² × their number", numbers: images * p),
            MemoryNeed("the optima, sparse.problem.atoms × the images' number", numbers: images * d),
            MemoryNeed("the dictionary and its Gram matrix, sparse.problem.atoms", numbers: d * (p + d), bytesEach: 12),
            MemoryNeed(
                "a network with what Adam keeps of it, sparse.network.layers × sparse.problem.atoms",
                numbers: 5 * layers * d * (p + d)),
            MemoryNeed(
                "a batch's trajectory, sparse.training.batch × sparse.problem.atoms",
                numbers: 5 * layers * d * Double(settings.training.optimiser.batch)),
        ]
    }
}
