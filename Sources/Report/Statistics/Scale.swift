import Foundation

/// The scale on which a number is averaged over seeds and has its interval: one on which it may take any value, so that no
/// interval leaves what is possible.
public enum Scale: String, Codable, Sendable {
    /// Differences and slopes, as they are.
    case linear
    /// Ratios and other positive numbers, by their logarithm.
    case logarithmic
    /// Shares in (0, 1), by ln(s/(1 − s)).
    case logit

    /// The number on this scale; NaN or infinite where it has none there.
    public func forward(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .logarithmic: value > 0 ? log(value) : .nan
        case .logit: value > 0 && value < 1 ? log(value / (1 - value)) : .nan
        }
    }

    /// The mean over seeds that a claim judges: on this scale, where all numbers have a place there, else as they are.
    public func mean(_ values: [Double]) -> Double {
        let placed = values.map(forward)
        return placed.allSatisfy(\.isFinite) ? inverse(Moments.mean(placed)) : Moments.mean(values)
    }

    /// The number that has `value` on this scale.
    public func inverse(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .logarithmic: exp(value)
        case .logit: 1 / (1 + exp(-value))
        }
    }
}
