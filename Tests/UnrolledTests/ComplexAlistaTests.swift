import Foundation
import Tensors
import Testing
import Unrolled

/// ALISTA on complex scenes, and what decides whether its layers are taken.
@Suite struct ComplexAlistaTests {
    typealias Network = ComplexAlista<Double>

    /// 12 pixels, 5 measurements.
    private static let a = ComplexOperator.gaussian(measurements: 5, components: 12, seed: 3)

    private static func random(
        _ name: String, _ rows: Int, _ columns: Int, deviation: Double = 1
    ) -> Matrix<Double> {
        RandomStream(seed: 5, name: name).normal(rows: rows, columns: columns, standardDeviation: deviation)
    }

    /// Three layers with numbers of their own.
    private static func network(_ threshold: Double) -> Network {
        let network = Network(layerCount: 3, matrix: a.matrix, weights: random("W", 10, 24, deviation: 0.2))
        network.initialise(step: 0.4) { threshold * Double($0) }
        for i in network.values.values.indices { network.values.pointer[i] += 0.1 * Double(i % 3) }
        return network
    }

    /// Some pixels are set to 0 and some are not.
    @Test(arguments: [(1...3, false), (1...3, true), (2...3, false), (2...2, true)])
    func backward(_ layers: ClosedRange<Int>, _ noisy: Bool) {
        let network = Self.network(0.5)
        #expect(GradientCheckTests.check(network, inputs: 10, layers: layers, noisy: noisy) < 1e-6)
        let outputs = network.run(Self.random("x", 5, 10), from: Self.random("y", 5, 24))
        let zeros = outputs[1...3].map { $0.values.count { $0 == 0 } }
        #expect(zeros.allSatisfy { $0 > 0 && $0 < 120 && $0.isMultiple(of: 2) }, "\(zeros)")
    }

    /// A phase common to all measurements is common to all pixels afterwards: thresholds are of sizes.
    @Test func phasesGoThrough() {
        let network = Network(layerCount: 2, matrix: Self.a.matrix, weights: Self.a.matrix)
        network.initialise(step: 0.4) { _ in 0.3 }
        func turned(_ matrix: Matrix<Double>) -> Matrix<Double> {
            let (result, half) = (matrix.copy(), matrix.columns / 2)
            for n in 0..<matrix.rows {
                for j in 0..<half {
                    let (re, im) = (matrix[n, j], matrix[n, half + j])
                    result[n, j] = cos(0.7) * re - sin(0.7) * im
                    result[n, half + j] = sin(0.7) * re + cos(0.7) * im
                }
            }
            return result
        }
        let x = Self.random("x", 4, 10)
        let start = Matrix<Double>(rows: 4, columns: 24)
        let (plain, other) = (network.run(x, from: start)[2], network.run(turned(x), from: start)[2])
        #expect(other.rowDistances(to: turned(plain)).allSatisfy { $0 < 1e-12 } && plain.rowNorms()[0] > 0.1)
    }

    /// Columns of W have the product 1 with those of A, and no smaller ‖WᵀA‖ than the pseudo-inverse allows.
    @Test func analyticWeights() throws {
        let a = Self.a.matrix
        let eigen = try #require(SymmetricEigen(Matrix.product(a, a, transposeB: true)))
        let w = a.analyticWeights(pseudoInverse: Matrix.product(eigen.apply { 1 / $0 }, a))
        let coupling = Matrix.product(w, transposeA: true, a)
        #expect((0..<24).allSatisfy { abs(coupling[$0, $0] - 1) < 1e-12 })
        // The gradient of ‖WᵀA‖² in W is in the direction of A, column by column.
        let gradient = Matrix.product(Matrix.product(a, a, transposeB: true), w)
        for j in 0..<24 {
            let ratio = gradient[0, j] / a[0, j]
            #expect((0..<10).allSatisfy { abs(gradient[$0, j] - ratio * a[$0, j]) < 1e-9 })
        }
    }

    /// With W = A and a short step it descends on the objective that the thresholds are of.
    @Test func proximalGradientSteps() throws {
        let a = Self.a.matrix
        let largest = try #require(SymmetricEigen(Matrix.product(a, a, transposeB: true))?.values.last)
        let network = Network(layerCount: 40, matrix: a, weights: a)
        network.initialise(step: 1 / largest) { _ in 0.2 / largest }
        let x = Self.random("x", 3, 10)
        let outputs = network.run(x, from: Matrix(rows: 3, columns: 24))
        func objective(_ y: Matrix<Double>, _ n: Int) -> Double {
            let residual = x.rows(n..<n + 1)
            residual.setProduct(y.rows(n..<n + 1), a, transposeB: true, alpha: -1, beta: 1)
            let sizes = (0..<12).map { hypot(y[n, $0], y[n, 12 + $0]) }
            return pow(residual.rowNorms()[0], 2) / 2 + 0.2 * sizes.reduce(0, +)
        }
        for n in 0..<3 {
            let values = outputs.map { objective($0, n) }
            #expect(zip(values, values.dropFirst()).allSatisfy { $1 <= $0 + 1e-12 } && values[40] < 0.8 * values[0])
        }
    }

    /// What moves farther than the last accepted layer did is replaced by T of the iterate before it, sample by sample.
    @Test func safeguard() {
        let start = Matrix<Double>(rows: 3, columns: 1, values: [1, 1, 1])
        var rule = ResidualSafeguard<Double>(share: 0.9, from: start) { y in
            Matrix(rows: y.rows, columns: 1, values: y.values.map { $0 / 2 })
        }
        // ‖y − T(y)‖ = |y|/2, at first 0.5.
        let first = Matrix<Double>(rows: 3, columns: 1, values: [0.8, 0.95, -2])
        #expect(rule.choose(first, after: start) == [true, false, false])
        #expect(first.values == [0.8, 0.5, 0.5])
        let second = Matrix<Double>(rows: 3, columns: 1, values: [0.75, 0.85, 0.1])
        #expect(rule.choose(second, after: first) == [false, true, true] && second.values == [0.4, 0.85, 0.1])
    }
}
