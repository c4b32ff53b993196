import Descent
import Optimizees
import Tensors
import Testing

@Suite struct ConstraintTests {
    static func random(_ name: String, _ rows: Int, _ columns: Int) -> Matrix<Double> {
        RandomStream(seed: 11, name: name).normal(rows: rows, columns: columns)
    }

    @Test func valuesByHand() {
        let distance = DistanceToOptimum<Double>()
        let difference = DescentConstraint<Double>(measure: distance, form: .difference, epsilon: 0.05, layers: 1...2)
        let ratio = DescentConstraint<Double>(measure: distance, form: .ratio, epsilon: 0.05, layers: 1...2)
        #expect(abs(difference.value(current: 3, previous: 4) - (3 - 0.95 * 4)) < 1e-15)
        #expect(abs(ratio.value(current: 3, previous: 4) - (0.75 - 0.95)) < 1e-15)
        // A 3-4-5 triangle: ‖y − y*‖ = 5.
        let y = Matrix<Double>(rows: 1, columns: 2, values: [4, 6])
        let batch = Batch(
            inputs: Matrix<Double>(rows: 1, columns: 1), optima: Matrix<Double>(rows: 1, columns: 2, values: [1, 2]))
        #expect(distance.values(y, batch) == [5])
        // f = ½(2 − 1·1 − 0·2)² = ½ and ∇f = Aᵀ(Ay − x) = (−1, 0).
        let problem = LeastSquares(matrix: Matrix<Double>(rows: 1, columns: 2, values: [1, 0]))
        let one = Batch(
            inputs: Matrix<Double>(rows: 1, columns: 1, values: [2]), optima: Matrix<Double>(rows: 1, columns: 2))
        let at = Matrix<Double>(rows: 1, columns: 2, values: [1, 2])
        #expect(GradientNorm(problem).values(at, one) == [1])
        #expect(ObjectiveValue(problem).values(at, one) == [0.5])
    }

    /// ∂𝓛̂/∂y_l at every layer against central differences, for every measure and form.
    @Test(arguments: ["distance", "gradient", "objective"], DescentConstraint<Double>.Form.allCases)
    func gradientsOfTheLagrangian(measureName: String, form: DescentConstraint<Double>.Form) throws {
        let (samples, p, d, layers) = (3, 4, 5, 3)
        let problem = Lasso(dictionary: Self.random("D", p, d), alpha: 0.3)
        let measures: [String: any DescentMeasure<Double>] = [
            "distance": DistanceToOptimum(), "gradient": GradientNorm(problem), "objective": ObjectiveValue(problem),
        ]
        let measure = try #require(measures[measureName])
        let batch = Batch(inputs: Self.random("x", samples, p), optima: Self.random("optimum", samples, d))
        for loss in [Lagrangian<Double>.Loss.supervised(unit: 0.7), .unsupervised(problem, unit: 2)] {
            let lagrangian = Lagrangian(
                loss: loss,
                constraint: DescentConstraint(measure: measure, form: form, epsilon: 0.1, layers: 2...layers))
            let outputs = (0...layers).map { Self.random("y\($0)", samples, d) }
            let gradients = (0..<layers).map { _ in Matrix<Double>(rows: samples, columns: d) }
            let duals = [0.9, 0.5, 1.7]
            func value() -> Double {
                let scrap = (0..<layers).map { _ in Matrix<Double>(rows: samples, columns: d) }
                let sums = lagrangian.evaluate(
                    outputs: outputs, batch: batch, batchSamples: samples, duals: duals, depth: layers,
                    gradients: scrap)
                return (sums.loss + zip(duals, sums.constraints).reduce(0) { $0 + $1.0 * $1.1 }) / Double(samples)
            }
            _ = lagrangian.evaluate(
                outputs: outputs, batch: batch, batchSamples: samples, duals: duals, depth: layers,
                gradients: gradients)
            for layer in 1...layers {
                for i in 0..<samples * d {
                    let kept = outputs[layer].pointer[i]
                    outputs[layer].pointer[i] = kept + 1e-6
                    let above = value()
                    outputs[layer].pointer[i] = kept - 1e-6
                    let below = value()
                    outputs[layer].pointer[i] = kept
                    let numeric = (above - below) / 2e-6
                    #expect(abs(numeric - gradients[layer - 1].pointer[i]) < 1e-6 * (1 + abs(numeric)))
                }
            }
        }
    }

    @Test func dualsRiseWhereViolatedAndReturnToZeroWhereSlack() {
        var duals = DualVariables(layerCount: 2, rate: 0.5)
        duals.ascend([2, -1])
        #expect(duals.values == [1, 0])
        duals.ascend([-4, 0.5])
        #expect(duals.values == [0, 0.25])
    }
}
