import Tensors
import Testing
import Unrolled

@Suite struct GlowProxTests {
    @Test(arguments: GlowProxSettings.Semantics.allCases, [(1...3, false), (2...3, true), (2...2, true)])
    func backward(semantics: GlowProxSettings.Semantics, pass: (layers: ClosedRange<Int>, noisy: Bool)) throws {
        let network = try GlowProxFixture.network(GlowProxFixture.settings(semantics), of: Double.self)
        #expect(GradientCheckTests.check(network, inputs: 16, layers: pass.layers, noisy: pass.noisy) < 1e-6)
    }

    @Test(arguments: [FlowMemory.recompute, .checkpoints(every: 2)])
    func backwardInLittleMemory(memory: FlowMemory) throws {
        let network = try GlowProxFixture.network(
            layers: 2, channels: 3, GlowProxFixture.settings(memory: memory), of: Double.self)
        #expect(GradientCheckTests.check(network, inputs: 48, layers: 1...2, noisy: true) < 1e-6)
    }

    /// Eqs. (22)–(25) by their letters, with the flow's own passes.
    @Test func forwardIsTheEquations() throws {
        let network = try GlowProxFixture.network(layers: 2, GlowProxFixture.settings(), of: Double.self)
        let x: Matrix<Double> = RandomStream(seed: 1, name: "x").normal(rows: 3, columns: 16)
        for n in 0..<3 { for i in 0..<16 where GlowProxFixture.hole[i] { x[n, i] = 0 } }
        let trajectory = network.makeForwardTrajectory(samples: 3)
        trajectory.outputs[0].assign(from: x)
        network.forward(x, trajectory, depth: 2, noise: nil)
        for layer in 1...2 {
            let y = trajectory.outputs[layer - 1].copy()
            for n in 0..<3 {
                for i in 0..<16 where !GlowProxFixture.hole[i] { y[n, i] += network.step(layer) * (x[n, i] - y[n, i]) }
            }
            let batch = FlowBatch(network.flows[layer - 1], images: 3, memory: nil)
            let z = batch.encode(y).latents
            for i in 0..<z.count { z.pointer[i] /= 1 + network.shrinkage(layer) }
            let expected = batch.decode(z)
            for i in 0..<48 {
                #expect(abs(trajectory.latents[layer - 1].pointer[i] - z.pointer[i]) < 1e-12)
                #expect(abs(trajectory.outputs[layer].pointer[i] - expected.pointer[i]) < 1e-12)
            }
        }
    }

    /// Without shrinkage g undoes h: y_1 = ỹ_1 to rounding.
    @Test func withoutShrinkageALayerIsItsDataStep() throws {
        let network = try GlowProxFixture.network(layers: 1, GlowProxFixture.settings(), of: Float.self)
        network.setScalars(1, step: 1, shrinkage: 1e-12)
        let x: Matrix<Float> = RandomStream(seed: 1, name: "x").normal(rows: 3, columns: 16)
        let y: Matrix<Float> = RandomStream(seed: 1, name: "y").normal(rows: 3, columns: 16)
        let output = network.run(x, from: y)[1]
        for i in 0..<48 {
            let expected = GlowProxFixture.hole[i % 16] ? y.pointer[i] : x.pointer[i]
            #expect(abs(output.pointer[i] - expected) < 1e-5)
        }
    }

    @Test func whatDoesNotFitIsRefused() {
        let shape = ImageShape(channels: 1, height: 4, width: 4)
        #expect(throws: FlowError.hole(expected: 16, got: 9)) {
            try GlowProx<Float>(
                layerCount: 1, shape: shape, hole: [Bool](repeating: true, count: 9),
                settings: GlowProxFixture.settings())
        }
        #expect(throws: FlowError.self) {
            try GlowProx<Float>(
                layerCount: 0, shape: shape, hole: GlowProxFixture.hole, settings: GlowProxFixture.settings())
        }
        // Where g is not the inverse of h there is nothing to recompute from.
        #expect(throws: FlowError.self) {
            try GlowProx<Float>(
                layerCount: 1, shape: shape, hole: GlowProxFixture.hole,
                settings: GlowProxFixture.settings(.authors, memory: .recompute))
        }
    }
}
