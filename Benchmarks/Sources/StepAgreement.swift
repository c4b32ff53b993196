import Tensors

/// How far apart the weights are after one step from the same weights on the same batch.
struct StepAgreement: Codable {
    /// max |ΔW − ΔW′| in units of the learning rate, which is Adam's first step.
    let largest: Double
    /// Root mean square of the same.
    let rootMeanSquare: Double
    /// max |λ − λ′|.
    let duals: Double

    /// Adam's first step is rate·g/(|g| + ε). Where g is itself at the level of rounding its sign is open: single
    /// weights may differ by up to 2 steps, so the root mean square carries the judgement.
    static let tolerance = 0.02
    var agrees: Bool { rootMeanSquare <= Self.tolerance && largest <= 2.001 && duals <= 1e-6 }

    /// In words.
    var description: String {
        "weights after one step, in units of the rate: max difference \(decimals(largest, 4)) (at most 2), root mean square "
            + "\(rootMeanSquare) (at most \(Self.tolerance)); duals \(duals)"
    }

    /// Compares weights (1, N) and duals.
    ///
    /// - Parameters:
    ///   - rates: each weight's learning rate as a multiple of `rate`; nil: all the same.
    init(
        _ ours: (weights: Matrix<Float>, duals: [Double]), _ theirs: (weights: Matrix<Float>, duals: [Double]),
        rate: Double, rates: ((Int) -> Double)? = nil
    ) throws {
        guard theirs.weights.count == ours.weights.count else {
            throw BenchmarkError("PyTorch has \(theirs.weights.count) weights")
        }
        guard theirs.duals.count == ours.duals.count else {
            throw BenchmarkError("PyTorch has \(theirs.duals.count) duals")
        }
        var (largest, sum) = (0.0, 0.0)
        for i in 0..<ours.weights.count {
            let unit = rate * (rates?(i) ?? 1)
            let difference = Double(ours.weights.pointer[i] - theirs.weights.pointer[i]) / unit
            largest = max(largest, abs(difference))
            sum += difference * difference
        }
        self.largest = largest
        rootMeanSquare = (sum / Double(ours.weights.count)).squareRoot()
        duals = zip(theirs.duals, ours.duals).map { abs($0 - $1) }.max() ?? 0
    }
}
