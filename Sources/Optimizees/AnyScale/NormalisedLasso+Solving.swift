import Foundation
import Tensors

extension NormalisedLasso {
    /// The largest power of two by which ordinary data is away from 1, and is solved as it is.
    private static let ordinary = 20

    /// y*(x) of each row of x, with what is proven of it.
    ///
    /// - Parameters:
    ///   - x: inputs, (n, p), finite.
    ///   - method: how. What `certified` solves in blocks and cannot certify is then solved one by one.
    ///   - target: the relative gap above which a block's answer is solved once more by itself.
    ///   - workers: threads. The result has the same bytes for any number of them.
    /// - Throws: `LassoError` on inputs of a wrong size or not finite, and where the method cannot work with D.
    public func solve(
        _ x: Matrix<Double>, by method: LassoMethod, target: Double = 1e-8, workers: Workers = .one
    ) throws -> LassoAnswers {
        try LassoProblem.validate(x, what: "inputs", columns: inputDimension)
        let inputs = x.copy()
        let found = (0..<x.rows).map { PowerOfTwo.normalise($0, of: inputs) }
        let shifts = found.map { $0 ?? 0 }
        let samples = (0..<x.rows).map { found[$0] != nil && exceedsWeights(inputs.row($0), shifts[$0]) }
        let largest = shifts.indices.filter { samples[$0] }.map { shifts[$0] }.max()
        let blocks = try largest.flatMap { try BlockSolver(self, method, shift: $0, target: target) }
        let answers = LassoAnswers(rows: x.rows, columns: dimension)
        let ranges = Workers.ranges(x.rows, size: 256)
        workers.forEach(ranges.count) { shard, _ in
            let chosen = ranges[shard].filter { samples[$0] }
            // Zero is the answer to all others, and nothing is between it and the dual.
            guard !chosen.isEmpty else { return }
            // A block is solved whole where it can be: its products' last digits depend on its size.
            let inBlock = blocks.map { b in ranges[shard].filter { b.takes(shifts[$0]) } } ?? []
            let starts = blocks?.solve(x.gather(inBlock), rows: inBlock, shifts: shifts) ?? [:]
            for row in chosen {
                let problem = WeightedLasso(
                    atoms: atoms, x: inputs.rowValues(row), weights: weights(shifts[row]))
                var answer = starts[row].map(problem.judged)
                if method == .certified, !((answer?.gap ?? .infinity) <= target) {
                    let start = answer?.z ?? [Double](repeating: 0, count: dimension)
                    let descended = problem.descend(from: start)
                    answer = answer.map { $0.gap < min(descended.gap, 1e-3) ? $0 : descended } ?? descended
                }
                answers.take(
                    answer ?? problem.judged([Double](repeating: 0, count: dimension)), of: problem, row: row,
                    forth: { PowerOfTwo.scale($0, by: shifts[row] - exponents[$1]) },
                    back: { PowerOfTwo.scale($0, by: exponents[$1] - shifts[row]) })
            }
        }
        return answers
    }

    /// Whether an atom's correlation with x is above its weight: where none is, 0 is the minimiser.
    private func exceedsWeights(_ x: UnsafePointer<Double>, _ shift: Int) -> Bool {
        let weights = weights(shift)
        return (0..<dimension).contains { j in
            let atom = atoms.row(j)
            var sum = 0.0
            for i in 0..<inputDimension { sum += atom[i] * x[i] }
            return abs(sum) > weights[j]
        }
    }

    /// A solver of blocks, of the whole problem divided by two powers of two: of the dictionary and of the inputs.
    private struct BlockSolver {
        let solver: any LassoSolver
        let owner: NormalisedLasso
        let dictionaryShift: Int
        let inputShift: Int

        /// nil where blocks are not worth a try: samples by themselves do better.
        init?(_ owner: NormalisedLasso, _ method: LassoMethod, shift: Int, target: Double) throws {
            self.owner = owner
            dictionaryShift = abs(owner.exponent) <= ordinary ? 0 : owner.exponent
            inputShift = abs(shift) <= ordinary ? 0 : shift
            let alpha = PowerOfTwo.scale(owner.alpha, by: -dictionaryShift - inputShift)
            let d = owner.dimension
            // The Gram matrix and its relatives, in both precisions.
            let fits = Double(d) * Double(d) * 32 < Double(ProcessInfo.processInfo.physicalMemory) / 2
            // It is inverted, too, which many atoms of few numbers are not worth.
            let pays = fits && d <= max(2048, 4 * owner.inputDimension)
            if method == .certified, !owner.isEven || !pays || !(1e-12...1e12).contains(alpha) { return nil }
            guard fits else {
                throw LassoError.dictionary(
                    reason:
                        "the matrix DᵀD of its \(d) columns does not fit into memory, which \(method.rawValue) needs")
            }
            var dictionary = owner.dictionary
            if dictionaryShift != 0 {
                dictionary = dictionary.copy()
                for i in 0..<dictionary.count {
                    dictionary.pointer[i] = PowerOfTwo.scale(dictionary.pointer[i], by: -dictionaryShift)
                }
            }
            let problem = try LassoProblem(
                exact: dictionary, alpha: min(max(alpha, .leastNormalMagnitude), 1e30))
            if method == .certified {
                // What it cannot factor, samples by themselves need not.
                guard let certified = try? CertifiedLasso(problem: problem, target: target) else { return nil }
                solver = certified
            } else {
                solver = try method.solver(for: problem)
            }
        }

        /// Whether an input of this exponent is near enough to the largest.
        func takes(_ shift: Int) -> Bool {
            let distance = shift - inputShift
            return distance <= ordinary && (distance >= -ordinary || !(solver is CertifiedLasso))
        }

        /// z of each of some rows, whose inputs these are.
        func solve(_ x: Matrix<Double>, rows: [Int], shifts: [Int]) -> [Int: [Double]] {
            if inputShift != 0 {
                for i in 0..<x.count { x.pointer[i] = PowerOfTwo.scale(x.pointer[i], by: -inputShift) }
            }
            let y = (solver as? CertifiedLasso)?.quickMinimisers(x) ?? solver.minimisers(x.converted())
            var result: [Int: [Double]] = [:]
            for (k, row) in rows.enumerated() {
                // y′ belongs to D and x each divided by its power of two.
                let shift = inputShift - dictionaryShift - shifts[row]
                result[row] = y.rowValues(k).enumerated().map {
                    PowerOfTwo.scale($0.element, by: shift + owner.exponents[$0.offset])
                }
            }
            return result
        }
    }
}
