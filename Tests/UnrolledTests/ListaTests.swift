import Tensors
import Testing
import Unrolled

@Suite struct ListaTests {
    /// ISTA's own matrices make every layer one iteration of eq. (14).
    @Test func initialisedAsISTAItIsISTA() {
        let (p, d, alpha, nu) = (3, 4, 0.5, 9.0)
        let dictionary: Matrix<Double> = RandomStream(seed: 1, name: "D").normal(rows: p, columns: d)
        let network = Lista<Double>(layerCount: 2, inputDimension: p, dimension: d, thresholdUnit: 0.3)
        network.initialiseAsISTA(dictionary: dictionary, alpha: alpha, nu: nu, inversePreconditioner: nil)
        let x: Matrix<Double> = RandomStream(seed: 1, name: "x").normal(rows: 2, columns: p)
        var y: Matrix<Double> = RandomStream(seed: 1, name: "y").normal(rows: 2, columns: d)
        let outputs = network.run(x, from: y)
        for layer in 1...2 {
            let next = Matrix<Double>(rows: 2, columns: d)
            for n in 0..<2 {
                let residual = (0..<p).map { i in (0..<d).reduce(-x[n, i]) { $0 + dictionary[i, $1] * y[n, $1] } }
                for j in 0..<d {
                    let v = y[n, j] - (0..<p).reduce(0) { $0 + dictionary[$1, j] * residual[$1] } / nu
                    next[n, j] = (v < 0 ? -1 : 1) * max(abs(v) - alpha / nu, 0)
                }
            }
            y = next
            for i in 0..<y.count { #expect(abs(outputs[layer].pointer[i] - y.pointer[i]) < 1e-12) }
        }
    }

    /// Training coordinates are a change of variables, not of the function.
    @Test func foldingKeepsTheFunction() {
        let network = Lista<Double>(layerCount: 3, inputDimension: 4, dimension: 5, thresholdUnit: 0.2)
        network.initialiseAtRandom(deviation: 0.5, seed: 9)
        for layer in 1...3 { network.threshold(layer).fill(0.4) }
        let preconditioner: Matrix<Double> = RandomStream(seed: 2, name: "M").normal(rows: 4, columns: 4)
        let x: Matrix<Double> = RandomStream(seed: 2, name: "x").normal(rows: 6, columns: 4)
        let start: Matrix<Double> = RandomStream(seed: 2, name: "y").normal(rows: 6, columns: 5)
        let seen = Matrix.product(x, preconditioner, transposeB: true)
        let trained = network.run(seen, from: start)
        let plain = network.folded(preconditioner: preconditioner).run(x, from: start)
        for layer in 1...3 {
            for i in 0..<30 { #expect(abs(trained[layer].pointer[i] - plain[layer].pointer[i]) < 1e-12) }
        }
    }

    @Test func threadsDoNotChangeABit() {
        let network = Lista<Float>(layerCount: 3, inputDimension: 16, dimension: 20)
        network.initialiseAtRandom(deviation: 0.3, seed: 1)
        let x: Matrix<Float> = RandomStream(seed: 3, name: "x").normal(rows: 200, columns: 16)
        let start: Matrix<Float> = RandomStream(seed: 3, name: "y").normal(rows: 200, columns: 20)
        let one = network.run(x, from: start, workers: Workers(count: 1))
        for threads in [2, 4] {
            let many = network.run(x, from: start, workers: Workers(count: threads))
            #expect(zip(one, many).allSatisfy { $0.values == $1.values })
        }
    }
}
