import Tensors
import Testing
import Unrolled

/// GLOW-Prox whose layers open one level after the other, or share one flow.
@Suite struct CoarseToFineTests {
    private static func settings(
        shared: Bool = false, coarse: Bool = false
    ) -> GlowProxSettings {
        var settings = GlowProxFixture.settings()
        settings.sharesFlow = shared
        settings.isCoarseToFine = coarse
        return settings
    }

    @Test(arguments: [(true, false), (false, true)], [1, 3])
    func backward(kind: (shared: Bool, coarse: Bool), channels: Int) throws {
        let layers = channels == 1 ? 3 : 2
        let network = try GlowProxFixture.network(
            layers: layers, channels: channels, Self.settings(shared: kind.shared, coarse: kind.coarse), of: Double.self
        )
        #expect(GradientCheckTests.check(network, inputs: 16 * channels, layers: 1...layers, noisy: true) < 1e-6)
    }

    /// Several shards' gradients add up, in the shared flow as well.
    @Test func sharedGradientsOfShardsAddUp() throws {
        let network = try GlowProxFixture.network(layers: 2, Self.settings(shared: true), of: Double.self)
        func random(_ name: String, rows: Int) -> Matrix<Double> {
            RandomStream(seed: 1, name: name).normal(rows: rows, columns: 16)
        }
        let (x, c) = (random("x", rows: 10), random("c", rows: 10))
        func gradient(_ shards: [Range<Int>]) -> Matrix<Double> {
            let trajectory = network.makeTrajectory(samples: 10)
            trajectory.outputs[0].assign(from: x)
            for rows in shards {
                let view = trajectory.view(rows: rows)
                network.forward(x.view(rows: rows), view, depth: 2, noise: nil)
                for layer in 0..<2 { view.gradients[layer].assign(from: c.view(rows: rows)) }
                network.backward(x.view(rows: rows), view, layers: 1...2)
            }
            return network.gradient(x, trajectory, layers: 1...2)
        }
        let (whole, pieces) = (gradient([0..<10]), gradient([4..<8, 0..<4, 8..<10]))
        #expect(whole.rootMeanSquare > 0.1)
        #expect(FlowFixture.worstDifference(whole, pieces) < 1e-10)
    }

    @Test func aSharedFlowIsOneSetOfParameters() throws {
        let own = try GlowProxFixture.network(layers: 3, Self.settings(), of: Float.self)
        let shared = try GlowProxFixture.network(layers: 3, Self.settings(shared: true), of: Float.self)
        let size = own.flows[0].parameterCount
        #expect(own.parameterCount == 3 * size + 6 && shared.parameterCount == size + 6)
        #expect(shared.flows.allSatisfy { $0 === shared.flows[0] })
        #expect(Set(shared.parameters.map(\.name)).count == shared.parameters.count)
        #expect(shared.parameters.filter { $0.name.contains(".flow.") }.allSatisfy { $0.layer == 1 })
        for network in [own, shared] {  // no gaps, no overlaps
            #expect(
                network.parameters.map(\.range.lowerBound)
                    == network.parameters.map(\.range).reduce(into: [0]) {
                        $0.append($1.upperBound)
                    }.dropLast())
            let tiles = network.gradientTiles(
                Matrix(rows: 1, columns: 16), Self.used(network), layers: 1...3
            ).map(\.range).sorted { $0.lowerBound < $1.lowerBound }
            #expect(tiles.first?.lowerBound == 0 && tiles.last?.upperBound == network.parameterCount)
            #expect(zip(tiles, tiles.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        }
    }

    /// A trajectory that has been through a network in both directions.
    private static func used(_ network: GlowProx<Float>) -> Trajectory<Float> {
        let (x, trajectory) = (Matrix<Float>(rows: 1, columns: 16), network.makeTrajectory(samples: 1))
        network.forward(x, trajectory, depth: network.layerCount, noise: nil)
        network.backward(x, trajectory, layers: 1...network.layerCount)
        return trajectory
    }

    /// Whatever the weights of a closed level's coupling are, it does nothing, and learns nothing.
    @Test func aClosedLevelsCouplingDoesNothing() throws {
        let network = try GlowProxFixture.network(layers: 3, Self.settings(coarse: true), of: Double.self)
        #expect(network.flows.map(\.settings.closedLevels) == [1, 0, 0])
        let y: Matrix<Double> = RandomStream(seed: 1, name: "y").normal(rows: 3, columns: 16)
        let batch = FlowBatch(network.flows[0], images: 3, memory: .store)
        let couplings = network.flows[0].parameters.filter { $0.name.contains(".coupling.") }
        let before = batch.encode(y)
        let gradient = Matrix<Double>(rows: 1, columns: network.flows[0].parameterCount)
        batch.encodeBackward(latentGradient: y, logDeterminantGradient: [1, 2, 3], gradient: gradient)
        func change(_ level: String) -> [Parameter] {
            let parameters = couplings.filter { $0.name.hasPrefix(level) }
            for parameter in parameters {
                network.flows[0].matrix(parameter).assign(
                    from: RandomStream(seed: 2, name: parameter.name).normal(
                        rows: parameter.rows, columns: parameter.columns))
            }
            return parameters
        }
        for parameter in change("level.1.") {
            #expect(parameter.range.allSatisfy { gradient.pointer[$0] == 0 }, "\(parameter.name)")
            // Numbers that would show in whatever is computed of them.
            network.flows[0].matrix(parameter).fill(.nan)
        }
        let closed = batch.encode(y)
        #expect(closed.latents.values == before.latents.values && closed.logDeterminant == before.logDeterminant)
        for parameter in change("level.2.") {
            #expect(parameter.range.contains { gradient.pointer[$0] != 0 }, "\(parameter.name)")
        }
        #expect(batch.encode(y).latents.values != before.latents.values)
    }

    /// With both levels open nothing is different from the plain network.
    @Test func theLastLayersAreOpen() throws {
        let coarse = try GlowProxFixture.network(layers: 3, Self.settings(coarse: true), of: Float.self)
        let plain = try GlowProxFixture.network(layers: 3, Self.settings(), of: Float.self)
        plain.values.assign(from: coarse.values)
        let x: Matrix<Float> = RandomStream(seed: 1, name: "x").normal(rows: 3, columns: 16)
        let (one, other) = (coarse.run(x, from: x), plain.run(x, from: x))
        #expect(one[1].values != other[1].values)
        plain.refresh()
        for layer in 2...3 {
            let (a, b) = (
                FlowBatch(coarse.flows[layer - 1], images: 3, memory: nil).encode(x),
                FlowBatch(plain.flows[layer - 1], images: 3, memory: nil).encode(x)
            )
            #expect(a.latents.values == b.latents.values)
        }
    }

    /// A shared flow cannot be another one in each layer.
    @Test func bothAtOnceAreRefused() {
        let error = #expect(throws: FlowError.self) {
            try GlowProxFixture.network(Self.settings(shared: true, coarse: true), of: Float.self)
        }
        #expect(error?.description.contains("sharesFlow") == true)
        var settings = Self.settings()
        settings.shrinkage = []
        #expect(throws: FlowError.setting(name: "shrinkage", expected: "at least one number", got: "none")) {
            try GlowProxFixture.network(settings, of: Float.self)
        }
    }
}
