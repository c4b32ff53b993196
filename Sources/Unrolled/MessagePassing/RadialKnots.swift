import Tensors

/// A denoiser of pixels that is learned: w(|r|²)·r, as `RadialDenoiser` has fixed ones, with w piecewise linear in |r|/τ. Its values
/// at the knots 0, h, 2h, …, `reach` are parameters of each layer, and it is constant beyond, where the denoiser is linear in r.
///
/// Trained layer by layer, such denoisers can come to the Bayes denoisers of message passing (Karan, Shah, Chen and Eldar,
/// Unrolled denoising networks provably learn to perform optimal Bayesian inference, NeurIPS 2024, arXiv 2409.12947).
public struct RadialKnots: Equatable, Codable, Sendable {
    /// K, two or more.
    public var count: Int
    /// |r|/τ at the last knot.
    public var reach: Double
    /// τ at which the fixed denoiser is taken that layer l starts with: one for each layer, or one for all.
    public var deviations: [Double]

    /// Knots at 0 … `reach`.
    public init(count: Int, reach: Double, deviations: [Double]) {
        precondition(count > 1 && reach > 0, "two knots apart from each other")
        precondition(deviations.allSatisfy { $0 > 0 } && !deviations.isEmpty, "positive deviations")
        (self.count, self.reach, self.deviations) = (count, reach, deviations)
    }

    /// h.
    public var spacing: Double { reach / Double(count - 1) }

    /// What the values of a layer start as: w of a fixed denoiser at the knots.
    func start(_ denoiser: RadialDenoiser, layer: Int) -> [Double] {
        let deviation = deviations[min(layer, deviations.count) - 1]
        let sizes = (0..<count).map { Double($0) * spacing * deviation }
        let point = Matrix<Double>(rows: 1, columns: 2 * count, values: sizes + sizes.map { _ in 0 })
        let (weight, slope) = (Matrix<Double>(rows: 1, columns: count), Matrix<Double>(rows: 1, columns: count))
        denoiser.weigh(
            point, deviations: Matrix(rows: 1, columns: 1, values: [deviation]), weight: weight, slope: slope)
        return weight.values
    }
}

extension UnrolledOAMP {
    /// w of a layer and its derivative in |r|², (B, N) each, of r (B, 2N).
    ///
    /// - Parameter deviations: τ of each sample, (B, 1).
    func weigh(
        _ layer: Int, _ point: Matrix<Scalar>, deviations: Matrix<Scalar>, weight: Matrix<Scalar>,
        slope: Matrix<Scalar>
    ) {
        guard let knots = settings.knots, let parameter = layers[layer - 1].knots else {
            settings.denoiser.weigh(point, deviations: deviations, weight: weight, slope: slope)
            return
        }
        Scalar.kernels.radial.knots(
            point.pointer, deviations.pointer, values.pointer + parameter.offset, knots.count,
            Scalar(knots.spacing), weight.pointer, slope.pointer, point.rows, weight.columns)
    }

    /// What layer l makes of pixels of these sizes in units of τ: |ĉ|/τ at |r|/τ, without R. With a fixed denoiser it depends on τ.
    public func curve(_ layer: Int, at sizes: [Double], deviation: Double) -> [Double] {
        let count = sizes.count
        let point = Matrix<Scalar>(rows: 1, columns: 2 * count)
        for (i, size) in sizes.enumerated() { point.pointer[i] = Scalar(size * deviation) }
        let (weight, slope) = (Matrix<Scalar>(rows: 1, columns: count), Matrix<Scalar>(rows: 1, columns: count))
        weigh(
            layer, point, deviations: Matrix(rows: 1, columns: 1, values: [Scalar(deviation)]), weight: weight,
            slope: slope)
        return (0..<count).map { Double(weight.pointer[$0]) * sizes[$0] }
    }

    /// ∂w at the knots: Σ ⟨∂ĉ, r⟩ times the share that each has in w.
    func knotTile(_ parameter: Parameter, _ users: [Int], _ trajectory: Trajectory<Scalar>) -> GradientTile<Scalar> {
        GradientTile(summing: parameter) { result in
            guard let knots = self.settings.knots else { return }
            var totals = [Double](repeating: 0, count: knots.count)
            for layer in users {
                let memory = Memory(trajectory.memory[layer - 1])
                Scalar.kernels.radial.knotsGradient(
                    memory.point.pointer, memory.deviation.pointer, trajectory.gradients[layer - 1].pointer,
                    knots.count, Scalar(knots.spacing), &totals, memory.point.rows, self.pixels)
            }
            for (k, total) in totals.enumerated() { result.pointer[k] = Scalar(total) }
        }
    }
}
