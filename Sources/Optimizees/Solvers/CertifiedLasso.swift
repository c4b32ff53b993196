import Tensors

/// The default solver: a few ADMM iterations find nearly the right support, an active set polish finds the minimiser.
///
/// Samples whose duality gap stays above the target get four times the iterations and another polish, up to five times.
public struct CertifiedLasso: LassoSolver {
    public let problem: LassoProblem
    public var name: String { "certified" }
    /// The first stage.
    public let admm: ADMM
    /// The second stage.
    public let polish: ActiveSetPolish
    private static let attempts = 5

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: ADMM iterations before the first polish.
    ///   - target: relative duality gap, in Double, at which a sample is done.
    /// - Throws: `LassoError` when the dictionary cannot be factored.
    public init(problem: LassoProblem, iterations: Int = 40, target: Double = 1e-10) throws {
        self.problem = problem
        admm = try ADMM(problem: problem, iterations: iterations)
        polish = try ActiveSetPolish(problem: problem, target: target)
    }

    public func minimisers(_ block: Matrix<Float>) -> Matrix<Double> {
        let result = Matrix<Double>(rows: block.rows, columns: problem.dimension)
        var best = [Double](repeating: .infinity, count: block.rows)
        var rows = Array(0..<block.rows)
        var inputs = block
        var state = ADMM.State(
            solver: admm, block: block, initial: Matrix(rows: block.rows, columns: problem.dimension))
        var iterations = admm.iterations
        for attempt in 0..<Self.attempts {
            admm.run(state, iterations)
            let start = Matrix<Float>(rows: inputs.rows, columns: problem.dimension)
            state.readMinimisers(into: start)
            let outcome = polish.polish(start, inputs)
            var left: [Int] = []
            for (k, row) in rows.enumerated() {
                if outcome.gaps[k] < best[row] || attempt == 0 {
                    best[row] = outcome.gaps[k]
                    result.row(row).update(from: outcome.minimisers.row(k), count: result.columns)
                }
                if best[row] > polish.target { left.append(k) }
            }
            if left.isEmpty { break }
            rows = left.map { rows[$0] }
            inputs = inputs.gather(left)
            state = state.gather(left)
            iterations = max(4 * iterations, 20)
        }
        return result
    }
}
