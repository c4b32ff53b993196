import Stages

/// A seed whose training ran away for a while says little of the spread of the others, so that figures draw it as a line of
/// its own and say so.
extension Spike {
    /// "With seed 3 the loss of “constrained” rose to 38600 times what it had been (step 800): that seed is a thin line of its
    /// own, not part of the shading; the mean has it."
    var sentence: String {
        let what =
            lossRatio.map {
                "the loss of “\(method)” rose to \(NumberText.short($0)) times what it had been"
            } ?? "a dual variable of “\(method)” rose far above what it had been"
        return
            "With seed \(seed) \(what)\(step.map { " (step \($0))" } ?? ""): that seed is a thin line of its own, not part of the shading; the mean has it."
    }

    /// "constrained, seed 3 (its loss to 38600 times its median, at step 800)".
    var short: String {
        let what =
            lossRatio.map { "its loss to \(NumberText.short($0, digits: 2)) times its median" } ?? "a dual variable"
        return "\(method), seed \(seed) (\(what)\(step.map { ", at step \($0)" } ?? ""))"
    }

    /// How many times its median the loss was; nil where a dual alone spiked.
    private var lossRatio: Double? { ratio.flatMap { $0 >= Self.leastRatio ? $0 : nil } }

    /// What a training calls a spike of its loss; less, and a dual alone spiked.
    private static let leastRatio = 10.0
}
