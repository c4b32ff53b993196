import Stages

/// A training whose loss ran away for a while: it rose to more than a hundred times the lowest that it had reached, ten
/// times what the step to the next layer of a curriculum costs.
///
/// Such a seed says little of the spread of the others, so that figures draw it as a line of its own and say so.
public struct LossSpike: Sendable {
    /// What is trained.
    public var method: String
    /// The training's seed.
    public var seed: Int
    /// The step at which the loss was highest above what it had reached.
    public var step: Int
    /// The loss there.
    public var loss: Double
    /// The lowest loss before.
    public var lowest: Double

    private static let factor = 100.0

    /// The spikes of a method's finished trainings, one for each seed that has any; none of what is not trained, or whose
    /// history cannot be read.
    static func all(_ method: String, _ study: StudyReader) -> [LossSpike] {
        study.trainedSeeds(of: method).compactMap { seed in
            guard let stage = try? study.training(method, seed: seed),
                let history = try? study.run.table("history.csv", of: stage)
            else { return nil }
            return LossSpike(history, method: method, seed: seed)
        }
    }

    /// The largest spike of a history; nil where it has none. A loss that is no number counts as one.
    init?(_ history: Table, method: String, seed: Int) {
        guard let losses = try? history.doubles("loss"), let steps = try? history.ints("step") else { return nil }
        (self.method, self.seed) = (method, seed)
        var lowest = Double.infinity
        var largest = 0.0
        var found: (step: Int, loss: Double, lowest: Double)?
        for (step, loss) in zip(steps, losses) {
            let ratio = loss.isFinite ? loss / lowest : .infinity
            if lowest.isFinite, ratio > max(Self.factor, largest) {
                largest = ratio
                found = (step, loss, lowest)
            }
            if loss.isFinite { lowest = min(lowest, loss) }
        }
        guard let found else { return nil }
        (step, loss, self.lowest) = found
    }

    /// "With seed 3 the loss of “constrained” rose from 0.0381 to 1470 (step 800): a thin line of its own, outside of the
    /// shading."
    func sentence(_ study: StudyReader) -> String {
        "With seed \(seed) the loss of “\(study.label(of: method))” rose from \(NumberText.short(lowest)) to "
            + "\(NumberText.short(loss)) (step \(step)): that seed is a thin line of its own, not part of the shading; "
            + "the mean has it."
    }
}
