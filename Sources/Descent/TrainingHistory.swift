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
    /// λ after the last update: of set s at layer l at index s·L + l − 1.
    public var duals: [Double]
    /// Mean of C(y_l, y_{l−1}), in the same order; at most 0 where the constraint holds.
    public var slacks: [Double]

    /// As one row of numbers, for checkpoints.
    var numbers: [Double] {
        [Double(step), epoch, learningRate, loss, validationDistance, shiftedDistance] + duals + slacks
    }

    /// A row of `numbers`.
    init(numbers: [Double], dualCount: Int) {
        step = Int(numbers[0])
        (epoch, learningRate, loss) = (numbers[1], numbers[2], numbers[3])
        (validationDistance, shiftedDistance) = (numbers[4], numbers[5])
        duals = Array(numbers[6..<6 + dualCount])
        slacks = Array(numbers[(6 + dualCount)...])
    }

    init(
        step: Int, epoch: Double, learningRate: Double, loss: Double, validationDistance: Double,
        shiftedDistance: Double, duals: [Double], slacks: [Double]
    ) {
        self.step = step
        self.epoch = epoch
        self.learningRate = learningRate
        self.loss = loss
        self.validationDistance = validationDistance
        self.shiftedDistance = shiftedDistance
        self.duals = duals
        self.slacks = slacks
    }
}
