import Descent
import Foundation
import Optimizees
import Tensors
import Testing
import Unrolled

@Suite struct TrainerTests {
    struct Stop: Error {}

    static func trainer(
        threads: Int = 1, curriculum: Curriculum = .endToEnd, rate: Double = 3e-3, clip: Double? = 1, steps: Int = 40
    ) -> Trainer<Lista<Float>> {
        let (p, d, samples) = (8, 10, 300)
        let problem = Lasso<Float>(dictionary: RandomStream(seed: 1, name: "D").normal(rows: p, columns: d), alpha: 0.5)
        let optima: Matrix<Float> = RandomStream(seed: 1, name: "optima").normal(rows: samples, columns: d)
        let batch = Batch(
            inputs: Matrix.product(optima, problem.dictionary, transposeB: true), optima: optima)
        let network = Lista<Float>(layerCount: 3, inputDimension: p, dimension: d)
        network.initialiseAtRandom(deviation: 0.1, seed: 3)
        return Trainer(
            network: network, problem: problem,
            lagrangian: Lagrangian(
                loss: .supervised(unit: 1),
                constraint: DescentConstraint(
                    measure: DistanceToOptimum(), form: .difference, epsilon: 0.05, layers: 1...3)),
            settings: TrainingSettings(
                steps: steps, batchSize: 128, curriculum: curriculum,
                learningRate: LearningRate(base: rate, warmUp: 5), weightDecay: 0.1, clip: clip, dualRate: 0.02,
                validateEvery: 7, lossGuard: 1e6, checkpointEvery: 1e9),
            noise: .init(strength: 1, form: .relative, largestEigenvalue: 30),
            data: TrainingData(
                training: batch, validation: batch.view(rows: 0..<100), shifted: batch.view(rows: 100..<150)),
            seed: 5, workers: Workers(count: threads))
    }

    @Test(arguments: [1.0, nil]) func threadsDoNotChangeABit(clip: Double?) throws {
        let one = Self.trainer(clip: clip)
        try one.train(checkpoint: nil) { _ in }
        for threads in [2, 4] {
            let many = Self.trainer(threads: threads, clip: clip)
            try many.train(checkpoint: nil) { _ in }
            #expect(one.network.values.values == many.network.values.values)
            #expect(one.duals == many.duals)
            #expect(one.history == many.history)
        }
        #expect(one.duals.values.contains { $0 > 0 })
    }

    /// Stopped at several places, and resumed by a new process's worth of objects each time.
    @Test(arguments: Curriculum.allCases) func aResumedRunIsTheUnbrokenRun(curriculum: Curriculum) throws {
        let whole = Self.trainer(curriculum: curriculum)
        try whole.train(checkpoint: nil) { _ in }
        let place = try CheckpointFolder()
        for stop in [3, 14, 27] {
            #expect(throws: Stop.self) {
                try Self.trainer(curriculum: curriculum).train(checkpoint: place.checkpoint()) {
                    if $0 == stop { throw Stop() }
                }
            }
        }
        let resumed = Self.trainer(curriculum: curriculum)
        try resumed.train(checkpoint: place.checkpoint()) { _ in }
        #expect(whole.network.values.values == resumed.network.values.values)
        #expect(whole.history == resumed.history)
        #expect(whole.duals == resumed.duals)
    }

    @Test func frozenLayersDoNotMove() throws {
        let trainer = Self.trainer(curriculum: .layerwise, steps: 30)
        var snapshots: [[Float]] = []
        try trainer.train(checkpoint: nil) { if $0 % 10 == 0 { snapshots.append(trainer.network.values.values) } }
        let size = trainer.network.parameterCount / 3
        // Layer 1 moves in the first phase alone, layer 3 in the last alone.
        #expect(snapshots[0][..<size] == snapshots[2][..<size])
        #expect(snapshots[0][size...] != snapshots[2][size...])
        #expect(snapshots[1][..<(2 * size)] == snapshots[2][..<(2 * size)])
        let start = Self.trainer().network.values.values
        #expect(start[(2 * size)...] == snapshots[1][(2 * size)...])
        #expect(start[..<size] != snapshots[0][..<size])
    }

    @Test func trainingBringsTheNetworkNearer() throws {
        let trainer = Self.trainer(steps: 200)
        try trainer.train(checkpoint: nil) { _ in }
        let distances = trainer.history.map(\.validationDistance)
        #expect((distances.last ?? .infinity) < 0.7 * (distances.first ?? 0))
        #expect(distances.contains(trainer.best.distance))
    }

    /// A constraint that cannot be met within the first steps is met by the kept weights, though others were nearer.
    @Test func keptWeightsAreNearFeasibleWhereSomeAre() throws {
        let trainer = Self.trainer(steps: 200)
        try trainer.train(checkpoint: nil) { _ in }
        #expect(trainer.best.violation <= 0.01)
        #expect(trainer.best.step > 0)
    }

    @Test func aRunawayTrainingSaysWhere() {
        let trainer = Self.trainer(rate: 1e6, clip: nil)
        let error = #expect(throws: TrainingDivergence.self) { try trainer.train(checkpoint: nil) { _ in } }
        #expect((error?.step ?? 0) >= 1)
        #expect(error?.description.contains("learning rate") == true)
    }

    /// Near-feasible first, then near the optima, and never NaN.
    @Test func nearFeasibleWeightsComeBeforeNearerOnes() {
        func result(_ distance: Double, _ violation: Double) -> ValidationResult {
            ValidationResult(distance: distance, violation: violation)
        }
        #expect(result(0.9, 0.002).isBetter(than: result(0.1, 0.3)))
        #expect(!result(0.1, 0.3).isBetter(than: result(0.9, 0.002)))
        #expect(result(0.1, 0.009).isBetter(than: result(0.2, 0)))
        #expect(result(0.5, 0.1).isBetter(than: result(0.1, 0.2)))
        #expect(!result(.nan, 0).isBetter(than: result(.infinity, .infinity)))
    }

    /// A shard's noise is that of its samples in the whole batch.
    @Test func noiseOfAViewIsTheNoiseOfItsRows() {
        let problem = Lasso<Float>(
            dictionary: RandomStream(seed: 1, name: "D").normal(rows: 20, columns: 30), alpha: 0.5)
        let x: Matrix<Float> = RandomStream(seed: 1, name: "x").normal(rows: 6, columns: 20)
        let y: Matrix<Float> = RandomStream(seed: 1, name: "y").normal(rows: 6, columns: 30)
        let noise = GradientNoise(
            problem, x, settings: .init(strength: 1, form: .relative, largestEigenvalue: 60), seed: 1, name: "n",
            step: 0)
        let (whole, part) = (Matrix<Float>(rows: 6, columns: 30), Matrix<Float>(rows: 2, columns: 30))
        noise.perturb(y, layer: 1, into: whole)
        noise.view(rows: 3..<5).perturb(y.rows(3..<5), layer: 1, into: part)
        for i in 0..<part.count { #expect(abs(part.pointer[i] - whole.row(3)[i]) < 1e-5) }
    }

    @Test func noiseHasTheStatedDeviation() {
        let d = 400
        let problem = Lasso<Float>(
            dictionary: RandomStream(seed: 1, name: "D").normal(rows: 20, columns: d), alpha: 0.5)
        let x: Matrix<Float> = RandomStream(seed: 1, name: "x").normal(rows: 4, columns: 20)
        let y: Matrix<Float> = RandomStream(seed: 1, name: "y").normal(rows: 4, columns: d)
        let norms = problem.subgradient(y, x).rowNorms()
        for form in GradientNoise<Lasso<Float>>.Form.allCases {
            let noise = GradientNoise(
                problem, x, settings: .init(strength: 0.5, form: form, largestEigenvalue: 600), seed: 1, name: "n",
                step: 0)
            let result = Matrix<Float>(rows: 4, columns: d)
            noise.perturb(y, layer: 1, into: result)
            for (n, distance) in result.rowDistances(to: y).enumerated() {
                let expected =
                    switch form {
                    case .log: 0.5 * log(norms[n])
                    case .relative: 0.5 * norms[n] / (600 * Double(d).squareRoot())
                    case .literal: 0.5 * norms[n]
                    }
                #expect(abs(distance / Double(d).squareRoot() / expected - 1) < 0.15)
            }
        }
    }
}
