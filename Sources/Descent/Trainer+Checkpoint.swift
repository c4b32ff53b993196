import Tensors
import Unrolled

/// What a checkpoint holds of a primal-dual training.
extension Trainer: ResumableTraining {
    var step: Int { state.step }
    var steps: Int { settings.steps }
    var checkpointEvery: Double { settings.checkpointEvery }
    var isRecordDue: Bool {
        state.step % settings.validateEvery == 0 || phases.contains { $0.steps.upperBound == state.step }
    }

    var checkpoint: Checkpoint<Scalar> {
        Checkpoint(
            values: network.values, best: state.bestValues, optimiser: optimiser, average: average?.values)
    }

    var numbers: (state: [Double], history: [[Double]]) {
        let numbers: [Double] =
            [
                Double(state.step), Double(optimiser.updates), Double(state.bestStep), state.best.distance,
                state.best.violation, state.lossSum, Double(state.summed), state.rate, state.peak.loss,
                Double(state.peak.step), state.largestDual,
            ] + state.duals.values + state.constraintSums
        return (numbers, state.history.map(\.numbers))
    }

    func restore(state n: [Double], history: [[Double]]) throws {
        let dualCount = state.duals.values.count
        let (step, updates) = (try n.count(at: 0, upTo: steps), try n.count(at: 1, upTo: steps))
        let (bestStep, summed) = (try n.count(at: 2, upTo: steps), try n.count(at: 6, upTo: steps))
        let records = try history.map { try TrainingRecord(numbers: $0, dualCount: dualCount, steps: steps) }
        let peakStep = try n.count(at: 9, upTo: steps)
        (state.step, optimiser.updates, state.bestStep, state.summed) = (step, updates, bestStep, summed)
        state.best = ValidationResult(distance: n[3], violation: n[4])
        (state.lossSum, state.rate) = (n[5], n[7])
        (state.peak, state.largestDual) = ((n[8], peakStep), n[10])
        state.duals = DualVariables(
            values: Array(n[11..<11 + dualCount]), rate: settings.dualRate, bound: state.duals.bound)
        state.constraintSums = Array(n[(11 + dualCount)...])
        state.history = records
    }
}
