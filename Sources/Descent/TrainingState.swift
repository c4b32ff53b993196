import Foundation
import Tensors
import Unrolled

/// All that changes while a training runs, apart from the weights and Adam's moments.
struct TrainingState<Scalar: KernelScalar> {
    /// Updates so far.
    var step = 0
    var duals: DualVariables
    var history: [TrainingRecord] = []
    var bestStep = 0
    var best = ValidationResult(distance: .infinity, violation: .infinity)
    let bestValues: Matrix<Scalar>
    /// Sums since the last row of the history.
    var lossSum = 0.0
    var constraintSums: [Double]
    var summed = 0
    var rate = 0.0
    /// The largest loss of one update since then, past the warm-up, and its update; −∞ where there was none.
    var peak = (loss: -Double.infinity, step: 0)
    /// The largest dual since then.
    var largestDual = 0.0

    init(network: some UnrolledNetwork<Scalar>, sets: Int, settings: TrainingSettings) {
        duals = DualVariables(
            layerCount: sets * network.layerCount, rate: settings.dualRate, bound: settings.dualBound ?? .infinity)
        bestValues = Matrix(rows: 1, columns: network.parameterCount)
        constraintSums = [Double](repeating: 0, count: sets * network.layerCount)
    }

    /// Adds an update, after `step` and `duals` were changed by it.
    mutating func accumulate(loss: Double, constraints: [Double], rate: Double, isWarmUp: Bool) {
        if !isWarmUp, loss > peak.loss { peak = (loss, step) }
        largestDual = max(largestDual, duals.values.max() ?? 0)
        lossSum += loss
        for i in constraints.indices { constraintSums[i] += constraints[i] }
        summed += 1
        self.rate = rate
    }

    mutating func makeRecord(epoch: Double, distance: Double, shifted: Double) -> TrainingRecord {
        let count = Double(max(1, summed))
        defer {
            (lossSum, summed) = (0, 0)
            (peak, largestDual) = ((-.infinity, 0), 0)
            constraintSums = [Double](repeating: 0, count: constraintSums.count)
        }
        return TrainingRecord(
            step: step, epoch: epoch, learningRate: rate, loss: lossSum / count, validationDistance: distance,
            shiftedDistance: shifted, peakLoss: peak.loss, peakStep: peak.step, largestDual: largestDual,
            duals: duals.values, slacks: constraintSums.map { $0 / count })
    }
}

/// One row of a training's history: means since the row before.
public struct TrainingRecord: Equatable, Sendable {
    /// Updates so far.
    public var step: Int
    /// Passes over the training set so far.
    public var epoch: Double
    /// The learning rate of the last update.
    public var learningRate: Double
    /// Mean loss.
    public var loss: Double
    /// Mean ‖y_l − y*‖ on the validation set, at the layer that the loss is at.
    public var validationDistance: Double
    /// The same under a distribution shift; NaN where none is watched.
    public var shiftedDistance: Double
    /// The largest loss of one update past the warm-up; −∞ where there was none.
    public var peakLoss: Double
    /// That update; 0 where there was none.
    public var peakStep: Int
    /// The largest of all duals after any update.
    public var largestDual: Double
    /// λ after the last update: of set s at layer l at index s·L + l − 1.
    public var duals: [Double]
    /// Mean of C(y_l, y_{l−1}), in the same order; at most 0 where the constraint holds.
    public var slacks: [Double]

    /// As one row of numbers, for checkpoints.
    var numbers: [Double] {
        [Double(step), epoch, learningRate, loss, validationDistance, shiftedDistance]
            + [peakLoss, Double(peakStep), largestDual] + duals + slacks
    }

    /// A row of `numbers` of a training of so many steps. Throws `UnusableCheckpoint` where it is none.
    init(numbers: [Double], dualCount: Int, steps: Int) throws {
        guard numbers.count == 9 + 2 * dualCount else { throw UnusableCheckpoint() }
        step = try numbers.count(at: 0, upTo: steps)
        (epoch, learningRate, loss) = (numbers[1], numbers[2], numbers[3])
        (validationDistance, shiftedDistance) = (numbers[4], numbers[5])
        (peakLoss, peakStep) = (numbers[6], try numbers.count(at: 7, upTo: steps))
        largestDual = numbers[8]
        duals = Array(numbers[9..<9 + dualCount])
        slacks = Array(numbers[(9 + dualCount)...])
    }

    /// A row.
    public init(
        step: Int, epoch: Double, learningRate: Double, loss: Double, validationDistance: Double,
        shiftedDistance: Double, peakLoss: Double, peakStep: Int, largestDual: Double, duals: [Double],
        slacks: [Double]
    ) {
        self.step = step
        self.epoch = epoch
        self.learningRate = learningRate
        self.loss = loss
        self.validationDistance = validationDistance
        self.shiftedDistance = shiftedDistance
        (self.peakLoss, self.peakStep, self.largestDual) = (peakLoss, peakStep, largestDual)
        self.duals = duals
        self.slacks = slacks
    }
}

/// A training that ran away: NaN, or a loss past its guard. The weights are not to be used.
public struct TrainingDivergence: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// The update, counted from 1.
    public let step: Int
    /// The first layer whose output is not finite, where there is one.
    public let layer: Int?
    /// What was seen.
    public let reason: String
    /// The learning rate at that step.
    public let rate: Double

    public var description: String {
        let place = layer.map { ", first at layer \($0)" } ?? ""
        return "training diverged at step \(step)\(place): \(reason) (learning rate \(Self.short(rate))). "
            + "Hint: a smaller learning rate, clipping, or less noise."
    }

    /// A number for people: three digits.
    static func short(_ value: Double) -> String { String(format: "%.3g", value) }

    public var errorDescription: String? { description }
}
