import Foundation

/// The standard normal distribution.
public enum Normal {
    /// P(Z ≤ z) = ½ erfc(−z/√2).
    public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The z with P(Z ≤ z) = `probability`, in (0, 1).
    public static func quantile(_ probability: Double) -> Double {
        StudentT.quantile(probability, degreesOfFreedom: .infinity)
    }
}
