import Foundation

/// LISTA-CP with tied weights W = A and steps γ = 1, all of whose thresholds are set by a theorem: nothing is trained.
///
/// Chen et al. 2018, theorem 2 (also Liu et al. 2019, theorem 1): for s < (1 + 1/μ)/2 and thresholds θ_k = μ·sup‖x_k − x‖₁,
/// supp x_k stays inside supp x, and the errors of all s-sparse x with |x_i| ≤ B fall by ϱ = (2s − 1)μ a layer. A disturbance
/// w with |A_iᵀw| ≤ ν in each i adds ν to the thresholds: on the support |e_i⁺| ≤ μ·Σ_{j≠i}|e_j| + ν + θ_k, and summed over
/// it sup‖e_{k+1}‖₁ ≤ ϱ·sup‖e_k‖₁ + 2sν.
package struct CoherenceTheorem: Sendable {
    /// μ.
    package let coherence: Double
    /// s.
    package let sparsity: Int
    /// B.
    package let amplitude: Double
    /// ν.
    package let disturbance: Double

    /// The theorem for one class of signals.
    package init(coherence: Double, sparsity: Int, amplitude: Double, disturbance: Double = 0) {
        (self.coherence, self.sparsity) = (coherence, sparsity)
        (self.amplitude, self.disturbance) = (amplitude, disturbance)
    }

    /// ϱ = (2s − 1)μ.
    package var factor: Double { Double(2 * sparsity - 1) * coherence }
    /// Whether s < (1 + 1/μ)/2; otherwise the theorem says nothing.
    package var applies: Bool { factor < 1 }

    /// The bound of ‖x_k − x‖₁, and so of ‖x_k − x‖₂: sBϱᵏ + 2sν(1 − ϱᵏ)/(1 − ϱ).
    package func bound(_ k: Int) -> Double {
        let (s, power) = (Double(sparsity), pow(factor, Double(k)))
        let kept = disturbance > 0 ? 2 * s * disturbance * (1 - power) / (1 - factor) : 0
        return s * amplitude * power + kept
    }

    /// θ_k of the layer from x_k to x_{k+1}.
    package func threshold(_ k: Int) -> Double { coherence * bound(k) + disturbance }

    /// The largest s to which it applies, for a matrix of columns of length 1 with coherence μ > 0.
    package static func largestSparsity(coherence: Double) -> Int {
        max(0, Int(((1 + 1 / coherence) / 2).rounded(.up)) - 1)
    }
}

/// Iterative hard thresholding with W = A: Foucart and Rauhut, theorem 6.18. For δ_{3s} < 1/√3 the error of s-sparse x falls by
/// √3·δ_{3s} a layer.
package struct IsometryTheorem: Sendable {
    /// √3·δ_{3s}; nil where δ_{3s} is not known.
    package let factor: Double?
    private let start: Double

    /// The theorem for s-sparse signals with |x_i| ≤ `amplitude`.
    package init(_ matrix: DiracHadamard, sparsity: Int, amplitude: Double) {
        factor = matrix.isometryConstant(3 * sparsity).map { 3.0.squareRoot() * $0 }
        start = Double(sparsity).squareRoot() * amplitude
    }

    /// The bound of ‖x_k − x‖₂; nil where the theorem says nothing.
    package func bound(_ k: Int) -> Double? {
        guard let factor, factor < 1 else { return nil }
        return start * pow(factor, Double(k))
    }
}
