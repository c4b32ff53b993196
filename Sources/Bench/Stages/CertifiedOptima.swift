import Optimizees
import Stages
import Tensors

/// The certificates of a stage's optima: a row a set, with the worst and the median duality gap.
///
/// "Certified" is enforced: where a set has a gap above the tolerance, `solve` throws, and the stage writes nothing. It is
/// said of what is written, in float32: its f less the value of a dual point, which may come from the optimum before rounding,
/// as any dual point bounds the minimum. `worst_gap` is before rounding, `worst_relative_suboptimality` of what is written.
public struct CertifiedOptima {
    /// The largest duality gap relative to f that an optimum may have.
    public static let tolerance = 1e-6

    private let solver: any LassoSolver
    private let hint: String
    private var table = Table(columns: Self.columns)
    private static let columns = [
        "split", "samples", "checked", "worst_gap", "median_gap", "worst_relative_suboptimality", "solver",
    ]

    /// certificate.csv, for a study's description.
    public static func description(stage: String) -> StudyDescription.TableDescription {
        .init(stage: stage, file: "certificate.csv", columns: columns)
    }

    /// - Parameters:
    ///   - solver: finds the optima.
    ///   - hint: what helps where one cannot be certified.
    public init(_ solver: any LassoSolver, hint: String) {
        self.solver = solver
        self.hint = hint
    }

    /// y*(x) of a set of inputs, (n, d).
    ///
    /// - Parameters:
    ///   - split: the set's name in the table.
    ///   - certify: which samples' gaps are computed.
    ///   - progress: called now and then with the number of samples done.
    /// - Throws: `LassoError`, what `progress` throws, and `UncertifiedOptima`.
    public mutating func solve(
        _ x: Matrix<Float>, split: String, certify: CertificateScope = .all, workers: Workers,
        progress: ((Int) throws -> Void)? = nil
    ) throws -> Matrix<Float> {
        let solution = try solver.solveCertified(x, certify: certify, workers: workers, progress: progress)
        let certificate = solution.certificate
        let failures = certificate.failures(tolerance: Self.tolerance)
        guard failures.isEmpty else {
            throw UncertifiedOptima(
                split: split, failures: failures.count, checked: certificate.checked,
                worst: max(certificate.worstGap, certificate.worstRelativeSuboptimality),
                solver: solver.name, hint: hint)
        }
        table.append([
            split, certificate.samples, certificate.checked, certificate.worstGap, certificate.medianGap,
            certificate.worstRelativeSuboptimality, solver.name,
        ])
        return solution.minimisers
    }

    /// Writes certificate.csv. Throws `FileError`.
    public func write(to folder: Folder) throws { try folder.write(table, "certificate.csv") }
}

/// Optima that no duality gap certifies.
public struct UncertifiedOptima: Error, Equatable, CustomStringConvertible {
    /// The set.
    public let split: String
    /// How many samples missed the tolerance, of how many that were looked at.
    public let failures, checked: Int
    /// The largest gap relative to f.
    public let worst: Double
    /// What found them.
    public let solver: String
    /// What helps.
    public let hint: String

    public var description: String {
        "\(failures) of \(checked) optima of “\(split)” are not certified: the solver \(solver) leaves duality gaps up to "
            + "\(worst) of f, where at most \(CertifiedOptima.tolerance) is asked for. Hint: \(hint)"
    }
}
