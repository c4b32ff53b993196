import Tensors
import Testing
import Unrolled

/// What a network of somebody else's gets from the protocol: that of Examples/OwnStudy, which `UnrolledADMM.swift` links to.
/// Its gradients are in `GradientCheckTests.swift`.
@Suite struct UnrolledADMMTests {
    private static let (p, d, alpha, rho) = (5, 7, 0.4, 3.0)

    /// ADMM's own parameters.
    private static func network<Scalar: KernelScalar>(layers: Int, of type: Scalar.Type) -> (
        network: UnrolledADMM<Scalar>, dictionary: Matrix<Double>
    ) {
        let dictionary: Matrix<Double> = RandomStream(seed: 1, name: "D").normal(rows: p, columns: d)
        let gram = Matrix.product(dictionary, transposeA: true, dictionary)
        for i in 0..<d { gram[i, i] += rho }
        let inverse = SymmetricEigen(gram)?.apply { 1 / $0 } ?? gram
        let network = UnrolledADMM<Scalar>(layerCount: layers, inputDimension: p, dimension: d, etaRateShare: 3)
        for own in network.layers {
            network.matrix(own.a).assign(from: Matrix.product(inverse, dictionary, transposeB: true).converted())
            let resolvent = network.matrix(own.b)
            for i in 0..<d * d { resolvent.pointer[i] = Scalar(rho * inverse.pointer[i]) }
            network.matrix(own.theta).fill(Scalar(alpha / rho))
            network.matrix(own.eta).fill(1)
        }
        return (network, dictionary)
    }

    /// With ADMM's parameters it goes where ADMM goes: to a point at which −Dᵀ(Dy − x) is a subgradient of α‖y‖₁.
    @Test func withItsOwnParametersItSolvesTheLasso() {
        let (network, dictionary) = Self.network(layers: 300, of: Double.self)
        let x: Matrix<Double> = RandomStream(seed: 1, name: "x").normal(rows: 4, columns: Self.p)
        let y = network.run(x, from: Matrix(rows: 4, columns: Self.d))[300]
        let residual = x.copy()
        residual.setProduct(y, dictionary, transposeB: true, alpha: -1, beta: 1)
        let correlation = Matrix.product(residual, dictionary)
        for i in 0..<y.count {
            let (value, slope) = (y.pointer[i], correlation.pointer[i])
            if value == 0 {
                #expect(abs(slope) <= Self.alpha + 1e-8)
            } else {
                #expect(abs(slope - (value > 0 ? Self.alpha : -Self.alpha)) < 1e-8)
            }
        }
        #expect(y.values.contains(0) && y.values.contains { $0 != 0 })
    }

    /// Layers' memory is cut into shards with the rest of the trajectory.
    @Test func threadsDoNotChangeABit() {
        let (network, _) = Self.network(layers: 4, of: Float.self)
        let x: Matrix<Float> = RandomStream(seed: 3, name: "x").normal(rows: 150, columns: Self.p)
        let start: Matrix<Float> = RandomStream(seed: 3, name: "y").normal(rows: 150, columns: Self.d)
        let one = network.run(x, from: start)
        let many = network.run(x, from: start, workers: Workers(count: 3))
        #expect(zip(one, many).allSatisfy { $0.values == $1.values })
        let alone = network.run(x.rows(70..<71), from: start.rows(70..<71))
        for i in 0..<Self.d { #expect(abs(alone[4][0, i] - one[4][70, i]) < 1e-5) }
    }

    /// One tile a parameter, each at its place, with the share of the rate that its parameter asks for.
    @Test func tilesFollowTheParameters() {
        let (network, _) = Self.network(layers: 3, of: Float.self)
        let trajectory = network.makeTrajectory(samples: 2)
        #expect(
            trajectory.memory.map { $0.map(\.columns) }
                == .init(repeating: .init(repeating: Self.d, count: 5), count: 3))
        let tiles = network.gradientTiles(Matrix(rows: 2, columns: Self.p), trajectory, layers: 2...3)
        let expected = network.parameters.filter { $0.layer > 1 }
        #expect(tiles.map(\.range) == expected.map(\.range))
        #expect(tiles.map(\.decays) == expected.map(\.decays))
        #expect(tiles.map(\.rateShare) == [1, 1, 1, 3, 1, 1, 1, 3])
        #expect(network.parameters.map(\.name).suffix(4) == ["layer.3.A", "layer.3.B", "layer.3.theta", "layer.3.eta"])
    }
}
