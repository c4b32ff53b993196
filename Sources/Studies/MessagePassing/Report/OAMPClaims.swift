import Report

extension Claim {
    /// Claims of the book, and what was asked to understand them.
    static let oamp = samples + evolution + denoisers + mismatch + elsewhere + memory

    private static let section = "RF Imaging 18.3"

    /// How many scenes are needed.
    private static let samples = [
        Claim(
            "unrolling-needs-fewer-scenes", question: .book, section: "\(section), sample complexity",
            statement:
                "Unrolled OAMP needs at least ten times fewer training scenes than a generic U-Net for the same error.",
            figures: ["figure-g22", "figure-g23"],
            rule:
                "The median over targets, from the U-Net’s error with the fewest scenes to the unrolled network’s best, of the ratio of "
                + "scenes that both need is above 10. Where the U-Net does not come there with the most scenes, or the other is there "
                + "with the fewest, the ratio counts as the least that it can be.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "median ratio of scenes, at least", scale: .logarithmic, .sampleRatio,
                    .above(OAMPQuantity.severalTimes))
            ])),
        Claim(
            "few-scenes-beat-many", question: .ownOfBook, section: "\(section), sample complexity",
            statement: "Unrolled OAMP with the fewest scenes is better than the U-Net with the most.",
            figures: ["figure-g22"],
            rule: "The difference of their errors is below 0 dB.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error of unrolled OAMP with the fewest scenes less the U-Net’s with the most in dB",
                    .difference(.smallest("untied"), minus: .largest("unet")), .below(0))
            ])),
        Claim(
            "almost-correct-at-initialisation", question: .book, section: "\(section), sample complexity",
            statement:
                "The unrolled network is almost correct before training: what training adds is no more than the 6 dB of the book’s own summary.",
            figures: ["figure-g22"],
            rule: "The untrained network’s error less that of the one trained with the most scenes is below 6 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error before training less that after in dB",
                    .difference(.named(OAMPRun.algorithm), minus: .largest("untied")), .below(6))
            ])),
        Claim(
            "advantage-shrinks-with-scenes", question: .ownOfBook, section: "\(section), sample complexity",
            statement: "The advantage over the U-Net shrinks as training scenes are added.", figures: ["figure-g22"],
            rule:
                "The slope of the U-Net’s error less the unrolled network’s over the decades of scenes is below 0 dB.",
            study: "oamp",
            kind: OAMPNumbers([.init("", "slope of the advantage in dB a decade", .advantageSlope, .below(0))])),
        Claim(
            "learning-gains-three-to-six-decibels", question: .book, section: "RF Imaging 18, summary",
            statement: "Unrolled OAMP is 3 to 6 dB better than hand-tuned OAMP.", figures: ["figure-g22"],
            rule:
                "Two parts: the error of the algorithm less that of the unrolled network with the most scenes lies between 3 and 6 dB, "
                + "for the algorithm with the prior of the scenes, free of divergence, and for a soft threshold without correction.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "with the prior", "gain in dB", .difference(.named(OAMPRun.algorithm), minus: .largest("untied")),
                    .within(3...6)),
                .init(
                    "with a soft threshold", "gain in dB", .difference(.named("soft"), minus: .largest("untied")),
                    .within(3...6)),
            ])),
        Claim(
            "advantage-where-aliasing-is-local", question: .ownOfBook, section: "\(section), sample complexity",
            statement:
                "Unrolled OAMP is better than the U-Net also for a Fourier operator, whose aliases are those of images, and for a "
                + "Kronecker product.",
            figures: ["figure-g22"],
            rule: "Two parts: with the most scenes, the difference of their errors is below 0 dB for each operator.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "partial Fourier", "error of unrolled OAMP less the U-Net’s in dB",
                    .difference(.largest("untied-fourier"), minus: .largest("unet-fourier")), .below(0)),
                .init(
                    "Kronecker", "error of unrolled OAMP less the U-Net’s in dB",
                    .difference(.largest("untied-kronecker"), minus: .largest("unet-kronecker")), .below(0)),
            ])),
    ]

    /// What state evolution says, and what becomes of networks past their layers.
    private static let evolution = [
        Claim(
            "state-evolution-holds", question: .ownOfBook, section: "\(section), which relies on state evolution",
            statement: "State evolution predicts the errors of each layer of the algorithm, free of divergence.",
            figures: ["figure-g24"],
            rule:
                "Three parts: the largest over layers of |10 log_{10}(τ^{2}/predicted)|, medians over scenes, is below 0.25 dB for a "
                + "Gaussian operator, 0.25 dB for a partial Fourier transform, and 0.45 dB for the ill-conditioned one.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "Gaussian", "largest error of prediction in dB", .evolutionError([.named(OAMPRun.algorithm)]),
                    .below(0.25)),
                .init(
                    "partial Fourier", "largest error of prediction in dB",
                    .evolutionError([.named("\(OAMPRun.algorithm)-fourier")]), .below(0.25)),
                .init(
                    "ill-conditioned", "largest error of prediction in dB",
                    .evolutionError([.named("\(OAMPRun.algorithm)-ill-conditioned")]), .below(0.45)),
            ])),
        Claim(
            "correction-makes-it-hold", question: .ownOfBook, section: "\(section), denoisers free of divergence",
            statement: "Without the correction that makes denoisers free of divergence, state evolution does not hold.",
            figures: ["figure-g24", "figure-g25"],
            rule: "The largest error of prediction over layers of the algorithm without correction is above 1 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "largest error of prediction in dB", .evolutionError([.named("uncorrected")]), .above(1))
            ])),
        Claim(
            "kronecker-breaks-it", question: .ownOfBook, section: "\(section), A = A₁ ⊗ A₂",
            statement: "For a Kronecker product, the book’s own operator, state evolution does not hold.",
            figures: ["figure-g24"],
            rule: "The largest error of prediction over layers of the algorithm is above 1 dB.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "largest error of prediction in dB",
                    .evolutionError([.named("\(OAMPRun.algorithm)-kronecker")]), .above(1))
            ])),
        Claim(
            "trained-layers-follow-it", question: .ownOfBook, section: "\(section), which relies on state evolution",
            statement: "The trained network follows the state evolution of its own denoisers.", figures: ["figure-g24"],
            rule: "The largest error of prediction over layers of the unrolled network is below 0.25 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "largest error of prediction in dB", .evolutionError([.largest("untied")]), .below(0.25))
            ])),
        Claim(
            "state-evolution-falls", question: .ownOfBook, section: "\(section), to guarantee convergence",
            statement: "State evolution decreases from layer to layer, which the book asks to verify.",
            figures: ["figure-g24"],
            rule:
                "Two parts: the largest ratio of neighbouring layers’ predicted v^{2} is below 1, for the algorithm and for the trained "
                + "network.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "algorithm", "largest ratio of predicted *v*^{2}", scale: .logarithmic,
                    .evolutionGrowth([.named(OAMPRun.algorithm)]), .below(1)),
                .init(
                    "trained network", "largest ratio of predicted *v*^{2}", scale: .logarithmic,
                    .evolutionGrowth([.largest("untied")]), .below(1)),
            ])),
        Claim(
            "effective-noise-is-normal", question: .ownOfBook, section: "\(section), denoisers’ noise",
            statement: "What denoisers are to remove is normal noise: with the correction, and not without.",
            figures: ["figure-g25"],
            rule:
                "Two parts: the largest excess kurtosis over layers, without its sign, is below 0.1 for the algorithm, and above 0.1 "
                + "without the correction.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("with", "largest excess kurtosis", .kurtosis([.named(OAMPRun.algorithm)]), .below(0.1)),
                .init("without", "largest excess kurtosis", .kurtosis([.named("uncorrected")]), .above(0.1)),
            ])),
        Claim(
            "fixed-schedules-are-unsafe", question: .ownOfBook, section: "\(section), schedules of state evolution",
            statement: "Layers that take v² from state evolution instead of residuals lose what the algorithm gains.",
            figures: ["figure-g24"],
            rule: "The error with the fixed schedule less that with residuals is above 3 dB.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error with a fixed schedule less that with residuals in dB",
                    .difference(.named("schedule"), minus: .named(OAMPRun.algorithm)), .above(3))
            ])),
        Claim(
            "price-of-movement-guarantees", question: .book, section: "\(section), to guarantee convergence",
            statement: "A convergence penalty keeps a network from diverging past its layers, and it diverges without.",
            figures: ["figure-g26"],
            rule:
                "Two parts: the error at the last iteration less that after the trained layers is below 0.5 dB with the largest penalty "
                + "on movement, and above 0.5 dB without.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("with a penalty", "growth past the layers in dB", .pastDepth([.mostPenalised]), .below(0.5)),
                .init("without", "growth past the layers in dB", .pastDepth([.largest("tied")]), .above(0.5)),
            ])),
        Claim(
            "descent-is-cheaper", question: .ownOfBook, section: "\(section), against the paper’s constraints",
            statement: "The paper’s descent constraint costs less than the convergence penalty.",
            figures: ["figure-g26"],
            rule:
                "Two parts: after the trained layers the error with (CII) less that with each penalty on movement is below 0 dB; "
                + "and with (CII) the error grows by less than 0.5 dB to the last iteration.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "penalty", "error with (CII) less that with a penalty in dB",
                    .descentOverPenalties, .below(0)),
                .init(
                    "past the layers", "growth past the layers in dB", .pastDepth([.largest("tied-descent")]),
                    .below(0.5)
                ),
            ])),
    ]

    /// Whether what is learned is what Bayes' rule says (Karan et al., NeurIPS 2024).
    private static let denoisers = [
        Claim(
            "layers-learn-bayes-denoisers", question: .ownOfBook, section: "\(section), learned denoisers",
            statement: "Trained layer by layer, message passing comes to the error of Bayes’ denoisers at every layer.",
            figures: ["figure-g34"],
            rule:
                "On scenes with independent pixels, the largest difference over layers of the errors of learned denoisers with the most "
                + "scenes and of the algorithm with the mean of the prior is below 0.3 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "largest difference from Bayes’ error in dB",
                    .layerDifference(.largest("denoisers"), .named("\(OAMPRun.algorithm)-independent")), .below(0.3))
            ])),
        Claim(
            "more-scenes-nearer-bayes", question: .ownOfBook, section: "\(section), learned denoisers",
            statement: "The learned denoisers come nearer to Bayes’ as scenes are added.", figures: ["figure-g34"],
            rule:
                "The largest distance of the learned from Bayes’ denoisers up to six deviations, the mean over layers, with the most "
                + "scenes over that with the fewest, is below 1.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "distance with the most scenes over that with the fewest", scale: .logarithmic,
                    .denoiserDistance,
                    .below(1))
            ])),
        Claim(
            "end-to-end-is-worse", question: .ownOfBook, section: "\(section), learned denoisers",
            statement: "Trained end to end from the same start, they end farther away.", figures: ["figure-g34"],
            rule: "The error after the last layer trained end to end less that trained layer by layer is above 0 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error end to end less that layer by layer in dB",
                    .difference(.largest("denoisers-joint"), minus: .largest("denoisers")), .above(0))
            ])),
    ]

    private static let passing: [OAMPQuantity.Method] = [.named(OAMPRun.algorithm), .largest("untied")]

    /// Errors in the operator.
    private static let mismatch = [
        Claim(
            "changes-in-proportion", question: .book, section: "\(section), robustness to model mismatch",
            statement: "Small errors in the operator cause proportionally small changes of the output.",
            figures: ["figure-g27"],
            rule:
                "For the algorithm, the unrolled network and the U-Net, the log–log slope of the output’s change over errors of up to "
                + "1 % lies between 0.9 and 1.1.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "slope of the change", .changeSlope(passing + [.largest("unet")]), .within(0.9...1.1))
            ])),
        Claim(
            "sensitivity-is-linear-in-depth", question: .ownOfBook, section: "\(section), robustness to model mismatch",
            statement:
                "The sensitivity to errors in the operator grows as its bound in print does, linearly with the number of layers.",
            figures: ["figure-g27"],
            rule:
                "For the algorithm and the unrolled network, the exponent of the layer in the output’s derivative in the operator, by "
                + "central differences, from layer 3 on, lies between 0.7 and 1.3.",
            study: "oamp",
            kind: OAMPNumbers([.init("", "exponent of the layer", .depthExponent(passing), .within(0.7...1.3))])),
        Claim(
            "unrolling-is-more-robust", question: .book, section: "\(section), robustness to model mismatch",
            statement: "Unrolled OAMP is more robust to errors in the operator than a generic network.",
            figures: ["figure-g27"],
            rule:
                "Two parts: of an error of 3 % in the data, the dB that it loses less those that the U-Net loses, which has less to lose, is "
                + "below 0; and its output’s relative change over that of the U-Net’s is below 1.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "change", "relative change of the output over the U-Net’s", scale: .logarithmic,
                    .changeOver(.largest("untied"), .largest("unet")), .below(1)),
                .init(
                    "error", "loss of unrolled OAMP less the U-Net’s in dB",
                    .loss(.largest("untied"), minus: .largest("unet")), .below(0)),
            ])),
        Claim(
            "unrolling-loses-less-than-alista", question: .ownOfBook,
            section: "\(section), robustness to model mismatch",
            statement: "Unrolled OAMP loses fewer dB to errors of 3 % in the operator than ALISTA.",
            figures: ["figure-g27"],
            rule:
                "Of an error of 3 % in the data, the dB that unrolled OAMP loses less those that ALISTA with the same scenes loses, which has "
                + "less to lose where its own error is larger, is below 0.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "loss of unrolled OAMP less ALISTA’s in dB",
                    .loss(.largest("untied"), minus: .largest("alista")), .below(0))
            ])),
        Claim(
            "unrolling-loses-less-than-safeguarded-alista", question: .ownOfBook,
            section: "\(section), robustness to model mismatch",
            statement: "Unrolled OAMP loses fewer dB to errors of 3 % in the operator than ALISTA with a safeguard.",
            figures: ["figure-g27"],
            rule:
                "Of an error of 3 % in the data, the dB that unrolled OAMP loses less those that the safeguarded ALISTA loses, whose layers "
                + "are replaced by proximal gradient steps where the safeguard rejects them, is below 0.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "loss of unrolled OAMP less safeguarded ALISTA’s in dB",
                    .loss(.largest("untied"), minus: .largest("alista-safeguarded")), .below(0))
            ])),
        Claim(
            "spectral-bound-holds", question: .ownOfBook, section: "\(section), per-layer sensitivity",
            statement:
                "To first order the linear estimator changes by no more than its spectral bound, and by far less than a bound without the spectrum.",
            figures: ["figure-g27"],
            rule:
                "Two parts: the largest ratio over layers of ‖Δ*Ŵ*‖/‖Δ*A*‖ to *v*^{2}/(*v*^{2}*d*^{2} + *σ*^{2}) + ‖*Ŵ*‖^{2}, *d* the smallest singular value of *A*, is at most "
                + "1.0001, what is smaller counting as 1 (a check); and 5*v*^{2}/(4*σ*^{2}), the same with *d* = 0, of which the book prints 1/*σ*^{2}, is "
                + "more than ten times the change at the layer where it is nearest.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "spectral", "largest change over the spectral bound", scale: .logarithmic, .overSpectral,
                    .below(1.0001), isOfBound: true),
                .init(
                    "without the spectrum", "smallest bound with *d* = 0 over the change", scale: .logarithmic,
                    .printedOver, .above(10)),
            ])),
    ]

    /// What a gradient costs.
    private static let memory = [
        Claim(
            "every-third-layer-saves-three-times", question: .book, section: "\(section), gradient checkpointing",
            statement: "With ten layers a checkpoint at every third needs a third of the memory.",
            figures: ["figure-g28"],
            rule: "The bytes without checkpoints over those with *k* = 3 lie between 2.5 and 3.5.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "bytes without checkpoints over those with *k* = 3", scale: .logarithmic,
                    .checkpoints(.bytes, of: nil, over: 3, withTen: true), .within(2.5...3.5))
            ])),
        Claim(
            "one-more-forward-pass", question: .book, section: "\(section), gradient checkpointing",
            statement: "Checkpoints cost one forward pass more, about a third of a gradient.", figures: ["figure-g28"],
            rule:
                "The time with *k* = 1 over that without checkpoints, as of this machine, the mean over depths, lies between 1.2 and "
                + "1.45.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "time with *k* = 1 over that without checkpoints", scale: .logarithmic,
                    .checkpoints(.seconds, of: 1, over: nil, withTen: false), .within(1.2...1.45))
            ])),
        Claim(
            "every-layer-is-better-than-every-third", question: .ownOfBook,
            section: "\(section), gradient checkpointing",
            statement: "A checkpoint at every layer needs less memory than at every third, and no more time.",
            figures: ["figure-g28"],
            rule:
                "Two parts: the bytes with *k* = 1 over those with *k* = 3 are below 1; the time likewise, as of this machine, is below "
                + "1.05; means over depths.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "memory", "bytes with *k* = 1 over those with *k* = 3", scale: .logarithmic,
                    .checkpoints(.bytes, of: 1, over: 3, withTen: false), .below(1)),
                .init(
                    "time", "time with *k* = 1 over that with *k* = 3", scale: .logarithmic,
                    .checkpoints(.seconds, of: 1, over: 3, withTen: false), .below(1.05)),
            ])),
        Claim(
            "checkpointed-gradients-are-exact", question: .ownOfBook, section: "\(section), gradient checkpointing",
            statement:
                "Gradients with checkpoints are the same to the last bit, and a further layer needs a boundary more, not a layer.",
            figures: ["figure-g28"],
            rule:
                "Two parts, checks of the program: the largest difference of gradients is 0 (below 10^{−30}); with *k* = 1 the bytes of a "
                + "further layer over those of a boundary lie between 0.95 and 1.05.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("gradients", "largest difference", .gradientDifference, .below(1e-30)),
                .init("memory", "bytes of a further layer over a boundary’s", .bytesOverBoundary, .within(0.95...1.05)),
            ])),
    ]
}
