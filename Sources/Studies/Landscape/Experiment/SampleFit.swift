import Tensors
import Unrolled

/// The loss L(w) = ½‖F(w) − c‖² of a network on some samples, with its gradient: a sum, as theorems have it, not a mean.
package final class SampleFit<Network: UnrolledNetwork> where Network.Scalar == Double {
    package let network: Network
    /// y, (n, m).
    let inputs: Matrix<Double>
    /// c, (n, N).
    let targets: Matrix<Double>
    private let trajectory: Trajectory<Double>

    /// The fit of a network, whose y_0 is 0.
    package init(_ network: Network, _ sample: LandscapeProblem.Sample) {
        (self.network, inputs, targets) = (network, sample.measurements, sample.signals)
        trajectory = network.makeTrajectory(samples: inputs.rows)
    }

    /// F(w), (n, N), valid until the next pass.
    package func output() -> Matrix<Double> {
        network.refresh()
        network.forward(inputs, trajectory, depth: network.layerCount, noise: nil)
        return trajectory.outputs[network.layerCount]
    }

    /// L(w).
    package func loss() -> Double {
        output().rowDistances(to: targets).reduce(0) { $0 + $1 * $1 } / 2
    }

    /// Jᵀr at the weights of the last forward pass, (1, P), written into `gradient`; r: (n, N).
    package func pullBack(_ r: Matrix<Double>, into gradient: Matrix<Double>) {
        let layers = 1...network.layerCount
        for layer in layers.dropLast() { trajectory.gradients[layer - 1].fill(0) }
        trajectory.gradients[network.layerCount - 1].assign(from: r)
        network.backward(inputs, trajectory, layers: layers)
        for tile in network.gradientTiles(inputs, trajectory, layers: layers) {
            tile.compute(gradient.view(offset: tile.range.lowerBound, rows: 1, columns: tile.range.count))
        }
    }

    /// L(w), and ∇L(w) = Jᵀ(F(w) − c) written into `gradient`, (1, P).
    package func loss(gradient: Matrix<Double>) -> Double {
        let rest = output().copy()
        Double.addScaled(rest.pointer, targets.pointer, scale: -1, count: rest.count)
        pullBack(rest, into: gradient)
        return Double.sumOfSquares(rest.pointer, count: rest.count) / 2
    }

    /// Σ‖F(w) − c‖²/Σ‖c‖².
    package func relativeError() -> Double {
        2 * loss() / Double.sumOfSquares(targets.pointer, count: targets.count)
    }
}
