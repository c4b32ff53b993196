import Stages

/// A seed whose training ran away for a while says little of the spread of the others, so that figures draw it as a line of
/// its own and say so.
extension Spike {
    /// "With seed 3 the loss of “constrained” rose to 38600 times what it had been (step 800): that seed is a thin line of its
    /// own, not part of the shading; the mean has it."
    var sentence: String {
        let place = step.map { " (step \($0))" } ?? ""
        let what =
            ratio.flatMap { $0 >= Self.leastRatio ? $0 : nil }.map {
                "the loss of “\(method)” rose to \(NumberText.short($0)) times what it had been"
            } ?? "a dual variable of “\(method)” rose far above what it had been"
        return
            "With seed \(seed) \(what)\(place): that seed is a thin line of its own, not part of the shading; the mean has it."
    }

    /// What a training calls a spike of its loss; less, and a dual alone spiked.
    private static let leastRatio = 10.0
}
