import Foundation

/// What T steps do to the error: P(λ) = ∏ₖ (1 − ηₖλ), and its mean square over starts x_0 ~ N(0, I), exactly.
extension Quadratic {
    /// P(λ_i) of each eigenvalue, in their order.
    package func factors(_ steps: some Sequence<Double>) -> [Double] {
        steps.reduce(into: [Double](repeating: 1, count: eigenvalues.count)) { factors, step in
            for i in eigenvalues.indices { factors[i] *= 1 - step * eigenvalues[i] }
        }
    }

    /// F(η) = E‖x_T‖² = Σᵢ P(λ_i)²: the population's loss, without noise of samples.
    package func loss(_ steps: some Sequence<Double>) -> Double { Self.loss(factors: factors(steps)) }

    /// Σ P², of the factors P(λ_i).
    package static func loss(factors: [Double]) -> Double { factors.reduce(0) { $0 + $1 * $1 } }

    /// ‖∏ₖ (I − ηₖH)‖₂ of the factors P(λ_i): what the steps together do to the error's norm at the worst.
    package static func norm(factors: [Double]) -> Double { factors.reduce(0) { max($0, abs($1)) } }

    /// ln F, and its gradient by the logarithms of the steps:
    ///
    ///     ∂ ln F/∂ ln ηₖ = −(2ηₖ/F) Σᵢ P(λ_i)·λ_i·∏_{j≠k} (1 − ηⱼλ_i).
    ///
    /// The products without one factor are of those before and those behind it: a factor may be zero.
    package func logLoss(_ steps: [Double]) -> (value: Double, gradient: [Double]) {
        let count = steps.count
        var gradient = [Double](repeating: 0, count: count)
        var before = [Double](repeating: 1, count: count + 1)
        var loss = 0.0
        for eigenvalue in eigenvalues {
            for k in 0..<count { before[k + 1] = before[k] * (1 - steps[k] * eigenvalue) }
            let product = before[count]
            loss += product * product
            var behind = product * eigenvalue
            for k in (0..<count).reversed() {
                gradient[k] += before[k] * behind
                behind *= 1 - steps[k] * eigenvalue
            }
        }
        for k in 0..<count { gradient[k] *= -2 * steps[k] / loss }
        return (log(loss), gradient)
    }
}
