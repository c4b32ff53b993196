import Descent
import Foundation
import Optimizees
import Tensors
import Testing
import Unrolled

@Suite struct OptimiserTests {
    /// The published update, written out.
    @Test func adamAgainstItsDefinition() {
        let count = 37
        let settings = AdamW<Double>.Settings(beta1: 0.8, beta2: 0.95, epsilon: 1e-7, weightDecay: 0.3)
        let adam = AdamW<Double>(count: count, settings: settings)
        let values: Matrix<Double> = RandomStream(seed: 1, name: "w").normal(rows: 1, columns: count)
        var w = values.values
        var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for t in 1...5 {
            let g: Matrix<Double> = RandomStream(seed: 2, name: "g", step: t).normal(rows: 1, columns: count)
            adam.updates += 1
            adam.update(
                values, range: 0..<count, decays: true, gradient: g.pointer, scale: 0.5, rate: 0.01)
            for i in 0..<count {
                let gi = 0.5 * g.pointer[i]
                m[i] = 0.8 * m[i] + 0.2 * gi
                v[i] = 0.95 * v[i] + 0.05 * gi * gi
                let step = m[i] / (1 - pow(0.8, Double(t))) / ((v[i] / (1 - pow(0.95, Double(t)))).squareRoot() + 1e-7)
                w[i] = w[i] - 0.01 * 0.3 * w[i] - 0.01 * step
                #expect(abs(values.pointer[i] - w[i]) < 1e-12)
            }
        }
    }

    /// After 50 gradients of 10⁻³, one of 1: g/√v is near 1/√(1 − β₂) = 10 then, and the step a tenth of what it would be.
    @Test func aSurprisingGradientTakesAShorterStep() {
        func lastStep(limit: Double?) -> Double {
            let adam = AdamW<Double>(count: 20, settings: .init(beta2: 0.99, surpriseLimit: limit))
            let values = Matrix<Double>(rows: 1, columns: 20)
            var last = 0.0
            for t in 1...51 {
                let gradient = Matrix<Double>(rows: 1, columns: 20)
                gradient.fill(t < 51 ? 1e-3 : 1)
                last = values[0, 7]
                adam.updates += 1
                adam.update(values, range: 0..<20, decays: false, gradient: gradient.pointer, scale: 1, rate: 0.1)
            }
            return values[0, 7] - last
        }
        let (free, limited) = (lastStep(limit: nil), lastStep(limit: 1))
        let (before, after): (Double, Double) = (1 - Foundation.pow(0.99, 50.0), 1 - Foundation.pow(0.99, 51.0))
        let second: Double = (0.99 * 1e-6 * before + 0.01) / after
        #expect(abs(limited / free - second.squareRoot()) < 1e-6)
        #expect(abs(lastStep(limit: 100) - free) < 1e-15)
    }

    @Test func theScheduleWarmsUpAndFalls() {
        let rate = LearningRate(base: 2, warmUp: 10, finalShare: 0.1)
        #expect(abs(rate.at(0, of: 100) - 0.2) < 1e-12)
        #expect(abs(rate.at(10, of: 100) - 2) < 1e-12)
        #expect(abs(rate.at(55, of: 100) - 1.1) < 1e-12)
        #expect(abs(rate.at(100, of: 100) - 0.2) < 1e-12)
    }

    @Test func curriculaTakeTheSameNumberOfSteps() {
        for curriculum in Curriculum.allCases {
            let phases = curriculum.phases(layerCount: 10, steps: 123)
            #expect(phases.reduce(0) { $0 + $1.steps.count } == 123)
            #expect(phases.first?.steps.lowerBound == 0)
            #expect(phases.last?.layers.upperBound == 10)
        }
        #expect(Curriculum.incremental.phases(layerCount: 3, steps: 9)[1].layers == 1...2)
        #expect(Curriculum.layerwise.phases(layerCount: 3, steps: 9)[1].layers == 2...2)
    }

    /// What a training is made of goes through a file: nothing is lost, and the words are those of the settings.
    @Test func settingsGoThroughJSON() throws {
        func expectSame<Value: Codable & Equatable>(_ value: Value) throws {
            #expect(try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value)
        }
        try expectSame(
            TrainingSettings(
                steps: 3, batchSize: 2, curriculum: .layerwise, learningRate: LearningRate(base: 1), clip: nil,
                dualRate: 0.1))
        var network = GlowProxSettings()
        (network.memory, network.semantics, network.flow.squeeze) = (.checkpoints(every: 3), .authors, .haar)
        try expectSame(network)
        try expectSame(
            GradientNoise<LeastSquares<Float>>.Settings(strength: 1, form: .relative, largestEigenvalue: 2))
        #expect(
            ConstraintForm.allCases.map(\.rawValue) == ["difference", "ratio", "normalised", "anchored", "meanRatio"])
        #expect(ConstraintVariable.allCases.map(\.rawValue) == ["estimate", "latent"])
        #expect(NoiseForm.allCases.map(\.rawValue) == ["log", "relative", "literal"])
    }
}
