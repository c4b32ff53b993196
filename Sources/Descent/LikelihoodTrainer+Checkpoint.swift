import Foundation
import Tensors

/// A checkpoint is weights, moments, step, best weights and history. All else is a function of seed and step.
extension LikelihoodTrainer {
    func save(to path: String) throws {
        let numbers = [Double(step), Double(optimiser.updates), bestBits, sum]
        let rows = history.flatMap { [Double($0.step), $0.epoch, $0.learningRate, $0.trainingBits, $0.validationBits] }
        try SafeTensors.write(
            [
                .init("values", flow.values), .init("first", optimiser.first), .init("second", optimiser.second),
                .init("best", best), .init("history", Matrix(rows: history.count, columns: 5, values: rows)),
                .init("state", Matrix(rows: 1, columns: 4, values: numbers)),
            ], to: path)
    }

    func restore(from path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let file = try SafeTensors(path: path)
        let size = [1, flow.parameterCount]
        let state: Matrix<Double> = try file.matrix("state", shape: [1, 4])
        flow.values.assign(from: try file.matrix("values", shape: size))
        optimiser.first.assign(from: try file.matrix("first", shape: size))
        optimiser.second.assign(from: try file.matrix("second", shape: size))
        best.assign(from: try file.matrix("best", shape: size))
        let rows: Matrix<Double> = try file.matrix("history")
        history = (0..<rows.rows).map { n in
            let row = rows.rowValues(n)
            return Record(
                step: Int(row[0]), epoch: row[1], learningRate: row[2], trainingBits: row[3], validationBits: row[4])
        }
        (step, optimiser.updates, bestBits, sum) = (Int(state[0, 0]), Int(state[0, 1]), state[0, 2], state[0, 3])
    }
}
