import Descent
import Optimizees
import Tensors
import Testing
import Unrolled

/// One layer with one parameter: y_1 = w, whatever it is fed.
final class Constant: UnrolledNetwork {
    typealias Scalar = Double
    let layerCount = 1
    let dimension = 1
    let parameters: [Parameter]
    let values = Matrix<Double>(rows: 1, columns: 1)

    init() {
        var layout = ParameterLayout()
        layout.add("w", [1], layer: 1, decays: false)
        parameters = layout.parameters
    }

    func forward(layer: Int, _ x: Matrix<Double>, _ trajectory: Trajectory<Double>) {
        trajectory.outputs[1].fill(values.pointer[0])
    }
    func backward(layer: Int, _ x: Matrix<Double>, _ trajectory: Trajectory<Double>, passesOn: Bool) {}
    func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Double>, _ trajectory: Trajectory<Double>, into gradient: Matrix<Double>
    ) { gradient.fill(trajectory.gradients[0].values.reduce(0, +)) }
}

@Suite struct SaddlePointTests {
    /// min (w − a)² subject to E[f(w) − (1 − ε)·f(y_0)] ≤ 0, f(y) = ½(y − x)², y_0 ~ N(0, 1): with x = 2, a = 0 and
    /// ε = ½ the constraint binds at w* = x − √((1 − ε)(1 + x²)), and λ* = 2(w* − a)/(x − w*).
    @Test func algorithm1FindsAKnownSaddlePoint() throws {
        let (x, epsilon) = (2.0, 0.5)
        let problem = LeastSquares(matrix: Matrix<Double>(rows: 1, columns: 1, values: [1]))
        let samples = 2048
        let inputs = Matrix<Double>(rows: samples, columns: 1)
        inputs.fill(x)
        let batch = Batch(inputs: inputs, optima: Matrix<Double>(rows: samples, columns: 1))
        let trainer = Trainer(
            network: Constant(), problem: problem,
            lagrangian: Lagrangian(
                loss: .supervised(unit: 1),
                constraint: DescentConstraint(
                    measure: ObjectiveValue(problem), form: .difference, epsilon: epsilon, layers: 1...1)),
            settings: TrainingSettings(
                steps: 3000, batchSize: samples,
                learningRate: LearningRate(base: 0.01, warmUp: 0, finalShare: 0.01), clip: nil, dualRate: 0.01,
                validateEvery: 100_000),
            noise: nil, data: TrainingData(training: batch, validation: batch), seed: 1, workers: .one)
        try trainer.train(checkpoint: nil) { _ in }
        let w = x - ((1 - epsilon) * (1 + x * x)).squareRoot()
        #expect(abs(trainer.network.values.pointer[0] - w) < 0.02)
        #expect(abs((trainer.duals.values.first ?? 0) - 2 * w / (x - w)) < 0.03)
    }
}
