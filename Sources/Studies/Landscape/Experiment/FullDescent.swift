import Foundation
import Tensors
import Unrolled

/// Gradient descent on all samples at once, w ← w − η∇L(w), with what the PL* condition says of it: where
/// ρ_t = ½‖∇L(w_t)‖²/L(w_t), a step that is short enough has L(w_{t+1}) ≤ (1 − ηρ_t)·L(w_t).
package struct FullDescent {
    /// Larger losses, as multiples of that of answering 0, count as this one: the descent has run away, and is stopped.
    package static let cap = 1e12
    /// Smaller ones are those of rounding, and the descent has arrived.
    private static let arrival = 1e-16

    /// L(w_0), L(w_1), …, up to the last step, or where it arrived or ran away.
    package private(set) var losses: [Double] = []
    /// ρ_0, ρ_1, …, of the steps that were taken.
    package private(set) var ratios: [Double] = []
    /// η.
    package let rate: Double
    /// ‖w_0‖.
    package let startLength: Double
    /// Whether it has run away.
    package private(set) var hasRunAway = false
    /// ‖w_t − w_0‖ at the end.
    package private(set) var distance = 0.0

    /// Descends from the network's weights, and leaves it at the last.
    ///
    /// - Parameter beforeEach: is told t before each step.
    package init<Network>(
        _ fit: SampleFit<Network>, rate: Double, steps: Int, beforeEach: (Int) throws -> Void = { _ in }
    ) rethrows {
        self.rate = rate
        let weights = fit.network.values
        let (start, gradient) = (weights.copy(), Matrix<Double>(rows: 1, columns: weights.count))
        startLength = start.rowNorms()[0]
        let zero = Double.sumOfSquares(fit.targets.pointer, count: fit.targets.count) / 2
        for step in 0..<steps {
            let loss = fit.loss(gradient: gradient)
            guard note(loss, zero: zero) else { break }
            try beforeEach(step)
            ratios.append(Double.sumOfSquares(gradient.pointer, count: gradient.count) / (2 * loss))
            Double.addScaled(weights.pointer, gradient.pointer, scale: -rate, count: weights.count)
        }
        if ratios.count == steps { _ = note(fit.loss(), zero: zero) }
        distance = weights.rowDistances(to: start)[0]
        if !distance.isFinite { distance = Self.cap }
    }

    /// Whether to go on.
    private mutating func note(_ loss: Double, zero: Double) -> Bool {
        hasRunAway = !(loss < Self.cap * zero)
        losses.append(hasRunAway ? Self.cap * zero : loss)
        return !hasRunAway && loss > Self.arrival * zero
    }

    /// min ρ_t: PL* holds along the path with this constant and no larger one.
    package var leastRatio: Double { ratios.min() ?? 0 }

    /// The largest L(w_t) over the (1 − η·min ρ)^t·L(w_0) that is predicted, t > 0: at most 1 where the prediction holds.
    package var lossOverPrediction: Double {
        let fall = log(max(1 - rate * leastRatio, 1e-300))
        let largest = losses.indices.dropFirst().map { log(losses[$0] / losses[0]) - Double($0) * fall }.max() ?? 0
        return exp(min(largest, 700))
    }

    /// The share of steps after which L is more than (1 − ηρ_t)·L(w_t), but for rounding.
    package var shareShort: Double {
        share { losses[$0 + 1] > max(1 - rate * ratios[$0], 0) * losses[$0] * (1 + 1e-9) }
    }

    /// The share of steps after which L is larger than before.
    package var shareRising: Double { share { losses[$0 + 1] > losses[$0] * (1 + 1e-9) } }

    private func share(_ isCounted: (Int) -> Bool) -> Double {
        let steps = losses.indices.dropLast()
        return steps.isEmpty ? 0 : Double(steps.filter(isCounted).count) / Double(steps.count)
    }
}
