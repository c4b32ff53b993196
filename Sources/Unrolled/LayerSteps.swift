import Tensors

/// Layers of a network one by one, from any y; beyond the last the last is repeated.
public struct LayerSteps<Scalar: KernelScalar> {
    /// Takes k = 1, 2, … and y_{k−1}, (B, d), to y_k.
    public let next: (Int, Matrix<Scalar>) -> Matrix<Scalar>

    /// Layers for the inputs x, (B, p).
    public init(_ network: some UnrolledNetwork<Scalar>, _ x: Matrix<Scalar>) {
        let trajectory = network.makeTrajectory(samples: x.rows)
        // A noisy trajectory's layers are fed what stands in `inputs`, and nothing else.
        trajectory.setNoisy(true)
        // What a layer keeps of x is made by the first.
        network.forward(layer: 1, x, trajectory)
        next = { k, y in
            let layer = min(k, network.layerCount)
            trajectory.inputs[layer - 1].assign(from: y)
            network.forward(layer: layer, x, trajectory)
            return trajectory.outputs[layer].copy()
        }
    }
}
