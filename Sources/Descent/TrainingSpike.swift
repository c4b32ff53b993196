/// Whether a training was thrown off its way: a loss, or a dual, far above all that was usual before.
///
/// A loss spikes where one update's is at least ten times the median of the mean losses that the history has of its phase
/// until then; updates of the warm-up do not count. A dual spikes where the largest since the last row of the history is
/// above 1 and at least ten times the largest of all rows before, unless that is 0: the first that wakes is no spike.
public struct TrainingSpike: Equatable, Sendable {
    /// How many times above the usual a spike is.
    public static let factor = 10.0

    /// Whether a loss or a dual spiked.
    public var isSpiked: Bool
    /// The update with the largest ratio of losses, or, where a dual alone spiked, that of the row; nil where nothing can be
    /// compared.
    public var step: Int?
    /// The largest ratio of one update's loss to the median before; nil where nothing can be compared.
    public var ratio: Double?

    /// - Parameters:
    ///   - history: rows in the order of their steps, none of which is of two phases.
    ///   - phases: the steps of each phase, the first step being 0.
    public init(_ history: [TrainingRecord], phases: [Range<Int>]) {
        (isSpiked, step, ratio) = (false, nil, nil)
        for phase in phases {
            var losses: [Double] = []
            for record in history where phase.contains(record.step - 1) {
                let median = Self.median(losses)
                if record.peakLoss.isFinite, median > 0, record.peakLoss / median > ratio ?? 0 {
                    (ratio, step) = (record.peakLoss / median, record.peakStep)
                }
                losses.append(record.loss)
            }
        }
        isSpiked = ratio ?? 0 >= Self.factor
        var largest: Double?
        for record in history {
            if let largest, largest > 0, record.largestDual > 1, record.largestDual >= Self.factor * largest, !isSpiked
            {
                (isSpiked, step) = (true, record.step)
            }
            largest = max(largest ?? 0, record.largestDual)
        }
    }

    /// The middle of some numbers, or the mean of the two in the middle; NaN of none.
    private static func median(_ values: [Double]) -> Double {
        let (sorted, half) = (values.sorted(), values.count / 2)
        if values.isEmpty { return .nan }
        return values.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}
