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

    /// (1/p) ln Σᵢ P(λ_i)^{2p}, and its gradient by the logarithms of the steps: with p = 1 that of ln F,
    ///
    ///     ∂ ln F/∂ ln ηₖ = −(2ηₖ/F) Σᵢ P(λ_i)·λ_i·∏_{j≠k} (1 − ηⱼλ_i),
    ///
    /// and with a large p nearly 2 ln max |P|. The products without one factor are of those before and those behind it: a
    /// factor may be zero.
    package func logLoss(_ steps: [Double], power p: Int = 1) -> (value: Double, gradient: [Double]) {
        let count = steps.count
        let factors = factors(steps)
        // Powers of what is at most 1 neither overflow nor, where they count, vanish.
        let largest = Self.norm(factors: factors)
        var gradient = [Double](repeating: 0, count: count)
        var before = [Double](repeating: 1, count: count + 1)
        var sum = 0.0
        for (eigenvalue, product) in zip(eigenvalues, factors) {
            let part = product / largest
            let weight = p == 1 ? 1 : pow(abs(part), Double(2 * p - 2))
            sum += weight * part * part
            for k in 0..<count { before[k + 1] = before[k] * (1 - steps[k] * eigenvalue) }
            var behind = weight * part * eigenvalue
            for k in (0..<count).reversed() {
                gradient[k] += before[k] * behind
                behind *= 1 - steps[k] * eigenvalue
            }
        }
        for k in 0..<count { gradient[k] *= -2 * steps[k] / (largest * sum) }
        return (2 * log(largest) + log(sum) / Double(p), gradient)
    }
}
