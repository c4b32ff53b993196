import Report

extension Claim {
    /// Claims of the book, and what was asked to understand them.
    static let convergent = [
        Claim(
            "unrolled-networks-diverge-by-default", question: .book, section: "RF Imaging 18.3, a common mistake",
            statement:
                "Unrolled networks do not converge by default: a free network, run past its layers, moves ever more.",
            figures: ["figure-g13"],
            rule:
                "Of the free tied network the largest residual over test scenes at the last iteration, over that at the trained "
                + "depth, is above 1. What runs away counts as 10¹² times the scene.",
            study: "convergent",
            kind: ConvergentNumbers([
                .init(
                    "", "largest residual at the last iteration over that at the trained depth", .lateResidual("free"),
                    .above(1))
            ])),
        Claim(
            "contractions-converge-to-a-fixed-point", question: .book,
            section: "RF Imaging 18.3, definition of convergent unrolling",
            statement:
                "A network whose layers are contractions, each with parameters of its own, converges to a fixed point as "
                + "layers are added.",
            figures: ["figure-g14"],
            rule:
                "Of the untied network whose layers are contractions by 0.95, run through again and again, the largest residual of "
                + "the last pass over that of the first is below 0.01. Were the layers one and the same map, it would be below "
                + "0.95ᵏ.",
            study: "convergent",
            kind: ConvergentNumbers([
                .init(
                    "", "largest residual of the last pass through the layers over that of the first",
                    .cycleResidual("contractive-untied"), .below(0.01))
            ])),
        Claim(
            "output-cannot-diverge", question: .book, section: "RF Imaging 18.3, convergent unrolling as a safety net",
            statement:
                "Even if training is imperfect, the output of a network with constrained layers cannot diverge, and that of a "
                + "free one can.",
            figures: ["figure-g13"],
            rule:
                "Two parts: with trained weights and with random ones ten times as large, no iterate of the clipped networks is "
                + "larger than 1.0001 times its bound, what is smaller counting as 1; and with such weights the free network reaches more than 10⁶ times the "
                + "scene’s length.",
            study: "convergent",
            kind: ConvergentNumbers([
                .check(
                    "constrained layers", "largest size of an iterate over its bound",
                    .sizeOverBound(ConvergentRun.bounded)),
                .init(
                    "a free network", "largest size of an iterate with random weights, over the scene’s",
                    .randomSize("free"), .above(1e6)),
            ])),
        Claim(
            "residual-never-grows", question: .ownOfBook, section: "RF Imaging 18.3, what constrained layers guarantee",
            statement:
                "With tied layers that are nonexpansive no iterate moves further than the one before, whatever the weights.",
            figures: ["figure-g13"],
            rule:
                "A check of theorem and program: with trained weights and with random ones ten times as large, the largest ratio "
                + "of a residual to the one before is at most 1.0001, what is smaller counting as 1, for each kind of tied network with a guarantee.",
            study: "convergent",
            kind: ConvergentNumbers([
                .check("", "largest ratio of a residual to the one before", .growth(ConvergentRun.guaranteed))
            ])),
        Claim(
            "starts-are-forgotten", question: .ownOfBook, section: "RF Imaging 18.3, what contractions guarantee",
            statement:
                "Contractions forget where they started, by 0.95 a layer, also where the layers differ; and firmly nonexpansive "
                + "denoisers have Jacobians with tr *J* ≥ ‖*J*‖_{F}^{2}.",
            figures: ["figure-g14", "figure-g16"],
            rule:
                "Two parts, checks of theorem and program: the distance of two starts is at most 1.0001 times 0.95ᵏ of the first, "
                + "with trained and random weights; and ‖J‖²_F/tr J is at most 1.0001 at each scene. What is smaller counts as 1.",
            study: "convergent",
            kind: ConvergentNumbers([
                .check(
                    "two starts", "largest distance of two starts over its bound",
                    .distanceOverBound(["contractive", "contractive-untied"])),
                .check("Jacobians", "largest ‖*J*‖_{F}^{2}/tr *J*", .squareOverTrace(["firm", "frame", "soft"])),
            ])),
        Claim(
            "guarantee-costs-little", question: .ownOfBook, section: "RF Imaging 18.3, which leaves the price out",
            statement:
                "At the trained depth a firmly nonexpansive denoiser costs less than 3 dB, a ratio of 2, against a free one.",
            figures: ["figure-g15"],
            rule:
                "Three parts: the NMSE at the trained depth over that of the free tied network is below 10^0.3, of a convolutional "
                + "network made firmly nonexpansive by the norms of its convolutions, of thresholds in a learned frame, and of one "
                + "threshold.",
            study: "convergent",
            kind: ConvergentNumbers([
                .init(
                    "convolutional network", "NMSE over the free network’s at the trained depth",
                    .errorOver("free", ["firm"]), .below(1.995_262_315)),
                .init(
                    "thresholds in a frame", "NMSE over the free network’s at the trained depth",
                    .errorOver("free", ["frame"]), .below(1.995_262_315)),
                .init(
                    "one threshold", "NMSE over the free network’s at the trained depth", .errorOver("free", ["soft"]),
                    .below(1.995_262_315)),
            ])),
        Claim(
            "guarantee-pays-past-the-layers", question: .ownOfBook,
            section: "RF Imaging 18.3, which leaves the price out",
            statement: "Run long past the trained depth, networks with a guarantee are better than the free one.",
            figures: ["figure-g13", "figure-g15"],
            rule:
                "For each of the firmly nonexpansive networks the NMSE at the last iteration over that of the free tied network is "
                + "below 1.",
            study: "convergent",
            kind: ConvergentNumbers([
                .init(
                    "", "NMSE over the free network’s at the last iteration",
                    .lateErrorOver("free", ["firm", "frame", "soft"]), .below(1))
            ])),
        Claim(
            "reshaped-norm-is-too-small", question: .ownOfBook, section: "RF Imaging 18.3, spectral normalisation",
            statement:
                "The norm of the reshaped kernel, by which layers are often divided, is no norm of the convolution: a network "
                + "divided by it may have a Lipschitz constant well above 1.",
            figures: ["figure-g16"],
            rule:
                "The product over the convolutions of the trained free network of the exact norm over that of the reshaped kernel is "
                + "above 1.1.",
            study: "convergent",
            kind: ConvergentNumbers([
                .init(
                    "", "product of exact over reshaped norms of the free network’s convolutions", .normRatio("free"),
                    .above(1.1))
            ])),
    ]
}
