import Bench
import Foundation
import Stages
import Tensors

/// The training of T step sizes by Adam on their logarithms, with the gradient of the loss's logarithm, which knows no scale.
///
/// A network of T scalars with an exact loss in Double: neither batches nor layers of matrices, so that it has a trainer of
/// its own. Nor is it `AdamW`'s update, whose vectors round their last elements otherwise and so tell equal steps apart. All steps may be free, or so many are learned and repeated: θ₁ … θ_p, ηₖ = θ_{1 + (k − 1) mod p}.
///
/// Where all steps are free and different, the map from them to P's coefficients is one to one nearby, and F is convex in
/// these: every such point where the gradient is zero is the best one. Equal steps stay equal for ever, as F does not see
/// their order; so they start apart.
package struct LearnedSteps {
    let problem: Quadratic
    /// T.
    let layers: Int
    /// How many are learned; T where all are free.
    let period: Int
    /// p of the loss Σ P^{2p}: 1 for the mean squared error, more for the worst case.
    let power: Int
    let updates: Int
    /// Adam's rate at the start.
    let rate: Double
    /// The standard deviation of ln(ηₖ/η∗) at the start.
    let spread: Double

    /// A training of the free steps of `problem`, or of `period` repeated ones.
    package init(
        _ problem: Quadratic, layers: Int, period: Int? = nil, power: Int = 1, updates: Int, rate: Double,
        spread: Double
    ) {
        (self.problem, self.layers, self.period, self.power) = (problem, layers, period ?? layers, power)
        (self.updates, self.rate, self.spread) = (updates, rate, spread)
    }

    /// What came of it.
    package struct Result {
        /// η₁ … η_T.
        package var steps: [Double]
        /// The loss, to the power of 1/p, before some updates and after the last: about ten each decade.
        package var history: [(update: Int, loss: Double)]
    }

    /// Throws `StepDivergence` where a step is no longer a positive number.
    ///
    /// - Parameter stream: of the start; the row of a network is its number of layers.
    package func train(_ stream: RandomStream, afterEach: (Int) throws -> Void = { _ in }) throws -> Result {
        let start: Matrix<Double> = stream.normal(rows: 1, columns: period, standardDeviation: spread, firstRow: layers)
        var logarithms = (0..<period).map { log(problem.constantStep) + start[0, $0] }
        var (first, second) = ([Double](repeating: 0, count: period), [Double](repeating: 0, count: period))
        var history: [(update: Int, loss: Double)] = []
        var steps = repeated(logarithms)
        for update in 1...updates {
            let (value, whole) = problem.logLoss(steps, power: power)
            if Self.isRecorded(update - 1) { history.append((update - 1, exp(value))) }
            var gradient = [Double](repeating: 0, count: period)
            for k in 0..<layers { gradient[k % period] += whole[k] }
            let now = rate * (1 + cos(.pi * Double(update) / Double(updates))) / 2
            for k in 0..<period {
                first[k] = 0.9 * first[k] + 0.1 * gradient[k]
                second[k] = 0.999 * second[k] + 0.001 * gradient[k] * gradient[k]
                let mean = first[k] / (1 - pow(0.9, Double(update)))
                let size = (second[k] / (1 - pow(0.999, Double(update)))).squareRoot()
                logarithms[k] -= now * mean / (size + 1e-12)
            }
            steps = repeated(logarithms)
            guard value.isFinite, steps.allSatisfy({ $0.isFinite && $0 > 0 }) else {
                throw StepDivergence(problem: problem.id, layers: layers, update: update)
            }
            try afterEach(update)
        }
        return Result(steps: steps, history: history + [(updates, exp(problem.logLoss(steps, power: power).value))])
    }

    private func repeated(_ logarithms: [Double]) -> [Double] { (0..<layers).map { exp(logarithms[$0 % period]) } }

    /// 0 to 9, 10, 20, …, 90, 100, 200, …
    private static func isRecorded(_ update: Int) -> Bool {
        var size = 1
        while size * 10 <= update { size *= 10 }
        return update % size == 0
    }
}

/// Steps that ran away.
package struct StepDivergence: DivergenceError, CustomStringConvertible, LocalizedError {
    let problem: String
    let layers: Int
    let update: Int

    package var description: String {
        "the \(layers) steps of \(problem) are no longer positive numbers after update \(update). Hint: a smaller steps.rate."
    }
    package var errorDescription: String? { description }
}
