import Tensors
import Testing
import Unrolled

/// Layers that contract, whatever they have learnt.
@Suite struct ContractiveListaTests {
    private let matrix: Matrix<Double> = {
        let raw: Matrix<Double> = RandomStream(seed: 3, name: "A").normal(rows: 5, columns: 9)
        return raw
    }()

    private func network(_ q: Double, layers: Int = 4) throws -> ContractiveLista<Double> {
        let eigen = try #require(SymmetricEigen(Matrix.product(matrix, matrix, transposeB: true)))
        let network = ContractiveLista<Double>(
            layerCount: layers, matrix: matrix, step: 1 / (eigen.values.last ?? 1), contraction: q, threshold: 0.05)
        let noise: Matrix<Double> = RandomStream(seed: 4, name: "V").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.3)
        Double.addScaled(network.values.pointer, noise.pointer, scale: 1, count: noise.count)
        return network
    }

    /// Two starts come nearer by q a layer, with random weights; and no constant smaller than q would do.
    @Test(arguments: [1, 0.5, 0.1]) func contracts(q: Double) throws {
        let network = try network(q)
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 20, columns: 5, standardDeviation: 3)
        let starts = ["a", "b"].map { name -> Matrix<Double> in
            RandomStream(seed: 6, name: name).normal(rows: 20, columns: 9, standardDeviation: 10)
        }
        let (first, second) = (network.run(x, from: starts[0]), network.run(x, from: starts[1]))
        for layer in 1...4 {
            let (before, after) = (
                first[layer - 1].rowDistances(to: second[layer - 1]), first[layer].rowDistances(to: second[layer])
            )
            for (before, after) in zip(before, after) { #expect(after <= q * before * (1 + 1e-12)) }
        }
        let norm = try #require(SymmetricEigen(network.recurrence)).values
        #expect(abs((norm.last ?? 0) - q) < 1e-12 && (norm.first ?? -1) > -1e-12)
    }

    /// Where it begins, with q = 1, its layers are ISTA's.
    @Test func beginsAsISTA() {
        let network = ContractiveLista<Double>(
            layerCount: 3, matrix: matrix, step: 0.02, contraction: 1, threshold: 0.01)
        let ista = CoupledLista<Double>(
            layerCount: 3, matrix: matrix, weights: matrix, learning: (.fixed, .tied, .tied))
        ista.initialise(step: 0.02) { _ in 0.01 }
        let x: Matrix<Double> = RandomStream(seed: 7, name: "x").normal(rows: 6, columns: 5)
        let start = Matrix<Double>(rows: 6, columns: 9)
        let (own, known) = (network.run(x, from: start), ista.run(x, from: start))
        for layer in 1...3 { #expect(own[layer].rowDistances(to: known[layer]).allSatisfy { $0 < 1e-12 }) }
        #expect(own[3].values.contains { $0 != 0 })
    }
}
