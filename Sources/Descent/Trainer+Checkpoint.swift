import Foundation
import Tensors
import Unrolled

/// A checkpoint is weights, moments, duals, step, best weights and history. All else is a function of seed and step.
extension Trainer {
    func save(to path: String) throws {
        let dualCount = state.duals.values.count
        let numbers: [Double] =
            [
                Double(state.step), Double(optimiser.updates), Double(state.bestStep), state.best.distance,
                state.best.violation, state.lossSum, Double(state.summed), state.rate,
            ] + state.duals.values + state.constraintSums
        let rows = state.history.map(\.numbers)
        let history = Matrix(rows: rows.count, columns: 6 + 2 * dualCount, values: rows.flatMap { $0 })
        try SafeTensors.write(
            [
                .init("values", network.values), .init("first", optimiser.first), .init("second", optimiser.second),
                .init("best", state.bestValues), .init("history", history),
                .init("state", Matrix(rows: 1, columns: numbers.count, values: numbers)),
            ], to: path)
    }

    /// Does nothing where there is no checkpoint.
    func restore(from path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let file = try SafeTensors(path: path)
        let dualCount = state.duals.values.count
        let size = [1, network.parameterCount]
        let numbers: Matrix<Double> = try file.matrix("state", shape: [1, 8 + 2 * dualCount])
        network.values.assign(from: try file.matrix("values", shape: size))
        optimiser.first.assign(from: try file.matrix("first", shape: size))
        optimiser.second.assign(from: try file.matrix("second", shape: size))
        state.bestValues.assign(from: try file.matrix("best", shape: size))
        let n = numbers.values
        (state.step, optimiser.updates, state.bestStep) = (Int(n[0]), Int(n[1]), Int(n[2]))
        state.best = ValidationResult(distance: n[3], violation: n[4])
        (state.lossSum, state.summed, state.rate) = (n[5], Int(n[6]), n[7])
        state.duals = DualVariables(values: Array(n[8..<8 + dualCount]), rate: settings.dualRate)
        state.constraintSums = Array(n[(8 + dualCount)...])
        let history: Matrix<Double> = try file.matrix("history")
        state.history = (0..<history.rows).map {
            TrainingRecord(numbers: history.rowValues($0), dualCount: dualCount)
        }
    }
}

/// Says when the next checkpoint is due. When it is saved changes nothing of what it leads to.
struct CheckpointClock {
    private let every: Double
    private var last = DispatchTime.now().uptimeNanoseconds

    init(every: Double) { self.every = every }

    var isDue: Bool {
        mutating get {
            let now = DispatchTime.now().uptimeNanoseconds
            guard Double(now - last) >= every * 1e9 else { return false }
            last = now
            return true
        }
    }
}
