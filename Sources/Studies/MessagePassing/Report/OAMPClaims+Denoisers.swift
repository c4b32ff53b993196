import Report

extension Claim {
    /// Whether what is learned is what Bayes' rule says (Karan et al., NeurIPS 2024).
    static let denoisers = [
        Claim(
            "layers-learn-bayes-denoisers", question: .ownOfBook, section: "\(oampSection), learned denoisers",
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
            "more-scenes-nearer-bayes", question: .ownOfBook, section: "\(oampSection), learned denoisers",
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
            "end-to-end-is-worse", question: .ownOfBook, section: "\(oampSection), learned denoisers",
            statement: "Trained end to end from the same start, they end farther away.", figures: ["figure-g34"],
            rule: "The error after the last layer trained end to end less that trained layer by layer is above 0 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error end to end less that layer by layer in dB",
                    .difference(.largest("denoisers-joint"), minus: .largest("denoisers")), .above(0))
            ])),
    ]
}
