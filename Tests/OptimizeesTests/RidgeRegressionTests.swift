import Optimizees
import Tensors
import Testing

@Suite struct RidgeRegressionTests {
    private let x = LassoFixture.inputs(60, p: 8)
    private let y: Matrix<Float> = RandomStream(seed: 21, name: "tests/targets").normal(rows: 60, columns: 3)

    /// The gradient of the penalised squared error vanishes in W and b, computed from its definition.
    @Test func theFitSatisfiesTheNormalEquations() throws {
        let strength = 0.03
        let fit = try RidgeRegression.fit(x, y, strength: strength)
        let means = (0..<8).map { i in (0..<60).reduce(0.0) { $0 + Double(x[$1, i]) } / 60 }
        var scatter = 0.0
        for r in 0..<60 { for i in 0..<8 { scatter += (Double(x[r, i]) - means[i]) * (Double(x[r, i]) - means[i]) } }
        let penalty = strength * scatter / 8
        let prediction = fit.predict(x)
        for j in 0..<3 {
            var sum = 0.0
            for r in 0..<60 { sum += Double(prediction[r, j] - y[r, j]) }
            #expect(abs(sum) < 1e-3)
            for i in 0..<8 {
                var gradient = penalty * Double(fit.weights[j, i])
                for r in 0..<60 { gradient += Double(prediction[r, j] - y[r, j]) * Double(x[r, i]) }
                #expect(abs(gradient) < 1e-3)
            }
        }
        #expect(fit.weights.rootMeanSquare > 0.01)
    }

    @Test func anAffineMapIsFound() throws {
        let map: Matrix<Float> = RandomStream(seed: 22, name: "tests/map").normal(rows: 4, columns: 8)
        let targets = Matrix.product(x, map, transposeB: true)
        for row in 0..<60 { targets[row, 2] += 7 }
        let fit = try RidgeRegression.fit(x, targets, strength: 1e-9)
        #expect((fit.predict(x).rowDistances(to: targets).max() ?? 1) < 1e-3)
        #expect(abs(fit.intercept[0, 2] - 7) < 1e-2)
        let strong = try RidgeRegression.fit(x, targets, strength: 1e9)
        #expect(strong.weights.rootMeanSquare < 1e-6)
    }

    @Test func theStrengthIsChosenOnValidationData() throws {
        let validation = (x: LassoFixture.inputs(40, p: 8, seed: 9), y: y.rows(0..<40))
        let strengths = [1e-6, 1, 1e6]
        let (fit, distances) = try RidgeRegression.choose(strengths, train: (x, y), validation: validation)
        // The targets are noise: the less of the inputs is used, the better.
        #expect(fit.strength == 1e6)
        for (strength, distance) in zip(strengths, distances) {
            let errors = try RidgeRegression.fit(x, y, strength: strength).predict(validation.x)
                .rowDistances(to: validation.y)
            #expect(abs(errors.reduce(0, +) / 40 - distance) < 1e-9)
        }
    }

    @Test func badDataAreRefused() throws {
        #expect(throws: LassoError.self) { try RidgeRegression.fit(x, y.rows(0..<59), strength: 1) }
        #expect(throws: LassoError.self) { try RidgeRegression.fit(x, y, strength: 0) }
        #expect(throws: LassoError.self) { try RidgeRegression.choose([], train: (x, y), validation: (x, y)) }
        let broken = y.copy()
        broken[4, 1] = .infinity
        let error = #expect(throws: LassoError.self) { try RidgeRegression.fit(x, broken, strength: 1) }
        #expect(error == .notFinite(what: "training targets", row: 4, column: 1, value: "inf"))
    }
}
