import Descent
import Stages

/// A training's history as a table.
func trainingHistory(_ records: [TrainingRecord], layerCount: Int) -> Table {
    let layers = 1...layerCount
    var table = Table(
        columns: ["step", "epoch", "learning_rate", "loss", "validation_distance", "ood_validation_distance"]
            + layers.map { "lambda_\($0)" } + layers.map { "slack_\($0)" })
    for record in records {
        let numbers: [any TableValue] = [
            record.step, record.epoch, record.learningRate, record.loss, record.validationDistance,
            record.shiftedDistance.isNaN ? nil : record.shiftedDistance,
        ]
        table.append(numbers + record.duals + record.slacks)
    }
    return table
}
