import Foundation

/// Lemma 1 and the floor of Theorem 2 as they are printed and as they can be proved, for one set of constants.
///
/// Printed, (28): m_l ≤ (1 − δ)(1 − ε)·m_{l−1} + (1 − δ)ζ + δM, for which P(A)·E[X | A] is replaced by (1 − δ)·E[X]. Of X ≥ 0 no
/// more is known than P(A)·E[X | A] ≤ E[X], so that the first factor 1 − δ is not earned. What can be proved is
///
///     (10′)  m_L ≤ (1 − ε)^L·m_0 + ((1 − δ)ζ + δM)·(1 − (1 − ε)^L)/ε,
///
/// whose floor is below the printed one.
package struct DescentBounds: Sendable {
    /// ε.
    package var epsilon: Double
    /// δ.
    package var delta: Double
    /// ζ(N).
    package var zeta: Double
    /// M, the largest gradient.
    package var largest: Double
    /// m_0.
    package var start: Double

    /// Bounds of some constants.
    package init(epsilon: Double, delta: Double, zeta: Double, largest: Double, start: Double) {
        (self.epsilon, self.delta, self.zeta) = (epsilon, delta, zeta)
        (self.largest, self.start) = (largest, start)
    }

    /// (1/ε)(ζ + δM/(1 − δ)): what (9) says of the limit, and (10) adds. Infinite for δ = 1.
    package var printedFloor: Double { (zeta + largest * delta / (1 - delta)) / epsilon }

    /// ((1 − δ)ζ + δM)/ε.
    package var provableFloor: Double { ((1 - delta) * zeta + delta * largest) / epsilon }

    /// The right side of (10) after so many layers.
    package func printed(_ layer: Int) -> Double {
        pow((1 - delta) * (1 - epsilon), Double(layer)) * start + printedFloor
    }

    /// The right side of (10′).
    package func provable(_ layer: Int) -> Double {
        let kept = pow(1 - epsilon, Double(layer))
        return kept * start + provableFloor * (1 - kept)
    }

    /// The largest ζ/M with which the printed floor is still below `target`·M; none where it is not for ζ = 0 either.
    package static func largestZeta(epsilon: Double, delta: Double, target: Double) -> Double? {
        let left = epsilon * target - delta / (1 - delta)
        return left > 0 ? left : nil
    }
}
