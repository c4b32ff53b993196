import Tensors
import Testing
import Unrolled

/// Adds fixed noise, so that a perturbed forward pass is a smooth function of the parameters.
final class FixedNoise: LayerNoise {
    let noise: [Matrix<Double>]
    init(_ noise: [Matrix<Double>]) { self.noise = noise }
    func perturb(_ output: Matrix<Double>, layer: Int, into result: Matrix<Double>) {
        for i in 0..<output.count { result.pointer[i] = output.pointer[i] + noise[layer - 1].pointer[i] }
    }
    func view(rows: Range<Int>) -> FixedNoise { FixedNoise(noise.map { $0.view(rows: rows) }) }
}

/// Every backward pass against central differences in Double, with a gradient at every layer's output.
@Suite struct GradientCheckTests {
    static let samples = 5

    /// 𝓛 = Σ_l ⟨c_l, y_l⟩ + ⟨e_l, z_l⟩ for fixed random c_l, and e_l where there are latents: its gradients at the outputs
    /// are the c_l and e_l themselves. y_0 is normal about a mean.
    static func check(
        _ network: some UnrolledNetwork<Double>, inputs p: Int, layers: ClosedRange<Int>, noisy: Bool,
        about mean: Double = 0
    ) -> Double {
        func random(_ name: String, _ layer: Int, _ columns: Int) -> Matrix<Double> {
            RandomStream(seed: 5, name: name, layer: layer).normal(rows: samples, columns: columns)
        }
        let x = random("x", 0, p)
        let weights = layers.map { random("c", $0, network.dimension) }
        let latentWeights = layers.map { random("e", $0, network.dimension) }
        let noise = FixedNoise((1...network.layerCount).map { random("n", $0, network.dimension) })
        let trajectory = network.makeTrajectory(samples: samples)
        trajectory.setNoisy(noisy)
        trajectory.outputs[0].assign(from: random("y", 0, network.dimension))
        for i in 0..<trajectory.outputs[0].count { trajectory.outputs[0].pointer[i] += mean }

        func loss() -> Double {
            network.refresh()
            network.forward(x, trajectory, depth: layers.upperBound, noise: noisy ? noise : nil)
            var values = zip(layers, weights).map { (trajectory.outputs[$0], $1) }
            if !trajectory.latents.isEmpty {
                values += zip(layers, latentWeights).map { (trajectory.latents[$0 - 1], $1) }
            }
            return values.reduce(0) { total, pair in
                total + (0..<pair.0.count).reduce(0) { $0 + pair.0.pointer[$1] * pair.1.pointer[$1] }
            }
        }
        _ = loss()
        for (layer, weight) in zip(layers, weights) { trajectory.gradients[layer - 1].assign(from: weight) }
        if !trajectory.latents.isEmpty {
            for (layer, weight) in zip(layers, latentWeights) {
                trajectory.latentGradients[layer - 1].assign(from: weight)
            }
        }
        network.backward(x, trajectory, layers: layers)
        let gradient = network.gradient(x, trajectory, layers: layers)

        var worst = 0.0
        let step = 1e-6
        for parameter in network.parameters where parameter.isLearnt {
            for i in parameter.range {
                let value = network.values.pointer[i]
                network.values.pointer[i] = value + step
                let above = loss()
                network.values.pointer[i] = value - step
                let below = loss()
                network.values.pointer[i] = value
                let numeric = (above - below) / (2 * step)
                let expected = layers.contains(parameter.layer) ? numeric : 0
                worst = max(worst, abs(gradient.pointer[i] - expected) / (1 + abs(expected)))
            }
        }
        return worst
    }

    @Test(arguments: [(1...3, false), (1...3, true), (2...3, false), (2...2, true)])
    func lista(layers: ClosedRange<Int>, noisy: Bool) {
        let network = Lista<Double>(layerCount: 3, inputDimension: 4, dimension: 6, thresholdUnit: 0.7)
        network.initialiseAtRandom(deviation: 0.6, seed: 2)
        for layer in 1...3 {
            for i in 0..<6 { network.threshold(layer).pointer[i] = 0.3 - 0.1 * Double(i) }  // some negative
            for i in 0..<24 { network.inputMatrix(layer).pointer[i] *= 10 }
        }
        #expect(Self.check(network, inputs: 4, layers: layers, noisy: noisy) < 1e-6)
    }

    @Test(arguments: [Lista<Double>.Tying.matrices, .everything], [1...3, 1...2])
    func tiedLista(tying: Lista<Double>.Tying, layers: ClosedRange<Int>) {
        let network = Lista<Double>(
            layerCount: 3, inputDimension: 4, dimension: 6, thresholdUnit: 0.7, tying: tying, thresholdRateShare: 3)
        network.initialiseAtRandom(deviation: 0.6, seed: 2)
        for layer in 1...3 {
            for i in 0..<6 { network.threshold(layer).pointer[i] = 0.3 - 0.1 * Double(i) }
        }
        for i in 0..<24 { network.inputMatrix(1).pointer[i] *= 10 }
        #expect(Self.check(network, inputs: 4, layers: layers, noisy: false) < 1e-6)
    }

    /// Layers that make no backward pass add nothing to what they share with others.
    @Test func aTiedGradientIsTheSumOverTheLayersThatLearn() {
        let untied = Lista<Double>(layerCount: 3, inputDimension: 4, dimension: 6)
        let tied = Lista<Double>(layerCount: 3, inputDimension: 4, dimension: 6, tying: .everything)
        tied.initialiseAtRandom(deviation: 0.6, seed: 2)
        for layer in 1...3 {
            tied.threshold(layer).fill(0.1)
            untied.inputMatrix(layer).assign(from: tied.inputMatrix(layer))
            untied.recurrentMatrix(layer).assign(from: tied.recurrentMatrix(layer))
            untied.threshold(layer).fill(0.1)
        }
        let x: Matrix<Double> = RandomStream(seed: 5, name: "x").normal(rows: 5, columns: 4)
        func gradient(_ network: Lista<Double>) -> Matrix<Double> {
            let trajectory = network.makeTrajectory(samples: 5)
            trajectory.outputs[0].fill(0.5)
            network.forward(x, trajectory, depth: 3, noise: nil)
            for layer in 2...3 { trajectory.gradients[layer - 1].fill(1) }
            network.backward(x, trajectory, layers: 2...3)
            return network.gradient(x, trajectory, layers: 2...3)
        }
        let (whole, parts) = (gradient(tied), gradient(untied))
        for parameter in tied.parameters {
            let own = untied.parameters.filter { $0.localName == parameter.localName }
            for i in 0..<parameter.count {
                let sum = own.reduce(0) { $0 + parts.pointer[$1.offset + i] }
                #expect(abs(whole.pointer[parameter.offset + i] - sum) < 1e-12)
            }
        }
        #expect(tied.parameterCount * 3 == untied.parameterCount)
    }

    /// Every choice of what is learnt, with and without support selection, and with codes of which most is zero.
    @Test(arguments: CoupledLista<Double>.Learning.allCases, CoupledLista<Double>.Learning.allCases)
    func coupledLista(weights: CoupledLista<Double>.Learning, scalars: CoupledLista<Double>.Learning) {
        let (a, w): (Matrix<Double>, Matrix<Double>) = (
            RandomStream(seed: 1, name: "A").normal(rows: 4, columns: 6, standardDeviation: 0.5),
            RandomStream(seed: 1, name: "W").normal(rows: 4, columns: 6, standardDeviation: 0.5)
        )
        let inputs: Matrix<Double> = RandomStream(seed: 7, name: "input").normal(rows: 4, columns: 4)
        for (kept, threshold) in [([], 0.3), ([1, 0, 2], 0.3), ([], 1.1)] {
            let network = CoupledLista<Double>(
                layerCount: 3, matrix: a, weights: w,
                learning: (weights, scalars, scalars == .fixed ? .tied : scalars), kept: kept)
            network.initialise(step: 0.8) { threshold > 1 ? threshold : threshold / Double($0) }
            let codes = network.run(inputs, from: Matrix(rows: 4, columns: 6)).dropFirst()
            #expect(
                codes.contains { $0.isSparse } == (threshold > 1) && codes.allSatisfy { $0.values.contains { $0 != 0 } }
            )
            // A tied parameter has no derivative of its own in some layers alone.
            let layers = weights == .tied || scalars != .untied ? 1...3 : 2...3
            #expect(Self.check(network, inputs: 4, layers: layers, noisy: false) < 1e-6)
            #expect(Self.check(network, inputs: 4, layers: 1...2, noisy: true) < 1e-6)
        }
    }

    @Test(arguments: [(1...3, false), (1...3, true), (2...3, false)])
    func contractiveLista(layers: ClosedRange<Int>, noisy: Bool) {
        let a: Matrix<Double> = RandomStream(seed: 1, name: "A").normal(rows: 4, columns: 6, standardDeviation: 0.5)
        let network = ContractiveLista<Double>(
            layerCount: 3, matrix: a, step: 0.4, contraction: 0.8, threshold: 0.1)
        let noise: Matrix<Double> = RandomStream(seed: 2, name: "V").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.2)
        Double.addScaled(network.values.pointer, noise.pointer, scale: 1, count: noise.count)
        #expect(Self.check(network, inputs: 4, layers: layers, noisy: noisy) < 1e-6)
    }

    @Test(arguments: [(1...3, false), (1...3, true), (2...3, false)])
    func tista(layers: ClosedRange<Int>, noisy: Bool) {
        let (a, w): (Matrix<Double>, Matrix<Double>) = (
            RandomStream(seed: 1, name: "A").normal(rows: 4, columns: 6, standardDeviation: 0.5),
            RandomStream(seed: 1, name: "W").normal(rows: 4, columns: 6, standardDeviation: 0.5)
        )
        let network = Tista<Double>(
            layerCount: 3, matrix: a, weights: w, prior: .init(density: 0.3, power: 1.2, noise: 0.01))
        for layer in 0..<3 { network.values.pointer[layer] = 0.2 * Double(layer) - 0.3 }
        #expect(Self.check(network, inputs: 4, layers: layers, noisy: noisy) < 1e-6)
    }

    @Test(arguments: [(1...3, false), (1...3, true), (3...3, false)])
    func learnedDescent(layers: ClosedRange<Int>, noisy: Bool) {
        let network = LearnedDescent<Double>(layerCount: 3, inputDimension: 3, dimension: 2, hidden: 8)
        network.initialiseAtRandom(seed: 4)
        for i in 0..<network.parameterCount { network.values.pointer[i] += 0.05 }
        #expect(Self.check(network, inputs: 3, layers: layers, noisy: noisy) < 1e-6)
    }

    /// The state that layers hand on beside y_l, and its gradient, by the public interface alone.
    @Test(arguments: [(1...3, false), (1...3, true), (2...3, false), (2...2, true)])
    func aNetworkFromElsewhere(layers: ClosedRange<Int>, noisy: Bool) {
        let network = UnrolledADMM<Double>(layerCount: 3, inputDimension: 4, dimension: 6)
        for parameter in network.parameters {
            let deviation = parameter.localName == "A" ? 2 : 0.6
            network.matrix(parameter).assign(
                from: RandomStream(seed: 2, name: parameter.name).normal(
                    rows: parameter.rows, columns: parameter.columns, standardDeviation: deviation))
        }
        #expect(Self.check(network, inputs: 4, layers: layers, noisy: noisy) < 1e-6)
    }
}
