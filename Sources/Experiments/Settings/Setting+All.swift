import Descent
import Optimizees
import Stages

extension Setting {
    static let positive = 1...Int.max

    /// Every setting there is, in the order in which they are printed.
    public static let all: [Setting] = run + sparse + inpainting + toy

    private static let run: [Setting] = [
        Setting("run.seed", 1, .whole(0...Int.max), "master seed: data split, dictionary, and seed s of each run"),
        Setting("run.seeds", 1, .whole(1...100), "how many times each network is trained, seeds 1, 2, …"),
        Setting("run.checkpoint-every", 30.0, .real(0...86_400), "seconds between checkpoints of a training"),
    ]

    private static let sparse: [Setting] = [
        Setting("sparse.data.source", "fashion-mnist", .choice(["fashion-mnist", "cifar10", "folder"]), "the images"),
        Setting("sparse.data.directory", "", .text, "their folder; empty: the usual places"),
        Setting("sparse.data.side", 16, .whole(2...512), "height and width after the area average; p = side²"),
        Setting("sparse.data.train", 20_000, .whole(positive), "training images"),
        Setting("sparse.data.validation", 2_000, .whole(positive), "validation images"),
        Setting("sparse.data.test", 2_000, .whole(positive), "test images"),
        Setting("sparse.problem.atoms", 307, .whole(positive), "d, columns of the dictionary"),
        Setting("sparse.problem.alpha", 0.5, .real(1e-6...1e6), "α of eq. (13)"),
        Setting(
            "sparse.problem.dictionary", "gaussian", .choice(["gaussian", "uniform"]),
            "N(0, 1) as in the paper, or U[0, 1] as in its code"),
        Setting(
            "sparse.problem.solver", "certified", .choice(LassoMethod.allCases.map(\.rawValue)),
            "how y* is found"),
        Setting("sparse.problem.certify", 0, .whole(0...Int.max), "samples certified a split, 0 for all"),
        Setting("sparse.network.layers", 10, .whole(1...100), "L"),
        Setting("sparse.training.steps", 1_200, .whole(positive), "updates of each network"),
        Setting("sparse.training.batch", 128, .whole(positive), "samples a batch"),
        Setting(
            "sparse.training.rates", [1.5e-3, 3e-3, 6e-3], .reals(1e-9...10), "candidates; validation chooses one"),
        Setting("sparse.training.tuning-steps", 300, .whole(positive), "updates of each candidate"),
        Setting("sparse.training.warm-up", 50, .whole(0...Int.max), "steps until the rate is reached"),
        Setting("sparse.training.weight-decay", 0.3, .real(0...100), "decoupled decay of matrices"),
        Setting("sparse.training.clip", 1.0, .real(0...1e9), "longest gradient; 0: no clipping"),
        Setting(
            "sparse.training.loss", "supervised", .choice(["supervised", "unsupervised"]), "eq. (17), or eq. (2)"),
        Setting("sparse.training.whitening", 0.1, .real(0...1e6), "δ of the preconditioner; 0: none"),
        Setting("sparse.training.validate-every", 50, .whole(positive), "steps between looks at the validation set"),
        Setting("sparse.training.validation-samples", 512, .whole(positive), "validation samples of each look"),
        Setting(
            "sparse.constraint.measure", "distance", .choice(["distance", "gradient", "objective"]),
            "(CII), (CI), or the decrease of f"),
        Setting(
            "sparse.constraint.form", "difference", .choice(["difference", "ratio"]), "the paper's, or its code's"),
        Setting("sparse.constraint.epsilon", 0.05, .real(1e-6...0.999), "ε"),
        Setting("sparse.constraint.dual-rate", 0.01, .real(0...1e6), "μ_λ, each batch"),
        Setting("sparse.constraint.strong-epsilon", 0.2, .real(1e-6...0.999), "ε of constrained-strong"),
        Setting("sparse.constraint.strong-dual-rate", 0.03, .real(0...1e6), "μ_λ of constrained-strong"),
        Setting("sparse.noise.form", "relative", .choice(["log", "relative", "literal"]), "how ‖∇f‖ sets the noise"),
        Setting("sparse.noise.strength", 1.0, .real(0...1e6), "σ̂ during training"),
        Setting("sparse.evaluation.samples", 1_000, .whole(2...Int.max), "test samples of figures and claims"),
        Setting(
            "sparse.evaluation.shifts", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], .reals(0...100),
            "p: standard deviations of the shift of the inputs"),
        Setting("sparse.evaluation.watched-shift", 0.4, .real(0...100), "p of the validation set seen in training"),
        Setting(
            "sparse.evaluation.noise", [0.01, 0.03, 0.1, 0.3, 1, 3], .reals(0...1e6), "σ̂ of the layer noise sweep"),
    ]

    private static let toy: [Setting] = [
        Setting("toy.inputs", 4, .whole(2...1000), "p, the size of x; y is in R²"),
        Setting("toy.layers", 10, .whole(4...100), "L; noise comes after the third"),
        Setting("toy.hidden", 32, .whole(positive), "hidden units of each layer's MLP"),
        Setting("toy.samples", 8_192, .whole(positive), "training samples"),
        Setting("toy.test", 1_000, .whole(2...Int.max), "test samples"),
        Setting("toy.steps", 3_000, .whole(positive), "updates of each network"),
        Setting("toy.batch", 256, .whole(positive), "samples a batch"),
        Setting("toy.rate", 3e-3, .real(1e-9...10), "learning rate"),
        Setting("toy.epsilon", 0.1, .real(1e-6...0.999), "ε of (CI)"),
        Setting("toy.dual-rate", 0.1, .real(0...1e6), "μ_λ, each batch"),
        Setting("toy.noise", 1.0, .real(0...1e6), "σ̂ during training, relative form"),
        Setting("toy.start", 3.0, .real(0...1e6), "standard deviation of y_0"),
        Setting("toy.perturbation", 3.0, .real(0...1e6), "standard deviation of the noise at the third step"),
    ]
}
