import Foundation

/// Steps, and a method with momentum, that need no training.
extension Quadratic {
    /// The steps that make max |P(λ)| over [μ, Λ] least: ηₖ = 2/(Λ + μ + (Λ − μ)·cos((2k − 1)π/2T)), ascending.
    package func chebyshevSteps(_ count: Int) -> [Double] {
        (1...count).map { k in
            2 / (most + least + (most - least) * cos(Double(2 * k - 1) * .pi / Double(2 * count)))
        }
    }

    /// What they make of it: 1/cosh(T·arccosh((κ + 1)/(κ − 1))).
    package func chebyshevNorm(_ count: Int) -> Double {
        1 / cosh(Double(count) * acosh((most + least) / (most - least)))
    }

    /// The constant step with the smallest F, which is convex in it: by golden section to the last digits.
    package func bestConstantStep(_ count: Int) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        func loss(_ step: Double) -> Double { self.loss(repeatElement(step, count: count)) }
        // At 2/μ no factor of the error is below 1.
        var (low, high) = (0.0, 2 / least)
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (lossLeft, lossRight) = (loss(left), loss(right))
        while high - low > 1e-9 * high {
            if lossLeft < lossRight {
                (high, right, lossRight) = (right, left, lossLeft)
                left = high - ratio * (high - low)
                lossLeft = loss(left)
            } else {
                (low, left, lossLeft) = (left, right, lossRight)
                right = low + ratio * (high - low)
                lossRight = loss(right)
            }
        }
        return (low + high) / 2
    }

    /// The factors P(λ_i) of Nesterov's method for strongly convex functions after 0, 1, … `count` steps:
    /// x⁺ = y − ∇f(y)/Λ, y = x + β(x − x⁻), β = (√κ − 1)/(√κ + 1) (Nesterov, 2004, section 2.2).
    package func nesterovFactors(_ count: Int) -> [[Double]] {
        let root = condition.squareRoot()
        let momentum = (root - 1) / (root + 1)
        var all = [eigenvalues.map { _ in 1.0 }]
        var previous = all[0]
        for _ in 0..<count {
            let current = all[all.count - 1]
            all.append(
                eigenvalues.indices.map { i in
                    (1 - eigenvalues[i] / most) * (current[i] + momentum * (current[i] - previous[i]))
                })
            previous = current
        }
        return all
    }
}
