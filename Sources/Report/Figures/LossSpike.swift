import Stages

/// A training whose loss, or a dual of it, ran away for a while. Such a seed says little of the spread of the others, so that
/// figures draw it as a line of its own and say so.
///
/// A training says so in its summary.csv (`spiked`, `spike_step`, `spike_ratio`). Where it does not, its history.csv is
/// looked at: the loss has to rise to more than a hundred times the lowest that it had reached, ten times what the step to the
/// next layer of a curriculum costs.
public struct LossSpike: Sendable {
    /// What is trained.
    public var method: String
    /// The training's seed.
    public var seed: Int
    /// The step of the spike; nil where that is not known.
    public var step: Int?
    /// The loss over what it was before; nil where a dual alone spiked.
    public var ratio: Double?

    private static let factor = 100.0
    /// What a training calls a spike of its loss.
    private static let leastRatio = 10.0

    /// The spikes of a method's finished trainings, one for each seed that has any; none of what is not trained, or whose
    /// tables cannot be read.
    static func all(_ method: String, _ study: StudyReader) -> [LossSpike] {
        study.trainedSeeds(of: method).compactMap { seed in
            guard let stage = try? study.training(method, seed: seed) else { return nil }
            if let summary = try? study.run.table("summary.csv", of: stage),
                let spiked = try? summary.number("spiked")
            {
                return spiked == 1 ? LossSpike(summary: summary, method: method, seed: seed) : nil
            }
            let history = try? study.run.table("history.csv", of: stage)
            return history.flatMap { LossSpike(history: $0, method: method, seed: seed) }
        }
    }

    private init(summary: Table, method: String, seed: Int) {
        (self.method, self.seed) = (method, seed)
        step = (try? summary.number("spike_step")).flatMap { Int(exactly: $0) }
        ratio = (try? summary.number("spike_ratio")).flatMap { $0 >= Self.leastRatio ? $0 : nil }
    }

    /// The largest spike of a history; nil where it has none. A loss that is no number counts as one.
    private init?(history: Table, method: String, seed: Int) {
        guard let losses = try? history.doubles("loss"), let steps = try? history.ints("step") else { return nil }
        (self.method, self.seed) = (method, seed)
        var lowest = Double.infinity
        for (step, loss) in zip(steps, losses) {
            let ratio = loss.isFinite ? loss / lowest : .infinity
            if lowest.isFinite, ratio > max(Self.factor, self.ratio ?? 0) { (self.step, self.ratio) = (step, ratio) }
            if loss.isFinite { lowest = min(lowest, loss) }
        }
        if ratio == nil { return nil }
    }

    /// "With seed 3 the loss of “constrained” rose to 38600 times what it had been (step 800): that seed is a thin line of its
    /// own, not part of the shading; the mean has it."
    func sentence(_ study: StudyReader) -> String {
        let name = "“\(study.label(of: method))”"
        let place = step.map { " (step \($0))" } ?? ""
        let what =
            ratio.map { "the loss of \(name) rose to \(NumberText.short($0)) times what it had been" }
            ?? "a dual variable of \(name) rose far above what it had been"
        return
            "With seed \(seed) \(what)\(place): that seed is a thin line of its own, not part of the shading; the mean has it."
    }
}
