import Descent
import Foundation
import Tensors
import Unrolled

/// ‖ĉ − c‖²/‖c‖² of each of some signals, of which the loss ℓ = min(‖ĉ − c‖²/‖c‖², 1) is a number in [0, 1].
package struct SignalErrors {
    /// One a signal; infinite where ĉ is no number.
    package let ratios: [Double]
    /// ‖c‖ of each.
    let lengths: [Double]
    /// Signals that go through a network together.
    private static let block = 256

    /// The errors of a network's last layer, from y_0 = 0.
    init(_ network: some UnrolledNetwork<Float>, _ batch: Batch<Float>) {
        network.refresh()
        let whole = network.makeForwardTrajectory(samples: min(Self.block, batch.samples))
        var distances: [Double] = []
        for rows in Workers.ranges(batch.samples, size: Self.block) {
            let part = batch.view(rows: rows)
            let trajectory = part.samples == whole.samples ? whole : whole.view(rows: 0..<part.samples)
            trajectory.outputs[0].fill(0)
            network.forward(part.features, trajectory, depth: network.layerCount, noise: nil)
            distances += trajectory.outputs[network.layerCount].rowDistances(to: part.optima)
        }
        self.init(distances: distances, lengths: batch.optima.rowNorms())
    }

    /// The errors of distances ‖ĉ − c‖ of signals of these lengths.
    package init(distances: [Double], lengths: [Double]) {
        self.lengths = lengths
        ratios = zip(distances, lengths).map { distance, length in
            let ratio = distance / length
            return ratio.isFinite ? ratio * ratio : .infinity
        }
    }

    /// The mean of ℓ.
    package var loss: Double { mean(of: ratios.indices) }

    /// The mean of ℓ over some of the signals.
    package func mean(of part: Range<Int>) -> Double {
        ratios[part].reduce(0) { $0 + min($1, 1) } / Double(max(1, part.count))
    }

    /// The share of signals whose error is above t dB.
    package func share(above decibels: Double) -> Double {
        let bound = pow(10, decibels / 10)
        return Double(ratios.reduce(0) { $0 + ($1 > bound ? 1 : 0) }) / Double(max(1, ratios.count))
    }

    /// The largest ‖∂ℓ/∂ĉ‖ = 2‖ĉ − c‖/‖c‖² where ℓ < 1: the loss's Lipschitz constant is no smaller.
    var largestSlope: Double {
        zip(ratios, lengths).reduce(0) { $1.0 < 1 ? max($0, 2 * $1.0.squareRoot() / $1.1) : $0 }
    }
}
