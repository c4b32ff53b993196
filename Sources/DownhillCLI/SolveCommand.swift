import ArgumentParser
import Foundation
import Optimizees
import Tensors

/// `downhill solve`: y*(x) of the user's own signals, certified.
struct SolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Solves LASSO problems with one dictionary, eq. (13), and certifies the answers.")

    @Option(help: "D, (p, d), float32 or float64.")
    var dictionary: String

    @Option(help: "X, (n, p): one signal a row.")
    var input: String

    @Option(help: "α, the weight of the ℓ1 norm.")
    var alpha = 0.5

    @Option(help: "Where Y, (n, d), float32, is written.")
    var output: String

    @Option(help: "How: \(LassoMethod.allCases.map(\.rawValue).joined(separator: ", ")).")
    var solver: LassoMethod = .certified

    @Option(help: "Threads.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard alpha > 0, alpha.isFinite else {
            throw ValidationError("--alpha is \(alpha); expected a positive number.")
        }
        guard threads >= 1 else { throw ValidationError("--threads is \(threads); expected at least 1.") }
    }

    func run() throws {
        try MachineLimits.check(threads: threads)
        let problem = try LassoProblem(dictionary: try NPY.read(dictionary), alpha: alpha)
        let x: Matrix<Float> = try NPY.read(input)
        let began = ContinuousClock.now
        let solution = try solver.solver(for: problem).solveCertified(x, workers: Workers(count: threads))
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        try NPY.write(solution.minimisers, to: output)
        let certificate = solution.certificate
        print(
            "\(x.rows) signals in \(String(format: "%.2f", seconds)) s; worst relative duality gap "
                + "\(String(format: "%.2e", certificate.worstGap)), median "
                + "\(String(format: "%.2e", certificate.medianGap)) (in Double, before rounding to float32)")
        let failures = certificate.failures().count
        if failures > 0 { print("\(failures) signals have a gap above 1e-6. Hint: --solver certified") }
    }
}

extension LassoMethod: ExpressibleByArgument {}
