import Tensors

/// A solver that goes from one iterate to the next, so that its trajectory can be shown beside a network's.
public protocol LassoIteration: LassoSolver {
    /// How many iterations `minimisers` takes, from y_0 = 0.
    var iterations: Int { get }
    /// Takes `count` iterations from `initial` (B, d) on inputs (B, p), and calls `visit(k, y_k)` for k = 0…count. The
    /// iterate is overwritten by the next one: copy what is to be kept.
    func iterate(_ block: Matrix<Float>, from initial: Matrix<Float>, count: Int, visit: (Int, Matrix<Float>) -> Void)
}

extension LassoIteration {
    public func minimisers(_ block: Matrix<Float>) -> Matrix<Double> {
        let zero = Matrix<Float>(rows: block.rows, columns: problem.dimension)
        var last = zero
        iterate(block, from: zero, count: iterations) { _, y in last = y }
        return last.converted()
    }

    /// The iterates y_k of each row of x at chosen k.
    ///
    /// - Parameters:
    ///   - x: inputs, (n, p), finite.
    ///   - initial: y_0, (n, d), finite.
    ///   - chosen: iterations k ≥ 0, ascending.
    ///   - workers: threads. The result has the same bytes for any number of them.
    /// - Returns: one (n, d) matrix for each chosen k.
    /// - Throws: `LassoError` on inputs of a wrong size, or not finite, and on `chosen` out of order.
    public func iterates(
        _ x: Matrix<Float>, from initial: Matrix<Float>, at chosen: [Int], workers: Workers = .one
    ) throws -> [Matrix<Float>] {
        try problem.validate(x)
        try problem.validate(initial, what: "initial iterates", columns: problem.dimension)
        guard initial.rows == x.rows else {
            throw LassoError.size(
                what: "initial iterates", expected: "as many rows as the inputs, \(x.rows)", got: "\(initial.rows)")
        }
        guard let last = chosen.last else { return [] }
        guard chosen[0] >= 0, zip(chosen, chosen.dropFirst()).allSatisfy(<) else {
            throw LassoError.setting(name: "at", value: "\(chosen)", expected: "ascending and not negative")
        }
        let result = chosen.map { _ in Matrix<Float>(rows: x.rows, columns: problem.dimension) }
        let blocks = Workers.ranges(x.rows, size: blockSize)
        workers.forEach(blocks.count) { shard, _ in
            let range = blocks[shard]
            var next = 0
            iterate(x.rows(range), from: initial.rows(range), count: last) { k, y in
                guard next < chosen.count, k == chosen[next] else { return }
                result[next].row(range.lowerBound).update(from: y.pointer, count: y.count)
                next += 1
            }
        }
        return result
    }

    /// y_0 … y_count of each row of x: count + 1 matrices (n, d).
    public func iterates(
        _ x: Matrix<Float>, from initial: Matrix<Float>, count: Int, workers: Workers = .one
    ) throws -> [Matrix<Float>] {
        try iterates(x, from: initial, at: Array(0...max(count, 0)), workers: workers)
    }
}
