import Foundation

/// Linear warm-up, then a cosine from the base rate to a share of it.
public struct LearningRate: Codable, Equatable, Sendable {
    /// The rate after the warm-up.
    public var base: Double
    /// Steps of linear growth.
    public var warmUp: Int
    /// The share of the base rate that is left at the end.
    public var finalShare: Double

    /// A schedule.
    public init(base: Double, warmUp: Int = 50, finalShare: Double = 0.01) {
        self.base = base
        self.warmUp = warmUp
        self.finalShare = finalShare
    }

    /// The rate at a step (0, 1, …) of `count`.
    public func at(_ step: Int, of count: Int) -> Double {
        let warm = min(warmUp, count / 4)
        if step < warm { return base * Double(step + 1) / Double(warm) }
        let done = Double(step - warm) / Double(max(1, count - warm))
        return base * (finalShare + (1 - finalShare) * 0.5 * (1 + cos(Double.pi * done)))
    }
}

/// base to the power of exponent.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
