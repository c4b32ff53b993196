import Bench
import Descent
import Optimizees
import Tensors
import Unrolled

extension Method {
    /// A trained GLOW-Prox network on images in [0, 1] whose hole is zero; its iterates are images in [0, 1], too, where they
    /// are images at all.
    ///
    /// - Parameters:
    ///   - images: in the network's coordinates.
    ///   - noise: that it is fed in tests, too; only some are.
    static func glowProx(
        _ network: GlowProx<Float>, _ images: InpaintingImages, noise: UnitNoise<Float>.Source? = nil, seed: UInt64 = 0,
        workers: Workers
    ) -> Method {
        Method(byRow: { masked, firstRow in
            let x = images.input(masked)
            let trajectory = network.makeForwardTrajectory(samples: x.rows)
            trajectory.outputs[0].assign(from: x)
            trajectory.setNoisy(noise != nil)
            let batch = Batch(inputs: x, optima: x)
            noise?.start.write(
                batch, RandomStream(seed: seed, name: "inpainting/test-initial"), firstRow: firstRow,
                into: trajectory.outputs[0])
            let drawn = noise?.noise(batch, seed: seed, name: "inpainting/test-noise", step: 0)
                .view(rows: firstRow..<firstRow + x.rows)
            network.run(x, trajectory, noise: drawn, workers: workers)
            return Iterates(
                layers: Array(0...network.layerCount),
                outputs: [masked] + trajectory.outputs.dropFirst().map { images.images($0) },
                latents: [nil] + trajectory.latents.map { $0.rowNorms(of: network.shrunk) })
        })
    }

    /// A classical answer, as the last layer.
    static func filling(_ fill: any HoleFill, layer: Int, workers: Workers) -> Method {
        .answer(layer: layer) { fill.fill($0, workers: workers) }
    }
}

/// Proximal descent on eq. (21), whose prior was trained beforehand: eqs. (22)–(25) with one flow, ξ = 1 and one ζ.
struct FlowProximalDescent {
    let flow: Flow<Float>
    /// ζ.
    let shrinkage: Double
    /// Iterates that are shown after the start.
    let layers: Int
    /// Iterations between two of them.
    let every: Int
    let images: InpaintingImages
    let workers: Workers

    /// The descent as a method.
    var method: Method { Method(run) }

    func run(_ masked: Matrix<Float>) -> Iterates {
        let x = images.standardised(masked)
        let batch = FlowBatch(flow, images: x.rows, memory: nil, workers: workers)
        let consistency = DataConsistency<Float>(hole: images.hole, channels: images.shape.channels)
        var (outputs, latents): ([Matrix<Float>], [[Double]?]) = ([x], [nil])
        for index in 0..<layers {
            var (y, norms) = (outputs[index], [Double]())
            for _ in 0..<every {
                let estimate = y.copy()
                let gradient = consistency.subgradient(y, x)
                Float.addScaled(estimate.pointer, gradient.pointer, scale: -0.5, count: y.count)
                let z = batch.encode(estimate).latents
                Float.scaleByOnePlus(Float(1 / (1 + shrinkage) - 1), z.pointer, count: z.count)
                (y, norms) = (batch.decode(z), z.rowNorms())
            }
            latents.append(norms)
            outputs.append(y)
        }
        return Iterates(
            layers: (0...layers).map { every * $0 }, outputs: [masked] + outputs.dropFirst().map { images.images($0) },
            latents: latents)
    }
}
