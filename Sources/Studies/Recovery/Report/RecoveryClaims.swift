import Report

extension Claim {
    /// A claim of the book, and what was asked to understand it.
    static let recovery = [
        Claim(
            "condition-holds-in-the-field", question: .book, section: "RF Imaging 18.3, convergence under RIP",
            statement:
                "The theorem’s condition *δ*_{2s} < √2 − 1 holds where such networks are run: for the Gaussian matrix "
                + "of the field, 250 × 500 with *s* = 50 unless a run sets other sizes.",
            figures: ["figure-g6"],
            rule:
                "The matrix and s are those of recovery.field. The constant of order 2s is below √2 − 1: it is not, where vectors "
                + "of at most 2s entries were found that show so for every multiple of the matrix; it is, where the sums of inner "
                + "products show so; and between the two the claim is not testable.",
            study: "recovery",
            kind: RecoveryNumbers([
                .init(
                    "", "constant *δ*_{2s} of the best multiple of the matrix", .askedConstant,
                    .below(0.414_213_562_373))
            ])),
        Claim(
            "bounds-are-kept", question: .ownOfBook, section: "RF Imaging 18.3, bounds that are proved",
            statement:
                "No error is above what the theorems promise: of soft thresholds by the coherence, of hard ones by *δ*_{3s}, "
                + "and of soft ones with noise and with signals that are not sparse.",
            figures: ["figure-g5", "figure-g7"],
            rule:
                "Three parts, of which each is a check of theorem and program: the largest error over all signals and layers is at "
                + "most 1.0001 times the bound, for each sparsity of which the theorem speaks, and for noise and tails.",
            study: "recovery",
            kind: RecoveryNumbers([
                .init(
                    "soft thresholds", "largest error over its bound, soft thresholds", .overBound("theorem"),
                    .below(1.0001)),
                .init(
                    "hard thresholds", "largest error over its bound, hard thresholds", .overBound("hard"),
                    .below(1.0001)),
                .init(
                    "noise and tails", "largest error over its bound, soft thresholds", .sweptOverBound("theorem"),
                    .below(1.0001)),
            ])),
        Claim(
            "errors-fall-at-the-theorems-rate", question: .ownOfBook, section: "RF Imaging 18.3, convergence under RIP",
            statement:
                "The largest error of the theorem’s network falls as fast as the bound and no faster, by (2*s* − 1)*μ* a layer.",
            figures: ["figure-g5"],
            rule:
                "For each sparsity of which the theorem speaks the slope of the logarithm of the largest error over that of the "
                + "bound, from layer 1 on, is between 0.95 and 1.05.",
            study: "recovery",
            kind: RecoveryNumbers([
                .init(
                    "", "slope of the largest error’s logarithm over the bound’s", .rateOverBound("theorem"),
                    .within(0.95...1.05))
            ])),
        Claim(
            "fixed-threshold-leaves-a-floor", question: .ownOfBook,
            section: "RF Imaging 18.3, which the printed theorem leaves out",
            statement: "Soft thresholds that do not fall to 0 leave an error in proportion to them, without any noise.",
            figures: ["figure-g7"],
            rule:
                "The slope of the logarithm of the median error after the last layer over that of the threshold at which "
                + "thresholds stop is between 0.9 and 1.1.",
            study: "recovery",
            kind: RecoveryNumbers([
                .init(
                    "", "slope of the error’s logarithm over the threshold’s", .slope("threshold", of: "stopped"),
                    .within(0.9...1.1))
            ])),
        Claim(
            "training-keeps-the-worst-case", question: .ownOfBook, section: "RF Imaging 18.3, convergence under RIP",
            statement:
                "Networks that are trained from the theorem’s own weights and thresholds recover the worst signal at least as well as "
                + "with these.",
            figures: ["figure-g5"],
            rule:
                "Four parts, tied LISTA-CP and tied LISTA, on random signals as trained for and on adversarial ones: the largest error "
                + "after the last trained layer over that of the theorem's network after as many is below 1.",
            study: "recovery",
            kind: RecoveryNumbers(
                [("tied LISTA-CP", "tied-lista-cp"), ("tied LISTA", "tied-lista")].flatMap { words, method in
                    [false, true].map { adversarial in
                        .init(
                            words + (adversarial ? ", adversarial signals" : ", random signals"),
                            "largest error over that of the theorem’s network",
                            .worstOverTheorem(method, adversarial: adversarial), .below(1))
                    }
                })),
        Claim(
            "noise-enters-linearly", question: .ownOfBook, section: "RF Imaging 18.3, noise amplification",
            statement:
                "The error after the last layer is in proportion to the noise, with soft thresholds and with hard ones.",
            figures: ["figure-g7"],
            rule:
                "Two parts: the slope of the logarithm of the median error after the last layer over that of the noise’s standard "
                + "deviation is between 0.9 and 1.1.",
            study: "recovery",
            kind: RecoveryNumbers([
                .init(
                    "soft thresholds", "slope of the error’s logarithm over the noise’s, soft thresholds",
                    .slope("noise", of: "theorem"), .within(0.9...1.1)),
                .init(
                    "hard thresholds", "slope of the error’s logarithm over the noise’s, hard thresholds",
                    .slope("noise", of: "hard"), .within(0.9...1.1)),
            ])),
    ]
}
