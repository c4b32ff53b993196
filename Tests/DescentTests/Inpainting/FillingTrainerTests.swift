import Descent
import Foundation
import Optimizees
import Tensors
import Testing
import Unrolled

/// Algorithm 1 on GLOW-Prox, with two sets of constraints and noise between the layers.
@Suite struct FillingTrainerTests {
    struct Stop: Error {}
    typealias Fixture = FillingFixture

    private func trained(
        _ settings: GlowProxSettings = Fixture.settings(), steps: Int = 30, clip: Double? = 10, threads: Int = 1
    ) throws -> Trainer<GlowProx<Float>> {
        let trainer = Fixture.trainer(try Fixture.network(settings), steps: steps, clip: clip, threads: threads)
        try trainer.train(checkpoint: nil) { _ in }
        return trainer
    }

    private func expectSame(_ one: Trainer<GlowProx<Float>>, _ other: Trainer<GlowProx<Float>>) {
        #expect(one.network.values.values == other.network.values.values)
        #expect(one.duals == other.duals)
        #expect(one.history == other.history)
    }

    @Test(arguments: [FlowMemory.store, .recompute, .checkpoints(every: 3)], [10.0, nil])
    func threadsDoNotChangeABit(memory: FlowMemory, clip: Double?) throws {
        let one = try trained(Fixture.settings(memory: memory), clip: clip)
        for threads in [2, 4] {
            expectSame(one, try trained(Fixture.settings(memory: memory), clip: clip, threads: threads))
        }
        #expect(one.duals.values.contains { $0 > 0 })
        #expect(one.network.values.values != (try Fixture.network(Fixture.settings())).values.values)
    }

    @Test(arguments: GlowProxSettings.Semantics.allCases)
    func aResumedRunIsTheUnbrokenRun(semantics: GlowProxSettings.Semantics) throws {
        let settings = Fixture.settings(semantics)
        let whole = try trained(settings)
        let place = try CheckpointFolder()
        for (stop, threads) in [(3, 1), (14, 2), (27, 1)] {
            #expect(throws: Stop.self) {
                try Fixture.trainer(try Fixture.network(settings), threads: threads).train(
                    checkpoint: place.checkpoint()
                ) {
                    if $0 == stop { throw Stop() }
                }
            }
        }
        let resumed = Fixture.trainer(try Fixture.network(settings))
        try resumed.train(checkpoint: place.checkpoint()) { _ in }
        expectSame(whole, resumed)
    }

    /// Checkpoints repeat the same sums. Inverting rounds otherwise, and Adam makes whole steps of what is left of
    /// gradients that are zero: weights that change nothing go elsewhere, what the network does is the same.
    @Test func littleMemoryTrainsToTheSameNetwork() throws {
        let stored = try trained()
        expectSame(stored, try trained(Fixture.settings(memory: .checkpoints(every: 2))))
        let inverted = try trained(Fixture.settings(memory: .recompute))
        for (one, other) in zip(stored.history, inverted.history) {
            #expect(abs(one.loss - other.loss) < 2e-2 * one.loss, "\(one.loss), \(other.loss)")
            #expect(abs(one.validationDistance - other.validationDistance) < 2e-2 * one.validationDistance)
        }
        let (start, end) = (try Fixture.network(Fixture.settings()).values, stored.network.values)
        #expect(inverted.network.values.rowDistances(to: end)[0] < 0.5 * start.rowDistances(to: end)[0])
    }

    /// Exactly what is not learnt stays, and the trainer forgets nothing of the rest.
    @Test(arguments: GlowProxSettings.Semantics.allCases)
    func whatIsLearntMovesAndNothingElse(semantics: GlowProxSettings.Semantics) throws {
        let network = try Fixture.network(Fixture.settings(semantics))
        if semantics == .authors { for layer in 1...3 { network.setScalars(layer, step: 0.1, shrinkage: 0.1) } }
        let before = network.values.copy()
        let trainer = Fixture.trainer(network, clip: nil, weightDecay: 0.1)
        try trainer.train(checkpoint: nil) { _ in }
        // ∇f_1(y_0) = 0, so that ξ_1 has nothing to scale.
        let still = network.parameters.filter { !$0.isLearnt || $0.name == "layer.1.xi.raw" }.map(\.name)
        for kind in ["permutation", "signs", "actnorm.shift", "last.bias"] {
            #expect(still.contains { $0.hasSuffix(kind) })
        }
        for parameter in network.parameters {
            let moved = parameter.range.contains { network.values.pointer[$0] != before.pointer[$0] }
            #expect(moved == !still.contains(parameter.name), "\(parameter.name)")
        }
    }

    /// Adam's first step is the rate itself, whatever the gradient.
    @Test(arguments: [0.0, 1, 7], [10.0, nil]) func scalarsHaveARateOfTheirOwn(share: Double, clip: Double?) throws {
        let network = try Fixture.network(Fixture.settings(scalarRate: share))
        let before = network.values.copy()
        let trainer = Fixture.trainer(network, steps: 1, rate: 1e-3, clip: clip, noise: nil, validateEvery: 100)
        try trainer.train(checkpoint: nil) { _ in }
        func step(_ name: String) throws -> Double {
            let place = try #require(network.parameters.first { $0.name == name }).offset
            return Double(abs(network.values.pointer[place] - before.pointer[place]))
        }
        for name in ["layer.3.xi.raw", "layer.1.zeta.raw", "layer.3.zeta.raw"] {
            #expect(abs(try step(name) - share * 1e-3) < 1e-5, "\(name)")
        }
        #expect(abs(try step("layer.1.flow.level.1.step.1.actnorm.log_scale") - 1e-3) < 1e-5)
    }

    /// The first layer's data step finds nothing to do: f_1 is at its minimum at the masked image.
    @Test func theMaskedImageMeetsTheDataExactly() throws {
        let batch = Fixture.batch(Fixture.images(5))
        let problem = DataConsistency<Float>(hole: Fixture.hole, channels: 1)
        let start = Matrix<Float>(rows: 5, columns: 64)
        InputStart().write(batch, RandomStream(seed: 1, name: "x"), firstRow: 0, into: start)
        #expect(start.values == batch.inputs.values)
        #expect(problem.subgradient(start, batch.inputs).values.allSatisfy { $0 == 0 })
        let network = try Fixture.network(Fixture.settings())
        func layers() -> [[Float]] { network.run(batch.features, from: start).map(\.values) }
        let before = layers()
        for layer in 1...2 { network.setScalars(layer, step: 0.3, shrinkage: network.shrinkage(layer)) }
        let after = layers()
        #expect(after[1] == before[1], "ξ_1 has nothing to scale")
        #expect(after[2] != before[2], "ξ_2 has")
    }

    /// A shade is continued into the hole, which is far better than its mean, zero.
    @Test func trainingFillsTheHole() throws {
        let validation = Fixture.batch(Fixture.images(20, name: "validation"))
        func error(_ y: Matrix<Float>) -> Double {
            var total = 0.0
            for n in 0..<20 {
                for i in 0..<64 where Fixture.hole[i] {
                    total += Double(y[n, i] - validation.optima[n, i]) * Double(y[n, i] - validation.optima[n, i])
                }
            }
            return total / 180
        }
        let network = try Fixture.network(Fixture.settings())
        let before = error(network.run(validation.features, from: validation.inputs)[3])
        let trainer = Fixture.trainer(network, steps: 200)
        try trainer.train(checkpoint: nil) { _ in }
        let layers = network.run(validation.features, from: validation.inputs).map(error)
        #expect(layers[3] < 0.3 * before && layers[3] < 0.3 * layers[0], "\(before), \(layers)")
        let distances = trainer.history.map(\.validationDistance)
        #expect(distances.contains(trainer.best.distance) && trainer.best.violation <= 0.01)
    }

    /// The weights of the least mean square on validation, whatever the constraints say, under the noise of training where
    /// that is asked for.
    @Test(arguments: [false, true]) func theLeastLossIsKept(isNoisy: Bool) throws {
        func trained(_ choice: ValidationChoice) throws -> Trainer<GlowProx<Float>> {
            let trainer = Fixture.trainer(
                try Fixture.network(Fixture.settings()), lagrangian: Fixture.lagrangian(form: .meanRatio, epsilon: 0.4),
                noise: 0.5, validateEvery: 3)
            (trainer.choice, trainer.validatesWithNoise) = (choice, isNoisy)
            try trainer.train(checkpoint: nil) { _ in }
            return trainer
        }
        let (loss, feasible) = (try trained(.leastLoss), try trained(.nearestFeasible))
        #expect(loss.best.distance == loss.history.map(\.validationDistance).min())
        #expect(loss.best.violation == 0 && feasible.best.violation > 0.01, "or the two would choose alike")
        // The mean square of the weights that were kept.
        let validation = Fixture.batch(Fixture.images(20, name: "validation"))
        let filled = loss.network.run(validation.inputs, from: validation.inputs)[3]
        let distances = filled.rowDistances(to: validation.optima)
        let root = (distances.reduce(0) { $0 + $1 * $1 } / 20).squareRoot()
        #expect((abs(loss.best.distance - root) < 1e-5 * root) == !isNoisy, "\(loss.best.distance), \(root)")
    }
}
