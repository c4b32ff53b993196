import Bench
import Descent
import Tensors
import Unrolled

/// How trainings begin, and the noise of their layers.
extension InpaintingStudy {
    /// The noise between a recipe's layers.
    func noise(_ recipe: Recipe, _ images: InpaintingImages) throws -> (any NoiseSource<Float>)? {
        guard let noise = recipe.noise else { return nil }
        return try testNoise(recipe) ?? DecliningNoise<Float>.Source(strength: noise.strength / images.deviation)
    }

    /// A network as training finds it: its actnorms set from clean images, or under the authors' semantics from a first batch
    /// on its way through the layers.
    func startedNetwork(
        _ own: Settings<InpaintingDeclarations>, _ images: InpaintingImages, _ noise: (any NoiseSource<Float>)?,
        seed: UInt64
    ) throws -> GlowProx<Float> {
        let network = try GlowProx<Float>(layerCount: layerCount, shape: shape, hole: hole, settings: own.glowProx)
        network.start(seed: seed)
        if own.network.semantics == .authors {
            let batch = images.batch(images.train.rows(0..<min(images.train.rows, own.training.optimiser.batch)))
            let initial = batch.inputs.copy()
            (noise as? UnitNoise<Float>.Source)?.start.write(
                batch, RandomStream(seed: seed, name: "start/initial"), firstRow: 0, into: initial)
            network.initialise(
                passing: batch.inputs, from: initial,
                noise: noise?.noise(batch, seed: seed, name: "start/noise", step: 0))
            return network
        }
        let count = min(images.train.rows, own.flow.startImages)
        network.initialise(from: images.standardised(images.train.rows(0..<count)), decline: own.flow.decline)
        return network
    }

    /// The noise of a recipe whose networks are fed it in looks at validation and tests, too: that of the authors' code.
    func testNoise(_ recipe: Recipe) throws -> UnitNoise<Float>.Source? {
        guard let noise = recipe.noise, try NoiseWord(named: noise.form) == .unit else { return nil }
        return .init(length: noise.strength, layerCount: layerCount)
    }
}
