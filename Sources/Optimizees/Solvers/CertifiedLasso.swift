import Tensors

/// The default solver: a few ADMM iterations find nearly the right support, an active set polish finds the minimiser.
///
/// Samples whose duality gap stays above the target get four times the iterations and another polish, twice; what is
/// then left is solved one by one by a method that cannot fail to descend.
public struct CertifiedLasso: LassoSolver {
    public let problem: LassoProblem
    public var name: String { "certified" }
    /// The first stage.
    public let admm: ADMM
    /// The second stage.
    public let polish: ActiveSetPolish
    private static let attempts = 3

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: ADMM iterations before the first polish. Fewer leave more to the polish; the time hardly changes
    ///     between 25 and 60.
    ///   - target: relative duality gap, in Double, at which a sample is done.
    ///   - rho: ADMM's ρ; nil for its default.
    ///   - relaxation: ADMM's over-relaxation.
    /// - Throws: `LassoError` when the dictionary cannot be factored.
    public init(
        problem: LassoProblem, iterations: Int = 36, target: Double = 1e-8, rho: Double? = nil,
        relaxation: Double = 1.7
    ) throws {
        self.problem = problem
        admm = try ADMM(problem: problem, iterations: iterations, rho: rho, relaxation: relaxation)
        polish = try ActiveSetPolish(problem: problem, target: target)
    }

    public func minimisers(_ block: Matrix<Float>) -> Matrix<Double> {
        minimisers(block.converted(), mayDescend: true)
    }

    /// The same of inputs in Double, for a caller that has a last resort of its own.
    func quickMinimisers(_ block: Matrix<Double>) -> Matrix<Double> { minimisers(block, mayDescend: false) }

    private func minimisers(_ block: Matrix<Double>, mayDescend: Bool) -> Matrix<Double> {
        let result = Matrix<Double>(rows: block.rows, columns: problem.dimension)
        var best = [Double](repeating: .infinity, count: block.rows)
        var rows = Array(0..<block.rows)
        var inputs = block
        var state = ADMM.State(
            solver: admm, block: block.converted(), initial: Matrix(rows: block.rows, columns: problem.dimension))
        var iterations = admm.iterations
        for attempt in 0..<Self.attempts {
            admm.run(state, iterations)
            let start = Matrix<Float>(rows: inputs.rows, columns: problem.dimension)
            state.readMinimisers(into: start)
            let outcome = polish.polish(start, inputs)
            if attempt == 0, outcome.gaps.allSatisfy({ $0 <= polish.target }) { return outcome.minimisers }
            var left: [Int] = []
            for (k, row) in rows.enumerated() {
                if outcome.gaps[k] < best[row] || attempt == 0 {
                    best[row] = outcome.gaps[k]
                    result.row(row).update(from: outcome.minimisers.row(k), count: result.columns)
                }
                if best[row] > polish.target { left.append(k) }
            }
            if left.isEmpty { break }
            if attempt == Self.attempts - 1 {
                guard mayDescend else { break }
                let descending = DescendingActiveSet(problem: problem, target: polish.target)
                for k in left {
                    let y: Matrix<Double> = start.rows(k..<k + 1).converted()
                    let gap = descending.solve(y, inputs.rows(k..<k + 1))
                    if gap < best[rows[k]] { result.row(rows[k]).update(from: y.pointer, count: y.count) }
                }
                break
            }
            rows = left.map { rows[$0] }
            inputs = inputs.gather(left)
            state = state.gather(left)
            iterations = max(4 * iterations, 20)
        }
        return result
    }
}
