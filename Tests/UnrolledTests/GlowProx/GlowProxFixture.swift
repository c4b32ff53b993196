import Tensors
import TestSupport
import Unrolled

/// Small GLOW-Prox networks with random parameters, away from kinks.
enum GlowProxFixture {
    /// The middle of a 4×4 image.
    static let hole = (0..<16).map { (1...2).contains($0 % 4) && (1...2).contains($0 / 4) }

    static func settings(
        _ semantics: GlowProxSettings.Semantics = .paper, memory: FlowMemory = .store
    ) -> GlowProxSettings {
        .small(semantics, memory: memory, steps: 1, hidden: 3, biasDeviations: [0.3, 0.3], weightDeviation: 0.3)
    }

    static func network<Scalar: FlowScalar>(
        layers: Int = 3, channels: Int = 1, _ settings: GlowProxSettings, of scalar: Scalar.Type = Scalar.self
    ) throws -> GlowProx<Scalar> {
        let network = try GlowProx<Scalar>(
            layerCount: layers, shape: ImageShape(channels: channels, height: 4, width: 4), hole: hole,
            settings: settings)
        network.start(seed: 3)
        network.initialise(
            from: RandomStream(seed: 3, name: "images").normal(rows: 20, columns: network.dimension), decline: 0.9)
        let noise: Matrix<Scalar> = RandomStream(seed: 4, name: "parameters").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.1)
        for parameter in network.parameters where parameter.isLearnt {
            for i in parameter.range { network.values.pointer[i] += noise.pointer[i] }
            // No coupling is dead: its three hidden units would all be off by chance.
            guard parameter.name.hasSuffix("middle.bias") else { continue }
            for i in parameter.range { network.values.pointer[i] = abs(network.values.pointer[i]) + 0.3 }
        }
        if settings.semantics == .authors {
            for layer in 1...layers { network.setScalars(layer, step: 0.1, shrinkage: 0.2) }
        }
        network.refresh()
        return network
    }
}
