import Optimizees
import Tensors
import Unrolled

/// A network whose layers are taken only where they help an algorithm that is known to converge: T, a step of ISTA on an
/// objective f.
package struct Safeguard {
    /// When a layer's output y is taken.
    package enum Rule {
        /// Always.
        case none
        /// As `ResidualSafeguard` says.
        case residual
        /// The same, with the algorithm running beside it: what is given out is the better of the two. So f is never above the
        /// algorithm's, after no iteration and for no network.
        case companion
    }

    /// f(y; x), whose minimum is sought.
    let problem: LassoProblem
    /// α of `Rule.residual`.
    let share: Double
    private let step: Double

    /// A safeguard for an objective whose smooth part has `curvature` as its largest one.
    package init(_ problem: LassoProblem, curvature: Double, share: Double) {
        (self.problem, self.share, step) = (problem, share, 1 / curvature)
    }

    /// What iterations came to, from y_0 = 0.
    package struct Run {
        /// f(y_k) of each signal, k = 0, 1, ….
        package var values: [[Double]]
        /// The share of signals whose layer was taken, or, with the algorithm beside it, whose iterate was the better one;
        /// k = 1, 2, ….
        package var accepted: [Double] = []
    }

    /// T(y): y − ∇/λmax, shrunk.
    package func descend(_ y: Matrix<Float>, _ x: Matrix<Float>) -> Matrix<Float> {
        let result = Matrix<Float>(rows: y.rows, columns: y.columns)
        let gradient = Matrix<Float>(rows: y.rows, columns: y.columns)
        problem.single.smoothGradient(y, correlation: problem.single.correlation(x), into: gradient)
        result.assign(from: y)
        Float.addScaled(result.pointer, gradient.pointer, scale: Float(-step), count: y.count)
        var cut = [Float](repeating: 0, count: y.rows)
        var scratch = [Float](repeating: 0, count: y.columns)
        Float.shrink(
            result.pointer, by: Float(problem.alpha * step), keeping: 0, cut: &cut, scratch: &scratch, rows: y.rows,
            columns: y.columns)
        return result
    }

    /// Iterations of `layer`, which takes k = 1, 2, … and y_{k−1} to y_k, under a rule.
    package func run(
        _ x: Matrix<Float>, iterations: Int, rule: Rule, layer: (Int, Matrix<Float>) -> Matrix<Float>
    ) -> Run {
        var y = Matrix<Float>(rows: x.rows, columns: problem.dimension)
        var result = Run(values: [problem.single.values(y, x)])
        var companion = y.copy()
        var safeguard = ResidualSafeguard(share: share, from: y) { descend($0, x) }
        for k in 1...iterations {
            let candidate = layer(k, y).copy()
            var isTaken = [Bool](repeating: true, count: x.rows)
            if rule != .none { isTaken = safeguard.choose(candidate, after: y) }
            y = candidate
            var values = problem.single.values(y, x)
            if rule == .companion {
                companion = descend(companion, x)
                let known = problem.single.values(companion, x)
                isTaken = zip(values, known).map { $0 <= $1 }
                values = zip(values, known).map { $0 <= $1 ? $0 : $1 }
            }
            result.accepted.append(isTaken.reduce(0) { $0 + ($1 ? 1 : 0) } / Double(x.rows))
            result.values.append(values)
        }
        return result
    }
}
