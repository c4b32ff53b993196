import Foundation
import Tensors

extension GlowProx {
    /// ξ_l.
    public func step(_ layer: Int) -> Double { positive(values.pointer[scalars[layer - 1].step.offset]) }

    /// ζ_l.
    public func shrinkage(_ layer: Int) -> Double { positive(values.pointer[scalars[layer - 1].shrinkage.offset]) }

    /// Sets ξ_l and ζ_l, both positive.
    public func setScalars(_ layer: Int, step: Double, shrinkage: Double) {
        values.pointer[scalars[layer - 1].step.offset] = Scalar(raw(step))
        values.pointer[scalars[layer - 1].shrinkage.offset] = Scalar(raw(shrinkage))
    }

    /// softplus(r) = log(1 + eʳ), or max(r, 0) under the authors' semantics.
    private func positive(_ raw: Scalar) -> Double {
        let r = Double(raw)
        guard settings.semantics == .paper else { return max(r, 0) }
        return r > 30 ? r : log1p(exp(r))
    }

    /// The slope of `positive`.
    func slope(_ raw: Scalar) -> Double {
        let r = Double(raw)
        guard settings.semantics == .paper else { return r > 0 ? 1 : 0 }
        return 1 / (1 + exp(-r))
    }

    /// The inverse of `positive`.
    private func raw(_ value: Double) -> Double {
        guard settings.semantics == .paper else { return value }
        return value > 30 ? value : log(expm1(value))
    }

    /// Before training: every flow as its settings say, ξ and ζ as the network's do, or from N(0, 0.01²) as the authors'
    /// code draws them. `initialise(from:)` comes next.
    public func start(seed: UInt64) {
        let draws: Matrix<Double> = RandomStream(seed: seed, name: "glow-prox/initial").normal(
            rows: layerCount, columns: 2, standardDeviation: 0.01)
        for layer in 1...layerCount {
            if layer == 1 || !settings.sharesFlow {
                flows[layer - 1].start(seed: seed, name: "glow-prox/layer-\(layer)")
            }
            if settings.semantics == .paper {
                let shrinkages = settings.shrinkage
                setScalars(
                    layer, step: settings.step, shrinkage: shrinkages[min(layer, shrinkages.count) - 1])
            } else {
                setScalars(layer, step: draws[layer - 1, 0], shrinkage: draws[layer - 1, 1])
            }
        }
    }

    /// Data-dependent initialisation of every layer's actnorms, all from the same images (B, dimension). After the last
    /// actnorm of each level of layer l latents have the standard deviation `decline`^(l − 1).
    public func initialise(from images: Matrix<Scalar>, decline: Double) {
        for (index, flow) in flows.enumerated() where index == 0 || !settings.sharesFlow {
            flow.initialise(from: images, lastDeviation: pow(decline, Double(index)))
        }
    }
    /// Data-dependent initialisation as the authors' code does it, in the first pass of a training: each layer's actnorms
    /// from what the layers before make of a batch.
    ///
    /// - Parameters:
    ///   - x: masked images, (B, dimension).
    ///   - initial: y_0, what the first layer is fed.
    ///   - noise: on what the others are fed, or nil.
    public func initialise(passing x: Matrix<Scalar>, from initial: Matrix<Scalar>, noise: (any LayerNoise<Scalar>)?) {
        let trajectory = makeForwardTrajectory(samples: x.rows)
        let shard = memory(of: trajectory).shard(trajectory, self)
        trajectory.setNoisy(noise != nil)
        trajectory.outputs[0].assign(from: initial)
        for layer in 1...layerCount {
            dataStep(x, fed(trajectory, layer, shard), layer, into: shard.estimate)
            flows[layer - 1].initialise(from: shard.estimate)
            forward(layer: layer, x, trajectory)
            if let noise, layer < layerCount {
                noise.perturb(trajectory.outputs[layer], layer: layer, into: trajectory.inputs[layer])
            }
        }
    }
}
