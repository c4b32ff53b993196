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
    @Test(
        arguments: ["distance", "gradient", "objective", "mapping"],
        [DescentConstraint<Double>.Form.difference, .ratio, .meanRatio])
    func gradientsOfTheLagrangian(measureName: String, form: DescentConstraint<Double>.Form) throws {
        let (samples, p, d, layers) = (3, 4, 5, 3)
        let problem = Lasso(dictionary: Self.random("D", p, d), alpha: 0.3)
        let eigenvalue = problem.largestEigenvalue().upper
        let measures: [String: any DescentMeasure<Double>] = [
            "distance": DistanceToOptimum(), "gradient": GradientNorm(problem), "objective": ObjectiveValue(problem),
            "mapping": GradientMappingNorm(GradientMapping(problem, eigenvalue: eigenvalue)),
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
                    LayerValues(outputs: outputs, gradients: scrap), batch: batch, batchSamples: samples, duals: duals,
                    depth: layers)
                return (sums.loss + zip(duals, sums.constraints).reduce(0) { $0 + $1.0 * $1.1 }) / Double(samples)
            }
            _ = lagrangian.evaluate(
                LayerValues(outputs: outputs, gradients: gradients), batch: batch, batchSamples: samples, duals: duals,
                depth: layers)
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

    /// Two sets, of estimates and of latents, each with duals of its own: ∂𝓛̂/∂y_l and ∂𝓛̂/∂z_l, eq. (26). Between two
    /// layers each gradient is that of the set's `difference`, divided by the measure below.
    @Test func normalisedConstraintsOfEstimatesAndLatents() {
        let (samples, d) = (1, 4)
        let batch = Batch(inputs: Self.random("x", samples, d), optima: Self.random("optimum", samples, d))
        let problem = DataConsistency<Double>(hole: [false, true, false, true], channels: 1)
        let measures: [(any DescentMeasure<Double>, DescentConstraint<Double>.Variable)] = [
            (GradientNorm(problem), .estimate), (LatentGradientNorm(), .latent),
        ]
        let outputs = (0...2).map { Self.random("y\($0)", samples, d) }
        let latents = (1...2).map { Self.random("z\($0)", samples, d) }
        func gradients(_ form: DescentConstraint<Double>.Form, duals: [Double]) -> (
            all: [Matrix<Double>], sums: [Double]
        ) {
            let values = LayerValues(
                outputs: outputs, latents: latents,
                gradients: (1...2).map { _ in Matrix<Double>(rows: samples, columns: d) },
                latentGradients: (1...2).map { _ in Matrix<Double>(rows: samples, columns: d) })
            let sums = Lagrangian(
                loss: .supervised(unit: 1e9),
                constraints: measures.map {
                    DescentConstraint(measure: $0.0, form: form, epsilon: 0.1, layers: 2...2, variable: $0.1)
                }
            ).evaluate(values, batch: batch, batchSamples: samples, duals: duals, depth: 2)
            return (values.gradients + values.latentGradients, sums.constraints)
        }
        let duals = [0, 0.7, 0, 1.3]
        let below = [
            measures[0].0.values(outputs[1], batch)[0], measures[1].0.values(latents[0], batch)[0],
        ]
        let above = [measures[0].0.values(outputs[2], batch)[0], measures[1].0.values(latents[1], batch)[0]]
        let normalised = gradients(.normalised, duals: duals)
        let difference = gradients(.difference, duals: [0, 0.7 / below[0], 0, 1.3 / below[1]])
        for (a, b) in zip(normalised.all, difference.all) {
            for i in 0..<d { #expect(abs(a.pointer[i] - b.pointer[i]) < 1e-12) }
        }
        #expect(normalised.all.allSatisfy { $0.rootMeanSquare > 1e-3 })
        for (set, place) in [1, 3].enumerated() {
            #expect(abs(normalised.sums[place] - (above[set] / below[set] - 0.9)) < 1e-12)
        }
        #expect(normalised.sums[0] == 0 && normalised.sums[2] == 0)
        // ‖∇f_1‖ = 2‖Aᵀ(Ay − x)‖ and ‖∇f_2‖ = 2‖z‖, by hand.
        let known = [0, 2].reduce(0) { $0 + power(outputs[1][0, $1] - batch.inputs[0, $1]) }
        #expect(abs(below[0] - 2 * known.squareRoot()) < 1e-12)
        #expect(abs(below[1] - 2 * (0..<d).reduce(0) { $0 + power(latents[0][0, $1]) }.squareRoot()) < 1e-12)
    }

    /// The slopes are those of C in m_l, with m_{l−1} fixed; `anchored` has none in m_{l−1}, `normalised` that of the
    /// difference alone, and the others the whole one.
    @Test(arguments: DescentConstraint<Double>.Form.allCases)
    func slopesByHand(form: DescentConstraint<Double>.Form) {
        let constraint = DescentConstraint<Double>(
            measure: DistanceToOptimum(), form: form, epsilon: 0.2, layers: 1...2)
        let slopes = constraint.slopes(current: 3, previous: 4)
        let expected: (Double, Double) =
            switch form {
            case .difference: (1, -0.8)
            case .ratio, .meanRatio: (0.25, -3.0 / 16)
            case .normalised: (0.25, -0.2)
            case .anchored: (0.25, 0)
            }
        #expect(abs(slopes.current - expected.0) < 1e-15 && abs(slopes.previous - expected.1) < 1e-15)
        #expect(abs(constraint.value(current: 3, previous: 4) - (form == .difference ? -0.2 : -0.05)) < 1e-15)
        // From zero on nothing is divided by zero.
        let (value, edge) = (constraint.value(current: 0, previous: 0), constraint.slopes(current: 0, previous: 0))
        #expect(value.isFinite && edge.current.isFinite && edge.previous.isFinite)
    }

    /// Of the batch's means, whatever shards it is cut into: by hand, and from what each shard yields.
    @Test func meanRatioIsOfTheWholeBatch() {
        let (samples, d) = (5, 4)
        let lagrangian = Lagrangian<Double>(
            loss: .supervised(unit: 1),
            constraint: DescentConstraint(
                measure: LatentGradientNorm(columns: 1..<3), form: .meanRatio, epsilon: 0.1, layers: 2...2,
                variable: .latent))
        let batch = Batch(inputs: Self.random("x", samples, d), optima: Self.random("optimum", samples, d))
        let latents = (1...2).map { Self.random("z\($0)", samples, d) }
        func values(_ rows: Range<Int>, _ gradients: [Matrix<Double>]) -> LayerValues<Double> {
            LayerValues(
                outputs: (0...2).map { Self.random("y\($0)", samples, d).view(rows: rows) },
                latents: latents.map { $0.view(rows: rows) },
                gradients: (1...2).map { _ in Matrix(rows: rows.count, columns: d) },
                latentGradients: gradients.map { $0.view(rows: rows) })
        }
        let norms = latents.map { z in
            (0..<samples).reduce(0) { $0 + 2 * (power(z[$1, 1]) + power(z[$1, 2])).squareRoot() } / Double(samples)
        }
        func gradients(_ shards: [Range<Int>]) -> [Matrix<Double>] {
            let gradients = (1...2).map { _ in Matrix<Double>(rows: samples, columns: d) }
            let means = lagrangian.batchMeans(values(0..<samples, gradients), batch, depth: 2)
            #expect(lagrangian.isOfMeans && zip(means?[0]?.suffix(2) ?? [], norms).allSatisfy { abs($0 - $1) < 1e-12 })
            var total = 0.0
            for rows in shards {
                total +=
                    lagrangian.evaluate(
                        values(rows, gradients), batch: batch.view(rows: rows), batchSamples: samples, duals: [0, 1.3],
                        depth: 2, means: means
                    ).constraints[1]
            }
            #expect(abs(total / Double(samples) - (norms[1] / norms[0] - 0.9)) < 1e-12)
            return gradients
        }
        let (whole, parts) = (gradients([0..<5]), gradients([0..<2, 2..<5]))
        for (a, b) in zip(whole, parts) {
            #expect(a.rootMeanSquare > 1e-3)
            #expect(zip(a.values, b.values).allSatisfy { abs($0 - $1) < 1e-12 })
            for n in 0..<samples { #expect(a[n, 0] == 0 && a[n, 3] == 0, "not of these columns") }
        }
    }

    private func power(_ x: Double) -> Double { x * x }

    /// ∂‖∇f_1‖/∂y and ∂‖∇f_2‖/∂z against central differences.
    @Test func gradientsOfTheInpaintingMeasures() {
        let problem = DataConsistency<Double>(hole: [false, true, false, true], channels: 2)
        let y = Self.random("y", 3, 8)
        let batch = Batch(inputs: Self.random("x", 3, 8), optima: Self.random("optimum", 3, 8))
        for measure in [GradientNorm(problem), LatentGradientNorm()] as [any DescentMeasure<Double>] {
            let (weights, gradient) = ([0.3, -1.1, 0.8], Matrix<Double>(rows: 3, columns: 8))
            func total() -> Double { zip(weights, measure.values(y, batch)).reduce(0) { $0 + $1.0 * $1.1 } }
            measure.addGradient(y, batch, values: measure.values(y, batch), weights: weights, to: gradient)
            for i in 0..<y.count {
                let kept = y.pointer[i]
                y.pointer[i] = kept + 1e-6
                let above = total()
                y.pointer[i] = kept - 1e-6
                let below = total()
                y.pointer[i] = kept
                #expect(abs((above - below) / 2e-6 - gradient.pointer[i]) < 1e-6)
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

    /// Projected ascent: at the bound a dual waits, and leaves it as soon as its constraint has slack.
    @Test func dualsStayBelowTheirBound() {
        var duals = DualVariables(layerCount: 2, rate: 0.5, bound: 1.5)
        duals.ascend([100, 2])
        #expect(duals.values == [1.5, 1])
        duals.ascend([-1, 0.5])
        #expect(duals.values == [1, 1.25])
    }
}
