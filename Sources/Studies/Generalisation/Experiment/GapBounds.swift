import Foundation

/// Bounds on R − R̂, the expected loss less the mean over n training signals, for a loss in [0, 1], with confidence 1 − δ. Each as
/// it comes out: none is rescaled.
package enum GapBounds {
    /// ∏L_t·C·√(P/n), as printed (*RF Imaging* 18.3), without the constant that the text leaves open and without a term in δ.
    package static func printed(product: Double, slope: Double, parameters: Int, samples: Int) -> Double {
        product * slope * (Double(parameters) / Double(samples)).squareRoot()
    }

    /// The ε-net bound √((P·ln(3R/ε) + ln(k/δ))/2n) + 2·C·Λ·ε at its best ε ≤ R, for weights in one of k balls, of radius R.
    package static func net(
        parameters: Int, samples: Int, radius: Double, reach: Double, choices: Int, delta: Double
    ) -> Double {
        func bound(_ epsilon: Double) -> Double {
            let size = Double(parameters) * log(3 * radius / epsilon)
            return occam(logarithm: size, choices: choices, samples: samples, delta: delta) + 2 * reach * epsilon
        }
        return (0...600).map { bound(radius * pow(10, -Double($0) / 20)) }.min() ?? .infinity
    }

    /// Occam's bound √((ln|H| + ln(k/δ))/2n): of networks that are one of |H|, chosen before, in one of k ways.
    package static func occam(logarithm: Double, choices: Int, samples: Int, delta: Double) -> Double {
        ((logarithm + log(Double(choices) / delta)) / (2 * Double(samples))).squareRoot()
    }

    /// √((KL + ln(2k√n/δ))/2n): PAC-Bayes (Maurer, 2004, by Pinsker's inequality), for a network whose weights are drawn anew for
    /// each signal; k priors to choose from.
    package static func bayes(divergence: Double, choices: Int, samples: Int, delta: Double) -> Double {
        (budget(divergence: divergence, choices: choices, samples: samples, delta: delta) / 2).squareRoot()
    }

    /// (KL + ln(2k√n/δ))/n, by which kl(R̂‖R) is bounded (Maurer, 2004, for n ≥ 8; below, n + 1 stands for 2√n).
    package static func budget(divergence: Double, choices: Int, samples: Int, delta: Double) -> Double {
        let n = Double(samples)
        let moment = samples < 8 ? n + 1 : 2 * n.squareRoot()
        return (divergence + log(Double(choices) * moment / delta)) / n
    }

    /// √(ln(1/δ)/2m) for m held-out signals (Hoeffding, 1963).
    package static func heldOut(samples: Int, delta: Double) -> Double {
        (log(1 / delta) / (2 * Double(samples))).squareRoot()
    }

    /// kl(p‖r) of two coins.
    package static func divergence(_ p: Double, _ r: Double) -> Double {
        func term(_ a: Double, _ b: Double) -> Double { a > 0 ? (b > 0 ? a * log(a / b) : .infinity) : 0 }
        return term(p, r) + term(1 - p, 1 - r)
    }

    /// The largest r with kl(p‖r) ≤ `budget`, from above, so that rounding never makes it smaller.
    package static func inverse(_ p: Double, budget: Double) -> Double {
        var (low, high) = (p, 1.0)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if divergence(p, middle) <= budget { low = middle } else { high = middle }
        }
        return high
    }

    /// KL(N(w, s·I)‖N(w₀, λ·I)) of `count` weights, of which `square` is ‖w − w₀‖².
    package static func divergence(square: Double, count: Int, posterior s: Double, prior lambda: Double) -> Double {
        0.5 * (square / lambda + Double(count) * (s / lambda - 1 + log(lambda / s)))
    }
}
