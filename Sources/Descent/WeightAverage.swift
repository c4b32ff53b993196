import Tensors

/// The moving average of weights over updates (Polyak and Juditsky, 1992): ā ← ā + (1 − β_t)·(W − ā) after update t.
///
/// β_t = min(β, (t − 1)/t): first the plain mean of all weights so far, later one over about 1/(1 − β) updates. t counts from
/// the start of a phase of the curriculum, so that no average reaches back to other layers' turn.
final class WeightAverage<Scalar: KernelScalar> {
    /// ā, (1, N).
    let values: Matrix<Scalar>
    private let decay: Double
    /// Room for the weights while the average stands in their place.
    private let kept: Matrix<Scalar>

    /// - Parameter decay: β in (0, 1).
    init(count: Int, decay: Double) {
        (values, kept) = (Matrix(rows: 1, columns: count), Matrix(rows: 1, columns: count))
        self.decay = decay
    }

    /// After update t. What has not moved since the first of a phase stays what it is.
    func follow(_ weights: Matrix<Scalar>, update t: Int, workers: Workers) {
        guard t > 1 else { return values.assign(from: weights) }
        let ranges = Workers.ranges(values.count, size: 1 << 18)
        let share = Scalar(1 - min(decay, Double(t - 1) / Double(t)))
        let average = values
        workers.forEach(ranges.count) { index, _ in
            let range = ranges[index]
            Scalar.moveAverage(
                average.pointer + range.lowerBound, towards: weights.pointer + range.lowerBound, share: share,
                count: range.count)
        }
    }

    /// Calls `body` with the average in the weights' place, and puts the weights back.
    func withAverage<Result>(in weights: Matrix<Scalar>, _ body: () -> Result) -> Result {
        kept.assign(from: weights)
        weights.assign(from: values)
        defer { weights.assign(from: kept) }
        return body()
    }
}
