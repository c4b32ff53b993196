import Report

extension Claim {
    /// Claims of the book, and what was asked to understand them.
    static let generalisation = [
        Claim(
            "gap-falls-as-root-of-samples", question: .book, section: "RF Imaging 18.3, generalisation bound",
            statement: "The gap between test and training loss falls with the number of training signals as 1/√*n*.",
            figures: ["figure-g29"],
            rule:
                "Two parts, of untied and of tied LISTA-CP: the slope of the logarithm of the gap over that of n, n ≥ 64, at the "
                + "largest T, is between −0.7 and −0.3. Here and below the gap is that of the clipped loss after the last update, "
                + "less that of the same network trained on new signals in each batch, on the same signals.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init(
                    "untied", "slope of ln gap over ln *n*, untied", .slopeOverSamples("lista-cp"),
                    .within(-0.7 ... -0.3)),
                .init(
                    "tied", "slope of ln gap over ln *n*, tied", .slopeOverSamples("lista-cp-tied"),
                    .within(-0.7 ... -0.3)),
            ])),
        Claim(
            "gap-grows-with-depth", question: .book, section: "RF Imaging 18.3, generalisation gap and depth",
            statement: "The gap grows with the number of layers.",
            figures: ["figure-g29"],
            rule:
                "The slope of the logarithm of the gap of untied LISTA-CP over that of T, at the n nearest to 1024, is above 0.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init("", "slope of ln gap over ln *T*", .slopeOverLayers("lista-cp"), .above(0))
            ])),
        Claim(
            "gap-scales-with-lipschitz-product", question: .book, section: "RF Imaging 18.3, depth amplification",
            statement: "The gap is in proportion to ∏*L*_{l}, the product of the layers’ Lipschitz constants.",
            figures: ["figure-g30"],
            rule:
                "Of networks whose layers contract so that ∏L is what generalisation.contraction.products says, the slope of the "
                + "logarithm of the gap over that of ∏L is between 0.7 and 1.3.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init("", "slope of lg gap over lg ∏*L*", .slopeOverContraction, .within(0.7...1.3))
            ])),
        Claim(
            "tying-divides-gap-by-root-of-depth", question: .book, section: "RF Imaging 18.3, weight tying",
            statement: "Tying the weights of all layers divides the gap by √*T*.",
            figures: ["figure-g29"],
            rule:
                "ln(gap untied/gap tied)/ln √T at the largest T and the n nearest to 1024 is between 0.5 and 1.5.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init("", "ln(gap untied/gap tied)/ln √*T*", .tying, .within(0.5...1.5))
            ])),
        Claim(
            "tying-beats-more-data", question: .ownOfBook, section: "RF Imaging 18.3, quick check",
            statement: "Tying the weights reduces the gap more than four times as many training signals.",
            figures: ["figure-g29"],
            rule:
                "At the largest T and for each n, the untied network’s gap with 4n signals over the tied network’s with n is above 1.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init(
                    "", "gap untied with 4*n* signals over gap tied with *n*", .dataOverTying, .above(1),
                    scale: .logarithmic)
            ])),
        Claim(
            "printed-bound-is-vacuous", question: .ownOfBook, section: "RF Imaging 18.3, generalisation bound",
            statement:
                "The printed bound, with the Lipschitz constants of the trained layers, is above the largest possible loss, whatever *T* and *n*.",
            figures: ["figure-g30"],
            rule:
                "Three parts, one a kind of network: the least of ∏L·C·√(P/n) over all T and n, with L = ‖I − WᵀA‖ of each layer and C of the loss, "
                + "is above 1.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init(
                    "untied", "least printed bound, untied", .leastPrinted("lista-cp"), .above(1), scale: .logarithmic),
                .init(
                    "tied", "least printed bound, tied", .leastPrinted("lista-cp-tied"), .above(1), scale: .logarithmic),
                .init(
                    "scalars", "least printed bound, ALISTA", .leastPrinted("alista"), .above(1), scale: .logarithmic),
            ])),
        Claim(
            "occam-says-something-of-scalars", question: .ownOfBook,
            section: "RF Imaging 18.3, bounds that are proved",
            statement:
                "Of networks that learn few numbers Occam’s bound says something: with 10 000 signals the gap of the quantised network is "
                + "below a fifth of the largest possible loss.",
            figures: ["figure-g30"],
            rule: "For ALISTA and TISTA with the most training signals, the bound on the gap is below 0.2.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init("", "bound on the gap by Occam", .occam, .below(0.2), scale: .logarithmic)
            ])),
        Claim(
            "certificates-hold-and-are-tight", question: .ownOfBook, section: "RF Imaging 18.3, bounds that are proved",
            statement:
                "PAC-Bayes certificates P(NMSE > *t*) ≤ *r* of ALISTA and TISTA are kept on new signals, and *r* is within 0.2 of the truth.",
            figures: ["figure-g31"],
            rule:
                "Two parts, over t of −20 and −30 dB and all n: r less the fraction of held-out signals, through as many random networks, is "
                + "above 0, and below 0.2.",
            study: "generalisation",
            kind: GeneralisationNumbers([
                .init("kept", "certificate less held-out fraction", .certificateMargin, .above(0)),
                .init("tight", "certificate less held-out fraction", .certificateMargin, .below(0.2)),
            ])),
    ]
}
