import Descent
import Foundation
import Optimizees
import Tensors
import Testing
import Unrolled

@Suite struct TrainerTests {
    struct Stop: Error {}

    static func trainer(
        threads: Int = 1, curriculum: Curriculum = .endToEnd, rate: Double = 3e-3, clip: Double? = 1, steps: Int = 40,
        dualBound: Double? = nil, average: Double? = nil
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
                dualBound: dualBound, average: average, validateEvery: 7, lossGuard: 1e6, checkpointEvery: 1e9),
            noise: .init(strength: 1, form: .relative, largestEigenvalue: 30),
            data: TrainingData(
                training: batch, validation: batch.view(rows: 0..<100), shifted: batch.view(rows: 100..<150)),
            seed: 5, workers: Workers(count: threads))
    }

    @Test(arguments: [(1.0, nil), (nil, nil), (1.0, 0.9)] as [(Double?, Double?)])
    func threadsDoNotChangeABit(clip: Double?, average: Double?) throws {
        let one = Self.trainer(clip: clip, average: average)
        try one.train(checkpoint: nil) { _ in }
        for threads in [2, 4] {
            let many = Self.trainer(threads: threads, clip: clip, average: average)
            try many.train(checkpoint: nil) { _ in }
            #expect(one.network.values.values == many.network.values.values)
            #expect(one.duals == many.duals)
            #expect(one.history == many.history)
        }
        #expect(one.duals.values.contains { $0 > 0 })
    }

    /// Stopped at several places, and resumed by a new process's worth of objects each time.
    @Test(arguments: Curriculum.allCases, [nil, 0.9]) func aResumedRunIsTheUnbrokenRun(
        curriculum: Curriculum, average: Double?
    ) throws {
        let whole = Self.trainer(curriculum: curriculum, average: average)
        try whole.train(checkpoint: nil) { _ in }
        let place = try CheckpointFolder()
        for stop in [3, 14, 27] {
            #expect(throws: Stop.self) {
                try Self.trainer(curriculum: curriculum, average: average).train(checkpoint: place.checkpoint()) {
                    if $0 == stop { throw Stop() }
                }
            }
        }
        let resumed = Self.trainer(curriculum: curriculum, average: average)
        try resumed.train(checkpoint: place.checkpoint()) { _ in }
        #expect(whole.network.values.values == resumed.network.values.values)
        #expect(whole.history == resumed.history)
        #expect(whole.duals == resumed.duals)
    }

    /// What is kept is the mean of the weights after each update, written out; training itself goes on as without.
    @Test func keptWeightsAreTheirMovingAverage() throws {
        var weights: [[Float]] = []
        let plain = Self.trainer(steps: 7)
        try plain.train(checkpoint: nil) { _ in weights.append(plain.network.values.values) }
        let averaged = Self.trainer(steps: 7, average: 0.75)
        var last: [Float] = []
        try averaged.train(checkpoint: nil) { _ in last = averaged.network.values.values }
        #expect(last == weights[6])
        var expected = weights[0].map(Double.init)
        for t in 2...7 {
            let share = 1 - min(0.75, Double(t - 1) / Double(t))
            for i in expected.indices { expected[i] += share * (Double(weights[t - 1][i]) - expected[i]) }
        }
        let kept = averaged.network.values.values
        #expect(kept != last)
        for i in expected.indices { #expect(abs(Double(kept[i]) - expected[i]) < 1e-6) }
        #expect(plain.history[0].validationDistance != averaged.history[0].validationDistance)
    }

    /// Half of what a dual would reach: there it stays for a while, and never goes above.
    @Test func boundedDualsStayBounded() throws {
        func duals(_ bound: Double?) throws -> [Double] {
            let trainer = Self.trainer(dualBound: bound)
            try trainer.train(checkpoint: nil) { _ in }
            return trainer.history.flatMap(\.duals)
        }
        let bound = try #require(try duals(nil).max()) / 2
        #expect(bound > 0)
        #expect(try duals(bound).max() == bound)
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
        #expect(error?.description.contains(/learning rate [0-9.e+]{1,8}\)/) == true)
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
        let smooth = Matrix<Float>(rows: 4, columns: d)
        problem.smoothGradient(y, correlation: problem.correlation(x), into: smooth)
        let smoothNorms = smooth.rowNorms()
        for form in GradientNoise<Lasso<Float>>.Form.allCases {
            let noise = GradientNoise(
                problem, x, settings: .init(strength: 0.5, form: form, largestEigenvalue: 600), seed: 1, name: "n",
                step: 0)
            let result = Matrix<Float>(rows: 4, columns: d)
            noise.perturb(y, layer: 1, into: result)
            for (n, distance) in result.rowDistances(to: y).enumerated() {
                let expected =
                    switch form {
                    case .log: 0.5 * log(100 * smoothNorms[n]) / 100
                    case .relative: 0.5 * norms[n] / (600 * Double(d).squareRoot())
                    case .literal: 0.5 * norms[n]
                    }
                #expect(abs(distance / Double(d).squareRoot() / expected - 1) < 0.15)
            }
        }
    }
    /// The authors' form, written out in their coordinates 100·y and 100·x, with the logarithm's sign either way; and without
    /// a gradient, where theirs is NaN, no noise.
    @Test func logarithmicNoiseIsThatOfTheAuthorsCoordinates() {
        let (p, d) = (3, 400)
        let dictionary: Matrix<Double> = RandomStream(seed: 1, name: "D").normal(rows: p, columns: d)
        let problem = Lasso<Double>(dictionary: dictionary, alpha: 0.5)
        // Row 0: any y. Row 1: Dy is so near x that 100·‖∇f‖ is below 1. Row 2: ∇f = 0.
        let y: Matrix<Double> = RandomStream(seed: 1, name: "y").normal(rows: 3, columns: d)
        for i in 0..<d { y[2, i] = 0 }
        let x = Matrix.product(y, dictionary, transposeB: true)
        x[0, 0] += 2
        x[1, 0] += 1e-6
        let noise = GradientNoise(
            problem, x, settings: .init(strength: 3, form: .log, largestEigenvalue: 1), seed: 1, name: "n", step: 0)
        let result = Matrix<Double>(rows: 3, columns: d)
        noise.perturb(y, layer: 2, into: result)
        for n in 0..<3 {
            let residual = (0..<p).map { k in 100 * (0..<d).reduce(-x[n, k]) { $0 + dictionary[k, $1] * y[n, $1] } }
            let gradient = (0..<d).map { i in (0..<p).reduce(0) { $0 + dictionary[$1, i] * residual[$1] } }
            let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let draws: Matrix<Double> = RandomStream(seed: 1, name: "n", step: 0, layer: 2).normal(
                rows: 1, columns: d, firstRow: n)
            let deviation = n == 2 ? 0 : 3 * abs(log(norm)) / 100
            for i in 0..<d { #expect(abs(result[n, i] - y[n, i] - deviation * draws[0, i]) < 1e-6) }
        }
        #expect((0..<d).allSatisfy { result[2, $0] == 0 })
    }
}
