import Optimizees
import Tensors
import Unrolled

/// A trained GLOW-Prox network.
struct GlowProxMethod: InpaintingMethod {
    let network: GlowProx<Float>
    let images: InpaintingImages
    let workers: Workers

    func run(_ masked: Matrix<Float>) -> InpaintingOutcome {
        let x = images.standardised(masked)
        let trajectory = network.makeForwardTrajectory(samples: x.rows)
        trajectory.outputs[0].assign(from: x)
        network.run(x, trajectory, noise: nil, workers: workers)
        return InpaintingOutcome(
            layers: Array(0...network.layerCount),
            images: [masked] + trajectory.outputs.dropFirst().map { images.images($0) },
            latents: [nil] + trajectory.latents.map { $0.rowNorms() })
    }
}

/// Proximal descent on eq. (21), whose prior was trained beforehand: eqs. (22)–(25) with one flow, ξ = 1 and one ζ.
struct FlowProximalDescent: InpaintingMethod {
    let flow: Flow<Float>
    /// ζ.
    let shrinkage: Double
    /// Iterates that are shown after the start.
    let layers: Int
    /// Iterations between two of them.
    let every: Int
    let images: InpaintingImages
    let workers: Workers

    func run(_ masked: Matrix<Float>) -> InpaintingOutcome {
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
        return InpaintingOutcome(
            layers: (0...layers).map { every * $0 }, images: [masked] + outputs.dropFirst().map { images.images($0) },
            latents: latents)
    }
}

/// A classical answer, as the last layer.
struct HoleFillMethod: InpaintingMethod {
    let fill: any HoleFill
    let layer: Int
    let workers: Workers

    func run(_ masked: Matrix<Float>) -> InpaintingOutcome {
        InpaintingOutcome(layers: [layer], images: [fill.fill(masked, workers: workers)], latents: [nil])
    }
}
