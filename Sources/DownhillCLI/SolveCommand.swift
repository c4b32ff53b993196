import ArgumentParser
import Foundation
import Optimizees
import Support
import Tensors

/// `downhill solve`: y*(x) of the user's own signals, certified.
struct SolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Solves LASSO problems with one dictionary, eq. (13), and certifies the answers.",
        discussion: """
            Exit code 0 says that every answer, as it is written, is proven to be within \(tolerance) of its minimum, \
            relative to it: by the duality gap of the data as they stand in the files. Where one is not, Y is written all \
            the same, and the exit code is 65; 1 where another solver than “certified” was asked for.
            """)

    @Option(help: "D, (p, d), float32 or float64.")
    var dictionary: String

    @Option(help: "X, (n, p): one signal a row.")
    var input: String

    @Option(help: "α, the weight of the ℓ1 norm.")
    var alpha = 0.5

    @Option(help: "Where Y, (n, d), is written: float32, or float64 where D or X is, or where float32 cannot hold Y.")
    var output: String

    @Option(help: "How: \(LassoMethod.allCases.map(\.rawValue).joined(separator: ", ")).")
    var solver: LassoMethod = .certified

    @Option(help: "Threads.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    /// The largest relative duality gap of an answer that counts as solved.
    static let tolerance = 1e-6

    func validate() throws {
        guard alpha > 0, alpha.isFinite else {
            throw ValidationError("--alpha is \(alpha); expected a positive number.")
        }
        try RunOptions.checkThreads(threads)
        try RunOptions.checkOutputFile(output)
    }

    func run() throws {
        try MachineLimits.check(threads: threads)
        try BLAS.check()
        let d = try NPY.read(dictionary, as: Double.self)
        let x = try NPY.read(input, as: Double.self)
        try check(d, x)
        let began = ContinuousClock.now
        let isDouble = try NPY.storesDouble(dictionary) || NPY.storesDouble(input)
        let answers = try NormalisedLasso(dictionary: d, alpha: alpha).solve(
            x, by: solver, target: isDouble ? 1e-10 : 1e-8, workers: Workers(count: threads))
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        try refuseInfinite(answers.minimisers)
        let worsened = zip(answers.gapsInFloat, answers.gaps).contains { $0 > max(Self.tolerance, 2 * $1) }
        let writesDouble = isDouble || worsened
        let gaps = (writesDouble ? answers.gaps : answers.gapsInFloat).sorted()
        if writesDouble {
            try NPY.write(answers.minimisers, to: output)
        } else {
            try NPY.write(answers.minimisers.converted(to: Float.self), to: output)
        }
        tell(
            "\(x.rows) signals in \(String(format: "%.2f", seconds)) s; worst relative duality gap "
                + "\(Self.text(gaps.last ?? 0)), median \(Self.text(gaps.isEmpty ? 0 : gaps[gaps.count / 2])) "
                + "(of Y as written, \(writesDouble ? "float64" : "float32"))", besides: output)
        if writesDouble, !isDouble {
            tell("Y is float64 here: float32 does not hold these answers to \(Self.tolerance).", besides: output)
        }
        let failures = gaps.filter { !($0 <= Self.tolerance) }.count
        guard failures == 0 else {
            throw UncertifiedAnswers(
                failures: failures, signals: x.rows, worst: gaps.last ?? .infinity, solver: solver, output: output)
        }
    }

    private static func text(_ gap: Double) -> String { String(format: "%.2e", gap) }

    /// Mistakes in the data, by the file that has them.
    private func check(_ d: Matrix<Double>, _ x: Matrix<Double>) throws {
        guard d.count > 0 else {
            throw DataError(
                file: dictionary, expected: "a dictionary of at least one row and one column",
                got: "\(d.rows) × \(d.columns)")
        }
        guard x.columns == d.rows else {
            throw DataError(
                file: input, expected: "rows of \(d.rows) numbers, as many as \(dictionary) has rows",
                got: "\(x.rows) rows of \(x.columns)", hint: "samples are rows of X, atoms are columns of D")
        }
        for (matrix, file) in [(d, dictionary), (x, input)] {
            guard let (row, column) = matrix.firstNotFinite else { continue }
            throw DataError(
                file: file, expected: "finite numbers",
                got: "\(matrix[row, column]) in row \(row), column \(column) (counted from 0)")
        }
        try MatrixSize.check(
            rows: 2 * x.rows, columns: d.columns, as: Double.self,
            what: "\(x.rows) signals, each with an answer of \(d.columns) numbers", file: input)
    }

    private func refuseInfinite(_ y: Matrix<Double>) throws {
        guard let (row, column) = y.firstNotFinite else { return }
        throw DataError(
            file: dictionary, expected: "answers that float64 can hold",
            got: "one beyond its range, for signal \(row) at atom \(column) (counted from 0); nothing is written",
            hint: "choose units in which the atoms and the signals are not that far apart")
    }
}

/// Answers without the proof that was asked for.
struct UncertifiedAnswers: Error, CustomStringConvertible {
    let failures, signals: Int
    let worst: Double
    let solver: LassoMethod
    let output: String

    var description: String {
        let help =
            solver == .certified
            ? "α may be too small for Double's digits beside this dictionary, or its atoms nearly dependent: a larger "
                + "--alpha helps, or a dictionary without atoms that others make up"
            : "--solver certified goes on where \(solver.rawValue) ends"
        return
            "\(failures) of \(signals) signals have a relative duality gap above \(SolveCommand.tolerance); the worst "
            + "is \(String(format: "%.2e", worst)). \(output) is written, but these answers are not certified. "
            + "Hint: \(help)."
    }
}

extension LassoMethod: ExpressibleByArgument {}
