import Descent
import Tensors
import Testing

/// The penalty on movement against central differences.
@Suite struct MovementPenaltyTests {
    @Test func gradient() {
        let (layers, samples, columns) = (4, 3, 5)
        var lagrangian = Lagrangian<Double>(loss: .supervised(unit: 0.7), constraint: nil)
        lagrangian.penalty = MovementPenalty(weight: 0.3, firstLayer: 2, unit: 0.7)
        func normal(_ name: String) -> Matrix<Double> {
            RandomStream(seed: 1, name: name).normal(rows: samples, columns: columns)
        }
        let batch = Batch(inputs: normal("x"), optima: normal("optima"))
        let outputs = (0...layers).map { normal("y\($0)") }
        let gradients = (1...layers).map { _ in Matrix<Double>(rows: samples, columns: columns) }
        func loss() -> Double {
            lagrangian.evaluate(
                LayerValues(outputs: outputs, gradients: gradients), batch: batch, batchSamples: samples,
                duals: [Double](repeating: 0, count: layers), depth: layers
            ).loss / Double(samples)
        }
        _ = loss()
        let exact = gradients.map { $0.copy() }
        for layer in 1...layers {
            for i in 0..<samples * columns {
                let value = outputs[layer].pointer[i]
                outputs[layer].pointer[i] = value + 1e-5
                let above = loss()
                outputs[layer].pointer[i] = value - 1e-5
                let below = loss()
                outputs[layer].pointer[i] = value
                #expect(abs((above - below) / 2e-5 - exact[layer - 1].pointer[i]) < 1e-8)
            }
        }
        lagrangian.penalty = nil
        let without = loss()
        lagrangian.penalty = MovementPenalty(weight: 0.3, firstLayer: layers + 1, unit: 0.7)
        #expect(loss() == without)
    }
}
