import Bench
import Foundation
import MessagePassingExperiment
import Stages
import Tensors
import Testing
import Unrolled

/// Complex scenes, what is measured of them, and what is made of that.
@Suite struct OAMPStudyTests {
    private static func problem(_ kind: ScatteringProblem.Kind, side: Int = 8) throws -> ScatteringProblem {
        try ScatteringProblem(kind, side: side, share: 0.375, decibels: 20, condition: 100, seed: 3)
    }

    @Test func scenesAreFunctionsOfSetAndIndex() throws {
        let problem = try Self.problem(.gaussian, side: 16)
        let (few, many) = (problem.sample(5, set: "training"), problem.sample(9, set: "training"))
        #expect(few.scenes.values == many.scenes.rows(0..<5).values)
        #expect(zip(few.measured.values, many.measured.rows(0..<5).values).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(few.scenes.values != problem.scenes(5, set: "test").values)
        // About a ninth of the pixels, with a power a little below 1.
        #expect(abs(problem.density - 0.11) < 0.03 && abs(problem.power - 0.9) < 0.3)
    }

    /// Other scenes fill about as many pixels, all as strong as those of training in the mean, and are functions of their index.
    @Test func outlinesAreOfAnotherKind() throws {
        let problem = try Self.problem(.gaussian, side: 16)
        let scenes = problem.outlines(400)
        let sizes = (0..<scenes.rows).flatMap { n in
            (0..<256).map { i in scenes[n, i] * scenes[n, i] + scenes[n, 256 + i] * scenes[n, 256 + i] }
        }
        let filled = sizes.filter { $0 > 0 }
        #expect(filled.allSatisfy { abs(Double($0) / problem.power - 1) < 1e-4 })
        #expect(abs(Double(filled.count) / Double(sizes.count) / problem.density - 1) < 0.25)
        #expect(problem.outlines(3).values == scenes.rows(0..<3).values)
        #expect(scenes.rowValues(0) != scenes.rowValues(1))
    }

    /// Scene i is seen by operator i mod their number, with the noise that it has otherwise.
    @Test func severalOperatorsTakeScenesInTurn() throws {
        let problem = try Self.problem(.gaussian)
        let others = [1, 2, 3].map { problem.matrix.disturbed(by: 0.1, isOfRows: false, seed: $0) }
        let mixed = problem.sample(7, set: "training", by: others)
        for (place, other) in others.enumerated() {
            let alone = problem.sample(7, set: "training", by: [other])
            for n in 0..<7 {
                #expect((mixed.measured.rowValues(n) == alone.measured.rowValues(n)) == (n % 3 == place), "scene \(n)")
            }
        }
    }

    /// The noise has the size that was asked for, for every operator.
    @Test(arguments: ScatteringProblem.Kind.allCases) func measurementsHaveTheirNoise(_ kind: ScatteringProblem.Kind)
        throws
    {
        let problem = try Self.problem(kind)
        #expect(problem.matrix.measurements == 24 && problem.matrix.components == 64)
        let scenes = problem.scenes(300, set: "test")
        let y = problem.measurements(scenes, set: "test")
        let clean = Matrix.product(scenes, problem.matrix.matrix.converted(to: Float.self), transposeB: true)
        let noise = y.rowDistances(to: clean).reduce(0) { $0 + $1 * $1 }
        let signal = clean.rowNorms().reduce(0) { $0 + $1 * $1 }
        #expect(abs(10 * log10(signal / noise) - 20) < 1.5)
        #expect(abs(noise / Double(300 * 24) / problem.noise - 1) < 0.05)
    }

    /// (A + ΔA) has the error that was asked for, in the direction of a seed; rows have one gain each.
    @Test func disturbedOperators() throws {
        let matrix = try Self.problem(.gaussian).matrix
        for isOfRows in [false, true] {
            let (above, below) = (
                matrix.disturbed(by: 0.01, isOfRows: isOfRows, seed: 1),
                matrix.disturbed(by: -0.01, isOfRows: isOfRows, seed: 1)
            )
            func difference(_ one: ComplexOperator) -> [Double] {
                zip(one.matrix.values, matrix.matrix.values).map { $0 - $1 }
            }
            let (up, down) = (difference(above), difference(below))
            #expect(zip(up, down).allSatisfy { abs($0 + $1) < 1e-12 })
            let size = matrix.matrix.rowNorms().reduce(0) { $0 + $1 * $1 }
            #expect(abs(up.reduce(0) { $0 + $1 * $1 } / size - 1e-4) < 1e-9)
            guard isOfRows else { continue }
            let gains = (0..<matrix.components).map { j -> (Double, Double) in
                let (a, b) = (matrix.entry(3, j), above.entry(3, j))
                let square = a.re * a.re + a.im * a.im
                return ((a.re * b.re + a.im * b.im) / square, (a.re * b.im - a.im * b.re) / square)
            }
            #expect(gains.allSatisfy { abs($0.0 - gains[0].0) < 1e-9 && abs($0.1 - gains[0].1) < 1e-9 })
        }
    }

    /// Of a Kronecker product, A·vec(C) = vec(A₁·C·A₂ᵀ): rows that share a factor are in proportion.
    @Test func kroneckerProducts() {
        let a = ComplexOperator.kronecker(rows: 2, height: 3, columns: 3, width: 4, seed: 5)
        #expect(a.measurements == 6 && a.components == 12)
        func ratio(_ i: Int, _ j: Int, _ k: Int) -> (Double, Double) {
            let (one, other) = (a.entry(i, k), a.entry(j, k))
            let square = other.re * other.re + other.im * other.im
            return ((one.re * other.re + one.im * other.im) / square, (one.im * other.re - one.re * other.im) / square)
        }
        // Rows 0 and 3 share the second factor's row; within a column of the first factor they are in proportion.
        let (first, second) = (ratio(0, 3, 0), ratio(0, 3, 1))
        #expect(abs(first.0 - second.0) < 1e-9 && abs(first.1 - second.1) < 1e-9)
        let third = ratio(0, 3, 4)
        #expect(abs(first.0 - third.0) > 1e-6)
    }

    /// The estimate of least mean squared error is better than Aᴴy, and the algorithm than both.
    @Test func estimatesImprove() throws {
        let problem = try Self.problem(.gaussian, side: 16)
        let sample = problem.sample(20, set: "test")
        func error(_ network: SceneNetwork) -> Double {
            let last = network.outputs(sample.measured, problem.estimator, signal: problem.signal, workers: .one).last
            return last.map { $0.rowDistances(to: sample.scenes).reduce(0) { $0 + $1 * $1 } } ?? .nan
        }
        let algorithm = SceneNetwork.passing(problem.algorithm(layers: 10, .divergenceFree))
        let errors = [algorithm, .linear(.lmmse), .linear(.adjoint)].map(error)
        #expect(errors == errors.sorted(), "\(errors)")
        let zero = sample.scenes.rowNorms().reduce(0) { $0 + $1 * $1 }
        #expect(errors[0] < 0.05 * zero && errors[1] < zero)
    }

    /// Networks that are told another operator are the same network.
    @Test func movedNetworks() throws {
        let problem = try Self.problem(.gaussian)
        let network = problem.algorithm(layers: 3, .divergenceFree)
        let repeated = SceneNetwork.repeated(network, layers: 6)
        let sample = problem.sample(3, set: "test")
        func outputs(_ network: SceneNetwork) -> [Matrix<Float>] {
            network.outputs(sample.measured, problem.estimator, signal: problem.signal, workers: .one)
        }
        let (short, long) = (outputs(.passing(network)), outputs(.passing(repeated)))
        #expect(long.count == 7 && zip(short, long).allSatisfy { $0.values == $1.values })
        let same = outputs(SceneNetwork.passing(network).moved(to: problem.estimator))
        #expect(zip(short, same).allSatisfy { $0.values == $1.values })
    }

    /// W is that of the operator itself, though measurements are rotated; told another operator, the network has that one's.
    @Test func alistaKnowsItsOperator() throws {
        let problem = try Self.problem(.gaussian)
        let a = problem.matrix.matrix
        let eigen = try #require(SymmetricEigen(Matrix.product(a, a, transposeB: true)))
        let w = a.analyticWeights(pseudoInverse: Matrix.product(eigen.apply { 1 / $0 }, a))
        let network = SceneNetwork.alista(layers: 4, problem.estimator)
        let own = Matrix.product(network.weights, transposeA: true, network.matrix)
        let expected = Matrix.product(w, transposeA: true, a)
        #expect(own.rowDistances(to: expected.converted()).allSatisfy { $0 < 1e-3 })
        network.initialise(step: 0.8) { 0.3 / Double($0) }
        let sample = problem.sample(5, set: "test")
        func outputs(_ network: SceneNetwork, _ estimator: LinearEstimator<Float>) -> [Matrix<Float>] {
            network.outputs(sample.measured, estimator, signal: problem.signal, workers: .one)
        }
        let plain = outputs(.alista(network), problem.estimator)
        let same = outputs(SceneNetwork.alista(network).moved(to: problem.estimator), problem.estimator)
        #expect(plain.count == 5 && zip(plain, same).allSatisfy { $0.values == $1.values })
        let told: (estimator: LinearEstimator<Float>, rotation: Matrix<Float>) = try #require(
            problem.matrix.disturbed(by: 0.1, isOfRows: false, seed: 1).estimator(
                noise: problem.noise, power: problem.signal))
        let moved = outputs(SceneNetwork.alista(network).moved(to: told.estimator), told.estimator)
        #expect(moved[4].rowDistances(to: plain[4]).allSatisfy { $0 > 1e-3 })
    }

    /// With a safeguard that takes no layer it is the algorithm that the safeguard has; with one that takes all, the network.
    @Test func safeguardedAlista() throws {
        let problem = try Self.problem(.gaussian)
        let (network, sample) = (SceneNetwork.alista(layers: 4, problem.estimator), problem.sample(5, set: "test"))
        network.initialise(step: 1) { _ in 20 }
        // Nothing is above the thresholds: the residual stays that of 0, which is not below its own share.
        let none = SceneNetwork.outputs(
            network, .init(share: 0.5, weight: 0.1), sample.measured, problem.estimator)
        let largest = problem.estimator.singularValues.map { $0 * $0 }.max() ?? 1
        let algorithm = ComplexAlista<Float>(layerCount: 4, matrix: network.matrix, weights: network.matrix)
        algorithm.initialise(step: 1 / largest) { _ in 0.1 / largest }
        let descent = algorithm.run(sample.measured, from: Matrix(rows: 5, columns: 128))
        #expect(none.accepted == [0, 0, 0, 0])
        #expect(zip(none.outputs, descent).allSatisfy { $0.rowDistances(to: $1).allSatisfy { $0 < 1e-5 } })
        // T's own residuals fall.
        let all = SceneNetwork.outputs(
            algorithm, .init(share: 0.999, weight: 0.1), sample.measured, problem.estimator)
        #expect(all.accepted == [1, 1, 1, 1] && zip(all.outputs, descent).allSatisfy { $0.values == $1.values })
    }

    @Test(arguments: [
        ("oamp.samples", SettingValue.list([8, 8]), "twice"), ("oamp.evaluation.depth", 4, "Hint: at least 6"),
        ("oamp.side", 2, "from 4 to 64"), ("oamp.evaluation.watched", 1_000, "more than oamp.evaluation.scenes"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            try StudyGraph.check(Studies.settings([(name, value)]), [OAMPStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}
