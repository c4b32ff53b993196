import Foundation
import Report
import Stages

/// The tables of the study of convergent unrolling, of all seeds with which all its networks were evaluated.
struct ConvergentRun {
    /// What an iteration did, by k = 0, 1, …
    struct Iterations {
        var nmse: [Double]
        var worstError: [Double]
        /// NaN at k = 0.
        var medianResidual: [Double]
        var worstResidual: [Double]
        var medianDistance: [Double]
        var worstDistance: [Double]
        var worstSize: [Double]

        var last: Int { nmse.count - 1 }
        var steps: [Double] { nmse.indices.map(Double.init) }
    }

    /// An evaluation of one network.
    struct Evaluation {
        var summary: Table
        var runs: [String: Iterations]
        /// tr J/N, ‖J‖²_F/N and the largest singular value, scene by scene.
        var traces: [Double]
        var squares: [Double]
        var slopes: [Double]
        /// Exact norms over those of the reshaped kernels: of the trained weights, and of random ones.
        var trainedRatios: [Double]
        var randomRatios: [Double]
        var shifts: Table
    }

    /// The networks that every seed has, in the order of tables.
    static let methods = [
        "free", "lipschitz", "firm", "contractive", "frame", "soft", "free-untied", "contractive-untied", "free-tail",
    ]
    /// Those whose residuals cannot grow.
    static let guaranteed = ["lipschitz", "firm", "contractive", "frame", "soft"]
    /// Those that can be clipped, and so are bounded.
    static let bounded = ["lipschitz", "firm", "contractive"]
    /// What is added to the name of a network that was trained with (CII).
    static let descending = "-descent"
    /// What runs that ran away count as.
    static let cap = 1e12
    /// q of contractive networks, which the study's own declarations do not set.
    static let contraction = 0.95

    let study: StudyReader
    let seeds: [Int]
    /// T, the layers that networks were trained with.
    let depth: Int
    private let evaluations: [String: [Evaluation]]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        let seeds = try study.seeds(ofAll: Self.methods)
        self.seeds = seeds
        evaluations = try Dictionary(
            uniqueKeysWithValues: Self.methods.map { method in
                (method, try seeds.map { try Self.evaluation(study, method, $0) })
            })
        let layers = try study.table("summary.csv", of: "free", seed: seeds[0]).number("layers")
        let shortest = evaluations.values.joined().flatMap { $0.runs.values.map(\.last) }.min() ?? 0
        guard let depth = Int(exactly: layers), depth > 0, 2 * depth <= shortest else {
            throw RunReaderError.noRow("twice as many iterations as layers", file: "iterations.csv")
        }
        self.depth = depth
    }

    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: "free", seeds: seeds) }

    /// The evaluations of a network, one a seed.
    func of(_ method: String) -> [Evaluation] { evaluations[method] ?? [] }

    /// A run of a network, one a seed that has it.
    func iterations(_ method: String, _ run: String = "trained") -> [Iterations] {
        of(method).compactMap { $0.runs[run] }
    }

    /// The number of the last iteration.
    var last: Int { iterations("free").map(\.last).min() ?? depth }

    /// A number of summary.csv with each seed. Throws `TableError`.
    func numbers(_ name: String, _ method: String) throws -> [Double] {
        try of(method).map { try $0.summary.number(name) }
    }

    /// The largest of a column over seeds, k by k.
    func largest(
        _ method: String, _ column: KeyPath<Iterations, [Double]>, in run: String = "trained"
    ) -> [Double] {
        let all = iterations(method, run).map { $0[keyPath: column] }
        return (0..<(all.map(\.count).min() ?? 0)).map { k in all.map { $0[k] }.max() ?? .nan }
    }

    /// The mean of a column over seeds, k by k.
    func mean(_ method: String, _ column: KeyPath<Iterations, [Double]>, in run: String = "trained") -> [Double] {
        let all = iterations(method, run).map { $0[keyPath: column] }
        return (0..<(all.map(\.count).min() ?? 0)).map { k in Moments.mean(all.map { $0[k] }) }
    }

    /// A network that was trained with (CII), with the seeds that have it; none where there is none.
    func descending(_ method: String) -> [Evaluation] {
        let id = method + Self.descending
        return study.seeds(of: id).compactMap { try? Self.evaluation(study, id, $0) }
    }

    /// The mean NMSE over seeds in dB, k by k.
    func decibels(_ method: String) -> [Double] { mean(method, \.nmse).map(Self.decibels) }

    /// 10·log10 of a share.
    static func decibels(_ share: Double) -> Double { 10 * log10(share) }

    private static func evaluation(_ study: StudyReader, _ method: String, _ seed: Int) throws -> Evaluation {
        func table(_ file: String) throws -> Table { try study.table(file, of: method, seed: seed) }
        // Thresholds alone have no convolutions, and two networks one after the other no denoiser of their own.
        func optional(_ file: String) throws -> Table? {
            do { return try table(file) } catch is RunReaderError { return nil }
        }
        let (all, jacobians) = (try table("iterations.csv"), try optional("jacobians.csv"))
        var runs: [String: Iterations] = [:]
        for run in try all.distinct("run") { runs[run] = try iterations(all.rows(where: "run", is: run)) }
        guard runs["trained"] != nil else { throw RunReaderError.noRow("“trained”", file: "iterations.csv") }
        let norms = try optional("norms.csv")
        func ratios(_ wanted: String) throws -> [Double] {
            guard let norms else { return [] }
            let (weights, exact, reshaped) = (
                try norms.strings("weights"), try norms.doubles("exact"), try norms.doubles("reshaped")
            )
            return weights.indices.filter { weights[$0] == wanted }.map { exact[$0] / reshaped[$0] }
        }
        return Evaluation(
            summary: try table("summary.csv"), runs: runs, traces: try jacobians?.doubles("trace") ?? [],
            squares: try jacobians?.doubles("square") ?? [], slopes: try jacobians?.doubles("norm") ?? [],
            trainedRatios: try ratios("trained"), randomRatios: try ratios("random"), shifts: try table("shifts.csv"))
    }

    private static func iterations(_ table: Table) throws -> Iterations {
        let count = try table.ints("iteration")
        guard count == Array(0..<count.count), count.count > 2 else {
            throw RunReaderError.noRow("the iterations 0, 1, 2, …", file: "iterations.csv")
        }
        return Iterations(
            nmse: try table.doubles("nmse"), worstError: try table.doubles("nmse_worst"),
            medianResidual: try table.optionalDoubles("residual_median").map { $0 ?? .nan },
            worstResidual: try table.optionalDoubles("residual_worst").map { $0 ?? .nan },
            medianDistance: try table.doubles("distance_median"), worstDistance: try table.doubles("distance_worst"),
            worstSize: try table.doubles("size_worst"))
    }
}
