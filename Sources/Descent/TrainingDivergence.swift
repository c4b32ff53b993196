import Foundation

/// A training that ran away: NaN, or a loss past its guard. The weights are not to be used.
public struct TrainingDivergence: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// The update, counted from 1.
    public let step: Int
    /// The first layer whose output is not finite, where there is one.
    public let layer: Int?
    /// What was seen.
    public let reason: String
    /// The learning rate at that step.
    public let rate: Double

    public var description: String {
        let place = layer.map { ", first at layer \($0)" } ?? ""
        return "training diverged at step \(step)\(place): \(reason) (learning rate \(rate)). "
            + "Hint: a smaller learning rate, clipping, or less noise."
    }

    public var errorDescription: String? { description }
}
