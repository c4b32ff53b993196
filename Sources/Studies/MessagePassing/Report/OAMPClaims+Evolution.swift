import Report

extension Claim {
    /// What state evolution says, and what becomes of networks past their layers.
    static let evolution = [
        Claim(
            "state-evolution-holds", question: .ownOfBook, section: "\(oampSection), which relies on state evolution",
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
            "correction-makes-it-hold", question: .ownOfBook, section: "\(oampSection), denoisers free of divergence",
            statement: "Without the correction that makes denoisers free of divergence, state evolution does not hold.",
            figures: ["figure-g24", "figure-g25"],
            rule: "The largest error of prediction over layers of the algorithm without correction is above 1 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "largest error of prediction in dB", .evolutionError([.named("uncorrected")]), .above(1))
            ])),
        Claim(
            "kronecker-breaks-it", question: .ownOfBook, section: "\(oampSection), A = A₁ ⊗ A₂",
            statement: "For a Kronecker product, the book’s own operator, state evolution does not hold.",
            figures: ["figure-g24"],
            rule: "The largest error of prediction over layers of the algorithm is above 1 dB.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "largest error of prediction in dB",
                    .evolutionError([.named("\(OAMPRun.algorithm)-kronecker")]), .above(1))
            ])),
        Claim(
            "trained-layers-follow-it", question: .ownOfBook,
            section: "\(oampSection), which relies on state evolution",
            statement: "The trained network follows the state evolution of its own denoisers.", figures: ["figure-g24"],
            rule: "The largest error of prediction over layers of the unrolled network is below 0.25 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "largest error of prediction in dB", .evolutionError([.largest("untied")]), .below(0.25))
            ])),
        Claim(
            "state-evolution-falls", question: .ownOfBook, section: "\(oampSection), to guarantee convergence",
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
            "effective-noise-is-normal", question: .ownOfBook, section: "\(oampSection), denoisers’ noise",
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
            "fixed-schedules-are-unsafe", question: .ownOfBook, section: "\(oampSection), schedules of state evolution",
            statement: "Layers that take v² from state evolution instead of residuals lose what the algorithm gains.",
            figures: ["figure-g24"],
            rule: "The error with the fixed schedule less that with residuals is above 3 dB.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error with a fixed schedule less that with residuals in dB",
                    .difference(.named("schedule"), minus: .named(OAMPRun.algorithm)), .above(3))
            ])),
        Claim(
            "price-of-movement-guarantees", question: .book, section: "\(oampSection), to guarantee convergence",
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
            "descent-is-cheaper", question: .ownOfBook, section: "\(oampSection), against the paper’s constraints",
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
}
