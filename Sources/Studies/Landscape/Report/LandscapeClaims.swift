import Report

extension Claim {
    /// Claims of the book, and what was asked to understand them.
    static let landscape = [
        Claim(
            "unrolled-networks-satisfy-pl-star", question: .book,
            section: "RF Imaging 18.3, the over-parameterised regime",
            statement:
                "Where an unrolled network has many more parameters than samples, the PL∗ condition holds on the way of gradient "
                + "descent: the smallest eigenvalue of *K* = *JJ*^{T} stays above 0.",
            figures: ["figure-g32"],
            rule:
                "Two parts, LISTA with a smooth threshold and with the soft threshold, on the samples that are looked at (8 by "
                + "default): the smallest λ_min(K_t) of all recorded steps over λ_max(K_0) is above 10⁻¹²; what is smaller is rounding "
                + "and counts as 10⁻¹⁶.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init(
                    "smooth threshold", "smallest eigenvalue on the way over the largest at the start",
                    .smallestOverLargest("smooth"), .above(1e-12)),
                .init(
                    "soft threshold", "smallest eigenvalue on the way over the largest at the start",
                    .smallestOverLargest("soft"), .above(1e-12)),
            ])),
        Claim(
            "descent-reaches-a-global-minimum", question: .book,
            section: "RF Imaging 18.3, the over-parameterised regime",
            statement: "Gradient descent takes the training loss of an over-parameterised unrolled network to 0.",
            figures: ["figure-g32", "figure-g33"],
            rule:
                "Two parts, LISTA with a smooth threshold and with the soft threshold, on the samples that are looked at: the last "
                + "training loss is below 0.01 of that of answering 0.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init(
                    "smooth threshold", "last training loss over that of answering 0", .lastLoss("smooth"),
                    .below(0.01)),
                .init(
                    "soft threshold", "last training loss over that of answering 0", .lastLoss("soft"),
                    .below(0.01)),
            ])),
        Claim(
            "loss-falls-as-pl-star-says", question: .ownOfBook,
            section: "RF Imaging 18.3, the over-parameterised regime",
            statement:
                "The training loss falls at a linear rate, at least as fast as the smallest PL ratio on the way says.",
            figures: ["figure-g32"],
            rule:
                "A part for each network, with η = 1/λ_max(K_0), and one with a quarter of it: of its trainings, one for each number of "
                + "samples, those with a step t at which L(w_t) is more than 1.0001·(1 − η·min ρ)^t·L(w_0) are fewer than 0.05, that "
                + "is, none.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init("smooth threshold", broken, .brokenPredictions(["smooth"]), .below(0.05), scale: .linear),
                .init(
                    "smooth threshold, shorter steps", broken, .brokenPredictions(["smooth-gentle"]), .below(0.05),
                    scale: .linear),
                .init("soft threshold", broken, .brokenPredictions(["soft"]), .below(0.05), scale: .linear),
                .init(
                    "fully connected", broken, .brokenPredictions(["dense", "dense-shallow"]), .below(0.05),
                    scale: .linear),
            ])),
        Claim(
            "interpolation-generalises", question: .book, section: "RF Imaging 18.3, the over-parameterised regime",
            statement:
                "An unrolled network that starts as ISTA and interpolates its training data still generalises, where PL∗ holds.",
            figures: ["figure-g33"],
            rule:
                "LISTA with a smooth threshold, on the samples that are looked at and on the most that are interpolated, that is, to a "
                + "training loss of 0.01 of that of answering 0: the squared error of test signals is below that of the start.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init("", "test error over that of the start", .testOverStart("smooth"), .below(1))
            ])),
        Claim(
            "dead-outputs-make-k-singular", question: .ownOfBook,
            section: "RF Imaging 18.3, which asks for PL∗ of any threshold",
            statement:
                "With the soft threshold *K* has as many eigenvalues that are 0 as the last layer has outputs that are 0, and no more.",
            figures: ["figure-g32"],
            rule:
                "Over all spectra of LISTA with the soft threshold, the largest difference between the number of eigenvalues below "
                + "10⁻¹² of the largest and of rows of J that are 0 is below 1/2.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init(
                    "", "largest difference between eigenvalues that are 0 and dead outputs",
                    .deficiencyBesidesDead("soft"), .below(0.5), scale: .linear)
            ])),
        Claim(
            "dead-outputs-end-the-descent", question: .ownOfBook,
            section: "RF Imaging 18.3, which asks for PL∗ of any threshold",
            statement:
                "With the soft threshold gradient descent on few samples comes to rest where the loss is not 0, and the PL ratio falls to "
                + "0; with a smooth one it does not.",
            figures: ["figure-g32"],
            rule:
                "On the samples that are looked at, the smallest PL ratio over that at the start is above 10⁻⁶ with the smooth "
                + "threshold and below 10⁻⁶ with the soft one; what is below 10⁻¹⁶ counts as that.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init(
                    "smooth threshold", "smallest PL ratio over that at the start", .leastRatioOverFirst("smooth"),
                    .above(1e-6)),
                .init(
                    "soft threshold", "smallest PL ratio over that at the start", .leastRatioOverFirst("soft"),
                    .below(1e-6)),
            ])),
        Claim(
            "pl-star-promises-little", question: .ownOfBook,
            section: "RF Imaging 18.3, which gives PL∗ no constant",
            statement:
                "The rate of the theorem, with the smallest eigenvalue on the way as its constant, guarantees that less than half of the loss "
                + "is removed over a whole training.",
            figures: ["figure-g32"],
            rule:
                "Of LISTA with a smooth threshold, on the samples that are looked at: (1 − ημ)^steps with μ the smallest λ_min(K_t) of "
                + "all recorded steps is above 1/2.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init("", "share of the loss that may be left", .promise("smooth"), .above(0.5), scale: .linear)
            ])),
        Claim(
            "gradients-are-as-long-as-k-says", question: .ownOfBook,
            section: "RF Imaging 18.3, the PL∗ condition",
            statement: "½‖∇*L*‖^{2} ≥ λ_{min}(*K*)·*L*, whatever the network.", figures: ["figure-g32"],
            rule:
                "A check of theorem and program: over all spectra of all networks λ_min(K_t)/ρ_t is at most 1.0001; what is smaller "
                + "counts as 1.",
            study: "landscape",
            kind: LandscapeNumbers([
                .check("", "largest λ_{min}(*K*) over the PL ratio", .smallestOverRatio(LandscapeRun.methods))
            ])),
        Claim(
            "unrolled-networks-interpolate-more", question: .ownOfBook,
            section: "Shah and others, 2024, for smooth thresholds",
            statement:
                "An unrolled network interpolates more samples than a fully connected one with as many parameters, trained for as many "
                + "steps.",
            figures: ["figure-g33"],
            rule:
                "Three parts, against as many layers, against two, and against two with 10^{−4} for 0.01: the largest n at which the last training loss is at most 0.01 of "
                + "that of answering 0, interpolated to the next n, over that of the fully connected network is above 1. Where all n "
                + "are interpolated it is the largest n, where none is the smallest.",
            study: "landscape",
            kind: LandscapeNumbers([
                .init(
                    "as many layers", "ratio of the samples that are interpolated",
                    .interpolatedOver("smooth", ["dense"], to: LandscapeRun.interpolation), .above(1)),
                .init(
                    "two layers", "ratio of the samples that are interpolated",
                    .interpolatedOver("smooth", ["dense-shallow"], to: LandscapeRun.interpolation), .above(1)),
                .init(
                    "two layers, to a smaller loss", "ratio of the samples that are interpolated to 10^{−4}",
                    .interpolatedOver("smooth", ["dense-shallow"], to: LandscapeQuantity.strict), .above(1)),
            ])),
    ]

    private static let broken = "number of trainings whose loss is above the predicted one"
}
