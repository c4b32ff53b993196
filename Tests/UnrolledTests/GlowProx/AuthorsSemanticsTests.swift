import Foundation
import Tensors
import Testing
import Unrolled

/// What the authors' code computes, as far as it is another thing than eqs. (22)–(25).
@Suite struct AuthorsSemanticsTests {
    private static let (channels, side) = (2, 8)
    private static let hole = (0..<64).map { (3...5).contains($0 % 8) && (3...5).contains($0 / 8) }

    private static func network(moved: Bool = true, isSmall: Bool = false) throws -> GlowProx<Double> {
        var settings = GlowProxSettings()
        settings.semantics = .authors
        (settings.flow.levels, settings.flow.steps, settings.flow.hidden) = (2, 2, 3)
        settings.flow.minimumScale = 0
        if isSmall { (settings.flow.steps, settings.flow.deeper) = (1, .quarter) }
        let (channels, side) = isSmall ? (1, 4) : (channels, side)
        let network = try GlowProx<Double>(
            layerCount: 2, shape: ImageShape(channels: channels, height: side, width: side),
            hole: Array(hole.prefix(side * side)), settings: settings)
        network.start(seed: 3)
        for layer in 1...2 { network.setScalars(layer, step: moved ? 0.2 : 0, shrinkage: moved ? 0.3 : 0) }
        guard moved else { return network }
        for parameter in network.parameters where parameter.isLearnt && parameter.name.contains("flow") {
            let isBias = parameter.name.hasSuffix("middle.bias")
            let noise: Matrix<Double> = RandomStream(seed: 4, name: parameter.name).normal(
                rows: 1, columns: parameter.count, standardDeviation: isBias ? 0.3 : 0.05)
            for i in parameter.range { network.values.pointer[i] += noise.pointer[i - parameter.offset] }
        }
        network.refresh()
        return network
    }

    /// Images of chance brightness, of deviation 0.4 about 0.5.
    private static func images(_ name: String, rows: Int = 3) -> Matrix<Double> {
        let result: Matrix<Double> = RandomStream(seed: 6, name: name).normal(
            rows: rows, columns: channels * side * side, standardDeviation: 0.4)
        for i in 0..<result.count { result.pointer[i] += 0.5 }
        return result
    }

    private static func plain(_ images: Matrix<Double>, _ n: Int) -> PlainAuthorsLayer.Image {
        (0..<channels).map { c in
            (0..<side).map { i in (0..<side).map { images[n, (c * side + i) * side + $0] } }
        }
    }

    /// Adds fixed noise, by which some pixels leave [0, 1].
    private let noise = FixedNoise(
        (1...2).map { _ in
            RandomStream(seed: 7, name: "noise").normal(
                rows: 3, columns: channels * side * side, standardDeviation: 0.3)
        })

    @Test func forwardIsThePlainLoops() throws {
        let network = try Self.network()
        let x = Self.images("x")
        let trajectory = network.makeForwardTrajectory(samples: 3)
        trajectory.setNoisy(true)
        trajectory.outputs[0].assign(from: Self.images("y"))
        network.forward(x, trajectory, depth: 2, noise: noise)
        var clamped = (outputs: 0, inputs: 0)
        for layer in 1...2 {
            let input = trajectory.inputs[layer - 1].copy()
            for i in 0..<input.count where layer > 1 && !(0...1 ~= input.pointer[i]) {
                input.pointer[i] = input.pointer[i] < 0 ? 0 : 1
                clamped.inputs += 1
            }
            for n in 0..<3 {
                let expected = PlainAuthorsLayer(network: network, layer: layer).run(
                    Self.plain(x, n), Self.plain(input, n))
                for (i, value) in expected.output.flatMap({ $0.flatMap { $0 } }).enumerated() {
                    #expect(abs(trajectory.outputs[layer][n, i] - value) < 1e-12)
                    clamped.outputs += value == 0 || value == 1 ? 1 : 0
                }
                let latents = trajectory.latents[layer - 1].rowValues(n)[network.shrunk]
                #expect(zip(latents, expected.latents).allSatisfy { abs($0 - $1) < 1e-12 })
                #expect(latents.count == expected.latents.count)
            }
        }
        // Both clamps have something to do, and leave something.
        #expect(clamped.inputs > 20 && clamped.outputs > 50 && clamped.outputs < 600, "\(clamped)")
    }

    /// With clamps, borders, e^{3s} and the squeeze by channel at once.
    @Test(arguments: [(1...2, true), (1...2, false), (2...2, true)])
    func backward(layers: ClosedRange<Int>, noisy: Bool) throws {
        let network = try Self.network(isSmall: true)
        #expect(
            GradientCheckTests.check(network, inputs: network.dimension, layers: layers, noisy: noisy, about: 0.5)
                < 1e-6)
    }

    /// Before training a flow's g undoes its h, and what is in [0, 1] stays as it is; actnorms are set from what each
    /// layer is fed, noise and clamp included.
    @Test func theFirstBatchSetsActnorms() throws {
        let network = try Self.network(moved: false)
        let x = Self.images("x")
        Double.clamp(x.copy().pointer, into: x.pointer, count: x.count)
        network.initialise(passing: x, from: x, noise: noise)
        network.refresh()
        for y in network.run(x, from: x) { #expect(FlowFixture.worstDifference(y, x) < 1e-12) }
        let noisy = x.copy()
        noise.perturb(x, layer: 1, into: noisy)
        let fed = noisy.copy()
        Double.clamp(noisy.pointer, into: fed.pointer, count: fed.count)
        for (layer, images) in [(1, x), (2, fed)] {
            let actnorm = network.flows[layer - 1].levels[0].steps[0].actnorm
            for channel in 0..<8 {
                let (plane, row, column) = (channel / 4, channel % 4 / 2, channel % 2)
                let seen = (0..<3).flatMap { n in
                    (0..<16).map { images[n, (plane * 8 + 2 * ($0 / 4) + row) * 8 + 2 * ($0 % 4) + column] }
                }
                let mean = seen.reduce(0, +) / 48
                let deviation = (seen.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 48).squareRoot()
                let values = network.flows[layer - 1].values.pointer
                #expect(abs(values[actnorm.shift.offset + channel] + mean) < 1e-12)
                #expect(abs(values[actnorm.logScale.offset + channel] + log(deviation)) < 1e-12)
            }
        }
    }
}
