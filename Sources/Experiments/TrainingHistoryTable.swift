import Descent
import Stages

/// A training's history as a table.
///
/// - Parameter sets: what stands between "lambda_" or "slack_" and the layer, for each set of constraints.
func trainingHistory(_ records: [TrainingRecord], layerCount: Int, sets: [String] = [""]) -> Table {
    let places = sets.flatMap { set in (1...layerCount).map { "\(set)\($0)" } }
    var table = Table(
        columns: ["step", "epoch", "learning_rate", "loss", "validation_distance", "ood_validation_distance"]
            + places.map { "lambda_\($0)" } + places.map { "slack_\($0)" })
    for record in records {
        let numbers: [any TableValue] = [
            record.step, record.epoch, record.learningRate, record.loss, record.validationDistance,
            record.shiftedDistance.isNaN ? nil : record.shiftedDistance,
        ]
        table.append(numbers + record.duals + record.slacks)
    }
    return table
}
