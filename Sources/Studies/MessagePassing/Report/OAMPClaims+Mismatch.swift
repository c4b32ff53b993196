import Report

extension Claim {
    /// Errors in the operator.
    static let mismatch = [
        Claim(
            "changes-in-proportion", question: .book, section: "\(oampSection), robustness to model mismatch",
            statement: "Small errors in the operator cause proportionally small changes of the output.",
            figures: ["figure-g27"],
            rule:
                "For the algorithm, the unrolled network and the U-Net, the log–log slope of the output’s change over errors of up to "
                + "1 % lies between 0.9 and 1.1.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "slope of the change", .changeSlope(OAMPQuantity.Method.passing + [.largest("unet")]),
                    .within(0.9...1.1))
            ])),
        Claim(
            "sensitivity-is-linear-in-depth", question: .ownOfBook,
            section: "\(oampSection), robustness to model mismatch",
            statement:
                "The sensitivity to errors in the operator grows as its bound in print does, linearly with the number of layers.",
            figures: ["figure-g27"],
            rule:
                "For the algorithm and the unrolled network, the exponent of the layer in the output’s derivative in the operator, by "
                + "central differences, from layer 3 on, lies between 0.7 and 1.3.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "exponent of the layer", .depthExponent(OAMPQuantity.Method.passing), .within(0.7...1.3))
            ])),
        Claim(
            "unrolling-is-more-robust", question: .book, section: "\(oampSection), robustness to model mismatch",
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
            section: "\(oampSection), robustness to model mismatch",
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
            section: "\(oampSection), robustness to model mismatch",
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
            "spectral-bound-holds", question: .ownOfBook, section: "\(oampSection), per-layer sensitivity",
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
}
