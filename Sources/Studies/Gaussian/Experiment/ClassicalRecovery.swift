import Stages
import Tensors

/// Algorithms without training on x = A·c + w, from y_0 = 0.
package struct ClassicalRecovery {
    /// Which algorithm.
    package enum Algorithm: String, CaseIterable, Sendable {
        case ista
        case fista
        case amp
        case oamp

        /// Its name in sentences and legends, and its look.
        var words: (label: String, legend: String, style: StudyDescription.StyleHint) {
            switch self {
            case .ista: ("ISTA", "ISTA", .init("classical"))
            case .fista: ("FISTA", "FISTA", .init("classical", 1))
            case .amp: ("AMP", "AMP", .init("classical", 2))
            case .oamp: ("OAMP with the prior", "OAMP with the prior", .init("bound"))
            }
        }

        /// Whether it has a weight λ of the ℓ1 norm that has to be chosen.
        var hasWeight: Bool { self == .ista || self == .fista }
    }

    let problem: GaussianProblem
    /// σ².
    let noise: Double
    let iterations: Int

    /// Algorithms with so many iterations; `noise` is σ².
    package init(problem: GaussianProblem, noise: Double, iterations: Int) {
        (self.problem, self.noise, self.iterations) = (problem, noise, iterations)
    }

    /// y_0 … of an algorithm: (B, d) each. `weight` is λ where it has one.
    package func iterates(_ algorithm: Algorithm, _ x: Matrix<Float>, weight: Double) -> [Matrix<Float>] {
        switch algorithm {
        case .ista: proximalGradient(x, weight: weight, accelerated: false)
        case .fista: proximalGradient(x, weight: weight, accelerated: true)
        case .amp: approximateMessagePassing(x)
        case .oamp: orthogonalMessagePassing(x)
        }
    }

    /// x − A·y.
    private func residual(_ x: Matrix<Float>, _ y: Matrix<Float>) -> Matrix<Float> {
        let result = x.copy()
        result.setProduct(y, problem.matrix, transposeB: true, alpha: -1, beta: 1)
        return result
    }

    private func shrink(_ y: Matrix<Float>, row: Int, by threshold: Double) {
        var (cut, scratch): (Float, Float) = (0, 0)
        Float.shrink(
            y.row(row), by: Float(threshold), keeping: 0, cut: &cut, scratch: &scratch, rows: 1, columns: y.columns)
    }

    /// ISTA, eq. (14), and FISTA (Beck and Teboulle, 2009), with steps of 1/λmax.
    private func proximalGradient(_ x: Matrix<Float>, weight: Double, accelerated: Bool) -> [Matrix<Float>] {
        let step = 1 / problem.largestEigenvalue
        var outputs = [Matrix<Float>(rows: x.rows, columns: problem.matrix.columns)]
        var (point, momentum) = (outputs[0], 1.0)
        for _ in 0..<iterations {
            let y = point.copy()
            y.setProduct(residual(x, point), problem.matrix, alpha: Float(step), beta: 1)
            for row in 0..<y.rows { shrink(y, row: row, by: weight * step) }
            let next = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
            point = y.copy()
            if accelerated, let last = outputs.last {
                Float.addScaledDifference(
                    point.pointer, y.pointer, last.pointer, scale: Float((momentum - 1) / next), count: y.count)
            }
            momentum = next
            outputs.append(y)
        }
        return outputs
    }

    /// α of AMP's threshold α·‖z‖/√p, of the published comparison (Borgerding, Schniter and Rangan, 2017).
    private static let thresholdShare = 1.1402

    /// AMP (Donoho, Maleki and Montanari, 2009) with soft thresholds.
    private func approximateMessagePassing(_ x: Matrix<Float>) -> [Matrix<Float>] {
        let p = Double(x.columns)
        var outputs = [Matrix<Float>(rows: x.rows, columns: problem.matrix.columns)]
        var z = x.copy()
        for _ in 0..<iterations {
            let y = outputs[outputs.count - 1].copy()
            y.setProduct(z, problem.matrix, beta: 1)
            let next = Matrix<Float>(rows: z.rows, columns: z.columns)
            for row in 0..<y.rows {
                let size = (Float.sumOfSquares(z.row(row), count: z.columns) / p).squareRoot()
                shrink(y, row: row, by: Self.thresholdShare * size)
                let active = y.rowValues(row).reduce(0) { $1 != 0 ? $0 + 1 : $0 }
                Float.addScaled(next.row(row), z.row(row), scale: Float(Double(active) / p), count: z.columns)
            }
            let rest = residual(x, y)
            Float.addScaled(next.pointer, rest.pointer, scale: 1, count: next.count)
            z = next
            outputs.append(y)
        }
        return outputs
    }

    /// OAMP (Ma and Ping, 2017) with the linear estimator of least mean squared error, each sample's own v² and the mean of
    /// the true prior; what is handed on is free of divergence, what is given out is the mean itself.
    private func orthogonalMessagePassing(_ x: Matrix<Float>) -> [Matrix<Float>] {
        let (p, d) = (problem.matrix.rows, problem.matrix.columns)
        let vectors: Matrix<Float> = problem.eigen.vectors.converted()  // row i belongs to eigenvalue i of AAᵀ
        let least = 1e-9 * problem.density
        var outputs = [Matrix<Float>(rows: x.rows, columns: d)]
        var state = outputs[0]
        for _ in 0..<iterations {
            let rest = residual(x, state)
            let turned = Matrix.product(rest, vectors, transposeB: true)
            var variances = [Float](repeating: 0, count: x.rows)
            for row in 0..<x.rows {
                let power = Float.sumOfSquares(rest.row(row), count: p)
                let v = max((power - Double(p) * noise) / Double(d), least)  // tr(AᵀA) = d
                var overlap = 0.0
                for (i, eigenvalue) in problem.eigen.values.enumerated() {
                    let gain = v / (v * eigenvalue + noise)
                    turned[row, i] *= Float(gain)
                    overlap += gain * eigenvalue / Double(d)
                }
                for i in 0..<p { turned[row, i] /= Float(overlap) }
                variances[row] = Float(max(v * (1 / overlap - 1), least))
            }
            let estimate = state.copy()
            estimate.setProduct(Matrix.product(turned, vectors), problem.matrix, beta: 1)
            let (mean, slope) = (Matrix<Float>(rows: x.rows, columns: d), Matrix<Float>(rows: x.rows, columns: d))
            let unused = Matrix<Float>(rows: x.rows, columns: d)
            Float.bernoulliGauss(
                estimate.pointer, variance: variances, density: Float(problem.density), power: 1, into: mean.pointer,
                slope: slope.pointer, sensitivity: unused.pointer, rows: x.rows, columns: d)
            state = mean.copy()
            for row in 0..<x.rows {
                let divergence = min(slope.rowValues(row).reduce(0.0) { $0 + Double($1) } / Double(d), 0.95)
                let share = 1 / (1 - divergence)
                // C·(η − divergence·r) with C = share.
                Float.scaleByOnePlus(Float(share - 1), state.row(row), count: d)
                Float.addScaled(
                    state.row(row), estimate.row(row), scale: Float(-share * divergence), count: d)
            }
            outputs.append(mean)
        }
        return outputs
    }
}
