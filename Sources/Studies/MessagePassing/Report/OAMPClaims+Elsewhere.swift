import Report

extension Claim {
    /// Networks off the scenes and the operator that they were trained on, and on their own training scenes.
    static let elsewhere = [
        Claim(
            "training-for-errors-pays", question: .ownOfBook, section: "\(oampSection), robustness to model mismatch",
            statement:
                "What errors of 10 % in the operator cost the unrolled network can be won back by training on such data.",
            figures: ["figure-g35"],
            rule:
                "Two parts, with the very error that test data have and with 16 others of its size in the training data: of the dB that "
                + "the network trained without errors loses, training with them wins back more than a half.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "the same error", "share of the loss that is won back",
                    .wonBack("untied", adaptation: "matched"), .above(0.5)),
                .init(
                    "others", "share of the loss that is won back", .wonBack("untied", adaptation: "varied"),
                    .above(0.5)),
            ])),
        Claim(
            "advantage-on-other-scenes", question: .ownOfBook, section: "\(oampSection), generalisation",
            statement:
                "On scenes of another kind the unrolled network is still better than the U-Net and than the algorithm.",
            figures: ["figure-g35"],
            rule:
                "Two parts: on outlines of polygons, seen by the same operator, the error of the unrolled network with the most scenes less "
                + "that of the U-Net, and less that of the algorithm without training, is below 0 dB.",
            study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "U-Net", "error of unrolled OAMP less the U-Net’s in dB",
                    .onOutlines(.largest("untied"), minus: .largest("unet")), .below(0)),
                .init(
                    "algorithm", "error of unrolled OAMP less the algorithm’s in dB",
                    .onOutlines(.largest("untied"), minus: .named(OAMPRun.algorithm)), .below(0)),
            ])),
        Claim(
            "unrolling-has-the-smaller-gap", question: .ownOfBook, section: "\(oampSection), generalisation",
            statement: "From training scenes to new ones unrolled OAMP loses less than the U-Net.",
            figures: ["figure-g35"],
            rule:
                "The mean of min(NMSE, 1) over test scenes less that over training scenes, less the same of the algorithm, is smaller for "
                + "the unrolled network than for the U-Net with every number of training scenes.",
            study: "oamp",
            kind: OAMPNumbers([
                .init("", "gap of unrolled OAMP less the U-Net’s", .gap("untied", minus: "unet"), .below(0))
            ])),
    ]
}
