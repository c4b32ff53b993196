import Report

extension Claim {
    /// Two claims of the book, and what was asked to understand them.
    static let steps = [
        Claim(
            "product-of-factors-falls", question: .book, section: "RF Imaging 18.3, layer-wise parameters",
            statement:
                "Steps of their own for each layer make the product of the layers’ factors, ∏_{k} *ρ*(*η*_{k}), smaller than "
                + "that of the best constant step, *ρ*_{∗}^{T}.",
            figures: ["figure-g1"],
            rule:
                "There is a problem and a depth at which the geometric mean of the trained layers' factors, over ρ∗, is "
                + "below 1.",
            study: "steps",
            kind: OverNetworks(
                [
                    .init(
                        "", "geometric mean of the layers’ factors *ρ*(*η*_{k}) over *ρ*_{∗}",
                        .init("rate", of: "learned"),
                        over: .init("rate", of: "constant"), .below(1))
                ], .some)),
        Claim(
            "large-steps-first", question: .book, section: "RF Imaging 18.3, layer-wise parameters",
            statement: "Learned steps are aggressive in early layers and conservative in late ones.",
            figures: ["figure-g4"],
            rule:
                "The mean over all trained networks of Spearman's rank correlation between a step and the number of its layer is "
                + "below −0.5.",
            study: "steps", kind: OrderOfSteps(below: -0.5)),
        Claim(
            "network-beats-constant-step", question: .ownOfBook, section: "RF Imaging 18.3, the norm of the product",
            statement:
                "The factor of the trained network as a whole, ‖∏_{k} (*I* − *η*_{k}*H*)‖, is below *ρ*_{∗}^{T} of the best "
                + "constant step.",
            figures: ["figure-g1", "figure-g2"],
            rule: "A part for each problem: at every depth the ratio of the network's factor to ρ∗^T is below 1.",
            study: "steps",
            kind: OverNetworks(
                [
                    .init(
                        "", "factor ‖∏_{k} (*I* − *η*_{k}*H*)‖ of the trained network over *ρ*_{∗}^{T}",
                        .init("norm", of: "learned"), over: .init("norm", of: "constant"), .below(1))
                ], .byProblem)),
        Claim(
            "worst-case-training", question: .ownOfBook, section: "RF Imaging 18.3, training for the worst case",
            statement:
                "Trained for the worst case instead of the mean, networks come near the smallest factor that there is, "
                + "Chebyshev’s 1/cosh(*T* arccosh((*κ* + 1)/(*κ* − 1))).",
            figures: ["figure-g1"],
            rule:
                "The loss is the sum over eigenvalues of P(λ)^(2p), with the p of steps.power, 8 where it is not set. A part for "
                + "each problem: at every depth the ratio of the network's factor to Chebyshev's bound is below 4/3.",
            study: "steps",
            kind: OverNetworks(
                [
                    .init(
                        "", "factor of the network trained for the worst case over Chebyshev’s bound",
                        .init("norm", of: "learned-worst-case"), over: .init("chebyshev_norm", of: "chebyshev"),
                        .below(4.0 / 3))
                ], .byProblem)),
        Claim(
            "training-finds-the-best-steps", question: .ownOfBook, section: "RF Imaging 18.3, training",
            statement: "Training reaches the smallest loss that any *T* steps can have, 1/*K*_{T}(0, 0).",
            figures: ["figure-g3", "figure-g4"],
            rule:
                "A part for each problem: at every depth the ratio of the trained network's loss to the smallest possible is "
                + "below 1.01.",
            study: "steps",
            kind: OverNetworks(
                [
                    .init(
                        "", "loss of the trained network over the smallest possible", .init("loss", of: "learned"),
                        over: .init("loss", of: "optimal"), .below(1.01))
                ], .byProblem)),
        Claim(
            "as-good-as-conjugate-gradients", question: .ownOfBook, section: "RF Imaging 18.3, a control",
            statement:
                "Learned steps, which are the same for all starts, do as well as conjugate gradients, which adapt to each.",
            figures: ["figure-g3"],
            rule:
                "A part for each problem: at every depth the ratio of the mean squared errors on the same starts, learned steps "
                + "to conjugate gradients, is between 0.8 and 1.2.",
            study: "steps",
            kind: OverNetworks(
                [
                    .init(
                        "", "mean squared error with learned steps over that of conjugate gradients",
                        .init("sampled", of: "learned"), over: .init("sampled", of: "conjugate-gradients"),
                        .within(0.8...1.2))
                ], .byProblem)),
        Claim(
            "learned-steps-are-chebyshevs", question: .ownOfBook, section: "RF Imaging 18.3, which steps",
            statement: "The learned steps are the Chebyshev steps.",
            figures: ["figure-g2", "figure-g4"],
            rule:
                "Two parts, each for every problem and depth: the largest relative difference of the sorted steps is below 0.1; "
                + "and the ratio of the losses, Chebyshev steps to learned, is below 1.1.",
            study: "steps",
            kind: OverNetworks(
                [
                    .init(
                        "the steps differ by less than a tenth", "largest relative difference of sorted steps",
                        .init("chebyshev_difference", of: "learned"), .below(0.1)),
                    .init(
                        "their losses differ by less than a tenth",
                        "loss of the Chebyshev steps over that of the learned",
                        .init("loss", of: "chebyshev"), over: .init("loss", of: "learned"), .below(1.1)),
                ], .every)),
    ]
}
