import Tensors

/// What a pixel of a complex scene is taken for, from its own value alone: c = w(|r|²)·r, for r = c + N(0, τ²).
public enum RadialDenoiser: Equatable, Codable, Sendable {
    /// E[c | r] where c is N(0, `power`) with probability `density`, and else 0.
    case bernoulliGauss(density: Double, power: Double)
    /// The soft threshold of |r| by `share`·τ.
    case softThreshold(share: Double)

    /// w and its derivative in |r|², (B, N) each, of r (B, 2N).
    ///
    /// - Parameter deviations: τ of each sample, (B, 1).
    func weigh<Scalar: FlowScalar>(
        _ point: Matrix<Scalar>, deviations: Matrix<Scalar>, weight: Matrix<Scalar>, slope: Matrix<Scalar>
    ) {
        let samples = (0..<point.rows).map { Double(deviations.pointer[$0]) }
        switch self {
        case .bernoulliGauss(let density, let power):
            Scalar.kernels.radial.bernoulliGauss(
                point.pointer, samples.map { Scalar($0 * $0) }, Scalar(density), Scalar(power), weight.pointer,
                slope.pointer, point.rows, weight.columns)
        case .softThreshold(let share):
            Scalar.kernels.radial.softThreshold(
                point.pointer, samples.map { Scalar($0 * share) }, weight.pointer, slope.pointer, point.rows,
                weight.columns)
        }
    }
}

extension RadialDenoiser {
    /// c of some pixels of one scene, with noise of deviation τ.
    public func apply(_ pixels: [(re: Double, im: Double)], deviation: Double) -> [(re: Double, im: Double)] {
        let count = pixels.count
        let point = Matrix<Double>(rows: 1, columns: 2 * count, values: pixels.map(\.re) + pixels.map(\.im))
        let (weight, slope) = (Matrix<Double>(rows: 1, columns: count), Matrix<Double>(rows: 1, columns: count))
        let deviations = Matrix<Double>(rows: 1, columns: 1, values: [deviation])
        weigh(point, deviations: deviations, weight: weight, slope: slope)
        return (0..<count).map { (weight[0, $0] * point[0, $0], weight[0, $0] * point[0, count + $0]) }
    }
}
