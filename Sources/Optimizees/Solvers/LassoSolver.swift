import Foundation
import Tensors

/// A method that finds y*(x) = argmin over y of f(y; x), eq. (13), for many x and one dictionary.
///
/// A solver says how it solves one block of samples; splitting, threads, checks of the input, rounding and certificates
/// are the same for all.
public protocol LassoSolver: Sendable {
    /// Its name in settings and tables: `ista`, `fista`, `admm`, `certified`.
    var name: String { get }
    /// The family of problems that it solves.
    var problem: LassoProblem { get }
    /// Samples that are solved together. Part of the result's last bits, so a constant of the solver.
    var blockSize: Int { get }
    /// The minimisers (B, d), before rounding to Float, of one block of finite inputs (B, p). Called by many threads.
    func minimisers(_ block: Matrix<Float>) -> Matrix<Double>
}

extension LassoSolver {
    public var blockSize: Int { 256 }

    /// y*(x) of each row of x: (n, d).
    ///
    /// - Parameters:
    ///   - x: inputs, (n, p), finite.
    ///   - workers: threads. The result has the same bytes for any number of them.
    ///   - progress: called with the number of samples done, one call at a time, in increasing order, from any of
    ///     the threads. What it throws ends the work soon and is thrown from here.
    /// - Throws: `LassoError` on inputs of a wrong size, or not finite; what `progress` throws.
    public func solve(
        _ x: Matrix<Float>, workers: Workers = .one, progress: ((Int) throws -> Void)? = nil
    ) throws -> Matrix<Float> {
        try run(x, check: { _ in false }, workers: workers, progress: progress).minimisers
    }

    /// y*(x) of each row of x, and how far from optimal it is at most.
    ///
    /// - Parameters:
    ///   - x: inputs, (n, p), finite.
    ///   - certify: the samples whose duality gap is computed; all are solved alike.
    ///   - workers: threads. The result has the same bytes for any number of them.
    ///   - progress: as for `solve`.
    /// - Throws: `LassoError` on inputs of a wrong size, or not finite; what `progress` throws.
    public func solveCertified(
        _ x: Matrix<Float>, certify: CertificateScope = .all, workers: Workers = .one,
        progress: ((Int) throws -> Void)? = nil
    ) throws -> LassoSolution {
        let chosen = certify.chosen(of: x.rows)
        return try run(x, check: { chosen[$0] }, workers: workers, progress: progress)
    }

    private func run(
        _ x: Matrix<Float>, check: (Int) -> Bool, workers: Workers, progress: ((Int) throws -> Void)?
    ) throws -> LassoSolution {
        try problem.validate(x)
        let blocks = Workers.ranges(x.rows, size: blockSize)
        let result = Matrix<Float>(rows: x.rows, columns: problem.dimension)
        var gaps = [[DualityGap]](repeating: [], count: blocks.count)
        let lock = NSLock()
        var done = 0
        var failure: (any Error)?
        workers.forEach(blocks.count) { shard, _ in
            guard lock.withLock({ failure == nil }) else { return }
            let range = blocks[shard]
            let inputs = x.rows(range)
            let y = minimisers(inputs)
            let rounded = result.row(range.lowerBound)
            for i in 0..<y.count { rounded[i] = Float(y.pointer[i]) }
            let checked = range.filter(check)
            let local = checked.map { $0 - range.lowerBound }
            let found = problem.dualityGaps(
                of: y.gather(local), for: inputs.gather(local), samples: checked)
            lock.withLock {
                gaps[shard] = found
                done += range.count
                guard failure == nil, let progress else { return }
                do { try progress(done) } catch { failure = error }
            }
        }
        if let failure { throw failure }
        return LassoSolution(
            minimisers: result, certificate: LassoCertificate(samples: x.rows, gaps: gaps.flatMap { $0 }))
    }
}

/// The solvers by the names that settings use.
public enum LassoMethod: String, CaseIterable, Codable, Sendable {
    /// Eq. (14).
    case ista
    /// ISTA with momentum and restarts.
    case fista
    /// The alternating direction method of multipliers.
    case admm
    /// ADMM, then an active set: the default.
    case certified

    /// A solver of this kind.
    ///
    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: nil for the solver's own default.
    /// - Throws: `LassoError` when the dictionary cannot be factored.
    public func solver(for problem: LassoProblem, iterations: Int? = nil) throws -> any LassoSolver {
        switch self {
        case .ista: return iterations.map { ISTA(problem: problem, iterations: $0) } ?? ISTA(problem: problem)
        case .fista: return iterations.map { FISTA(problem: problem, iterations: $0) } ?? FISTA(problem: problem)
        case .admm:
            return try iterations.map { try ADMM(problem: problem, iterations: $0) } ?? ADMM(problem: problem)
        case .certified:
            return try iterations.map { try CertifiedLasso(problem: problem, iterations: $0) }
                ?? CertifiedLasso(problem: problem)
        }
    }
}
