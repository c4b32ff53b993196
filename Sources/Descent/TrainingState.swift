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

    init(network: some UnrolledNetwork<Scalar>, sets: Int, dualRate: Double) {
        duals = DualVariables(layerCount: sets * network.layerCount, rate: dualRate)
        bestValues = Matrix(rows: 1, columns: network.parameterCount)
        constraintSums = [Double](repeating: 0, count: sets * network.layerCount)
    }

    mutating func accumulate(loss: Double, constraints: [Double], rate: Double) {
        lossSum += loss
        for i in constraints.indices { constraintSums[i] += constraints[i] }
        summed += 1
        self.rate = rate
    }

    mutating func makeRecord(epoch: Double, distance: Double, shifted: Double) -> TrainingRecord {
        let count = Double(max(1, summed))
        defer {
            (lossSum, summed) = (0, 0)
            constraintSums = [Double](repeating: 0, count: constraintSums.count)
        }
        return TrainingRecord(
            step: step, epoch: epoch, learningRate: rate, loss: lossSum / count, validationDistance: distance,
            shiftedDistance: shifted, duals: duals.values, slacks: constraintSums.map { $0 / count })
    }
}
