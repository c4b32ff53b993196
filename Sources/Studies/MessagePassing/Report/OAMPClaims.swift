import Report

extension Claim {
    /// Claims of the book, and what was asked to understand them.
    static let oamp = samples + evolution + denoisers + mismatch + elsewhere + memory

    /// The book and its section.
    static let oampSection = "RF Imaging 18.3"

    /// How many scenes are needed.
    static let samples = [
        Claim(
            "unrolling-needs-fewer-scenes", question: .book, section: "\(oampSection), sample complexity",
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
            "few-scenes-beat-many", question: .ownOfBook, section: "\(oampSection), sample complexity",
            statement: "Unrolled OAMP with the fewest scenes is better than the U-Net with the most.",
            figures: ["figure-g22"],
            rule: "The difference of their errors is below 0 dB.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "error of unrolled OAMP with the fewest scenes less the U-Net’s with the most in dB",
                    .difference(.smallest("untied"), minus: .largest("unet")), .below(0))
            ])),
        Claim(
            "almost-correct-at-initialisation", question: .book, section: "\(oampSection), sample complexity",
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
            "advantage-shrinks-with-scenes", question: .ownOfBook, section: "\(oampSection), sample complexity",
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
            "advantage-where-aliasing-is-local", question: .ownOfBook, section: "\(oampSection), sample complexity",
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
}
