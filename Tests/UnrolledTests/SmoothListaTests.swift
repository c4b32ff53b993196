import CKernels
import Foundation
import Tensors
import Testing
import Unrolled

/// LISTA with a smooth threshold or with corners, in Double, and dense networks.
@Suite struct SmoothListaTests {
    private static func network(_ sharpness: Double?) -> SmoothLista {
        let network = SmoothLista(layerCount: 3, inputDimension: 4, dimension: 6, sharpness: sharpness)
        for parameter in network.parameters {
            let deviation = parameter.localName == "beta" ? 0.2 : 0.6
            network.matrix(parameter).assign(
                from: RandomStream(seed: 2, name: parameter.name).normal(
                    rows: parameter.rows, columns: parameter.columns, standardDeviation: deviation))
        }
        return network
    }

    @Test(arguments: [2.0, 20, nil], [(1...3, false), (1...3, true), (2...3, false), (2...2, true)])
    func gradients(_ sharpness: Double?, _ which: (layers: ClosedRange<Int>, noisy: Bool)) {
        let network = Self.network(sharpness)
        #expect(GradientCheckTests.check(network, inputs: 4, layers: which.layers, noisy: which.noisy) < 1e-6)
    }

    @Test(arguments: [[4, 7, 5, 3], [4, 9, 3], [4, 3]]) func denseGradients(_ widths: [Int]) {
        let network = DenseNetwork<Double>(widths: widths)
        network.initialiseAtRandom(seed: 4)
        for i in 0..<network.parameterCount { network.values.pointer[i] += 0.05 }
        #expect(GradientCheckTests.check(network, inputs: 4, layers: 1...1, noisy: false) < 1e-6)
        #expect(network.parameterCount == zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 })
    }

    /// Both thresholds against their formulas, far out as well; what is dead has neither slope nor sensitivity.
    @Test(arguments: [0.5, 20.0]) func thresholds(_ b: Double) {
        let x = [-1e4, -3, -0.31, -0.3, -0.1, 0, 1e-9, 0.2, 0.3, 0.7, 1e4]
        let t = [Double](repeating: 0.3, count: x.count)
        func softplus(_ z: Double) -> Double { z > 30 ? z : log1p(exp(z)) }
        func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
        var (out, slope, sensitivity) = (t, t, t)
        dh_smooth_threshold(x, t, b, &out, &slope, &sensitivity, 1, x.count)
        for i in x.indices {
            let (above, below) = (logistic(b * (x[i] - t[i])), logistic(-b * (x[i] + t[i])))
            let value = (softplus(b * (x[i] - t[i])) - softplus(-b * (x[i] + t[i]))) / b
            #expect(abs(out[i] - value) <= 1e-12 * max(1, abs(value)), "\(x[i])")
            #expect(abs(slope[i] - above - below) < 1e-14 && abs(sensitivity[i] + above - below) < 1e-14)
            #expect(slope[i] > 0)
        }
        dh_cornered_threshold(x, t, &out, &slope, &sensitivity, 1, x.count)
        for i in x.indices {
            let value = x[i] > 0.3 ? x[i] - 0.3 : x[i] < -0.3 ? x[i] + 0.3 : 0
            #expect(abs(out[i] - value) < 1e-12 && slope[i] == (value == 0 ? 0 : 1))
            #expect(sensitivity[i] == (value == 0 ? 0 : value > 0 ? -1 : 1))
        }
    }

    /// With corners it is LISTA; as the sharpness grows, the smooth network becomes it.
    @Test func withCornersItIsLista() {
        let cornered = Self.network(nil)
        // Below 0 the soft threshold jumps, and the smooth one does not.
        for parameter in cornered.parameters where parameter.localName == "beta" {
            for i in parameter.range { cornered.values.pointer[i] = abs(cornered.values.pointer[i]) }
        }
        let lista = Lista<Double>(layerCount: 3, inputDimension: 4, dimension: 6)
        lista.values.assign(from: cornered.values)
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 5, columns: 4)
        let start = Matrix<Double>(rows: 5, columns: 6)
        let expected = lista.run(x, from: start)
        func farthest(_ network: SmoothLista) -> Double {
            zip(network.run(x, from: start), expected).flatMap { $0.rowDistances(to: $1) }.max() ?? .nan
        }
        #expect(farthest(cornered) < 1e-12)
        let distances = [20.0, 200, 2000].map { sharpness in
            let network = SmoothLista(layerCount: 3, inputDimension: 4, dimension: 6, sharpness: sharpness)
            network.values.assign(from: cornered.values)
            return farthest(network)
        }
        #expect(distances[1] < 0.2 * distances[0] && distances[2] < 0.2 * distances[1] && distances[2] < 1e-2)
    }

    @Test func istaAsAStart() {
        let a: Matrix<Double> = RandomStream(seed: 1, name: "A").normal(rows: 4, columns: 6, standardDeviation: 0.3)
        let network = SmoothLista(layerCount: 3, inputDimension: 4, dimension: 6, sharpness: nil)
        network.initialiseAsISTA(dictionary: a, alpha: 0.05, nu: 3)
        let lista = Lista<Double>(layerCount: 3, inputDimension: 4, dimension: 6)
        lista.initialiseAsISTA(dictionary: a, alpha: 0.05, nu: 3, inversePreconditioner: nil)
        #expect(network.values.rowDistances(to: lista.values)[0] < 1e-12)
    }
}
