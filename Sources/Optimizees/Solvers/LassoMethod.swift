/// The solvers by the names that settings use.
public enum LassoMethod: String, CaseIterable, Codable, Sendable {
    case ista, fista, admm, certified

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
