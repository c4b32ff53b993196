import Report

extension Claim {
    /// What a gradient costs.
    static let memory = [
        Claim(
            "every-third-layer-saves-three-times", question: .book, section: "\(oampSection), gradient checkpointing",
            statement: "With ten layers a checkpoint at every third needs a third of the memory.",
            figures: ["figure-g28"],
            rule: "The bytes without checkpoints over those with *k* = 3 lie between 2.5 and 3.5.", study: "oamp",
            kind: OAMPNumbers([
                .init(
                    "", "bytes without checkpoints over those with *k* = 3", scale: .logarithmic,
                    .checkpoints(.bytes, of: nil, over: 3, withTen: true), .within(2.5...3.5))
            ])),
        Claim(
            "one-more-forward-pass", question: .book, section: "\(oampSection), gradient checkpointing",
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
            section: "\(oampSection), gradient checkpointing",
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
            "checkpointed-gradients-are-exact", question: .ownOfBook, section: "\(oampSection), gradient checkpointing",
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
