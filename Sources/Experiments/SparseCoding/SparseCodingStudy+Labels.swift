import Foundation
import Optimizees
import Stages
import Tensors

extension SparseCodingStudy {
    /// `sparse/labels`: D, and y*(x) of eq. (13) for every image, certified by a duality gap.
    var labelStage: Stage {
        let settings = self.settings
        let (p, d, seed) = (inputDimension, dimension, self.seed)
        var own = settings.stageSettings("sparse.problem.")
        own["run.seed"] = .int(settings.int("run.seed"))
        let samples = ["train", "validation", "test"].reduce(0) { $0 + settings.int("sparse.data.\($1)") }
        return Stage(
            name: "sparse/labels", settings: own, inputs: ["data/sparse"],
            work: Double(samples) * Self.labelSeconds(dimension: d)
        ) { context in
            let (data, folder) = (Folder(try context.input("data/sparse")), Folder(context.directory))
            let dictionary = Self.dictionary(
                settings.string("sparse.problem.dictionary"), rows: p, columns: d, seed: seed)
            let problem = try LassoProblem(dictionary: dictionary, alpha: settings.double("sparse.problem.alpha"))
            let solver = try Self.solver(settings, problem)
            try folder.write(dictionary, "D.npy")
            var certificates = Self.certificateTable
            var done = 0
            for name in ["train", "validation", "test"] {
                let x = try data.matrix("\(name).npy")
                let before = done
                let count = settings.int("sparse.problem.certify")
                let solution = try solver.solveCertified(
                    x, certify: count == 0 ? .all : .sample(count: count, seed: seed),
                    workers: Workers(count: context.threads)
                ) {
                    context.progress.report(step: before + $0, of: samples, unit: "samples", message: name)
                    try context.checkInterruption()
                }
                done += x.rows
                try folder.write(solution.minimisers, "\(name).npy")
                Self.append(solution.certificate, split: name, solver: solver.name, to: &certificates)
                if name == "train" {
                    try folder.write(
                        Self.summary(solution.minimisers, largestEigenvalue: problem.largestEigenvalue), "summary.csv")
                }
            }
            try folder.write(certificates, "certificate.csv")
        }
    }

    /// Seconds on one core to solve and certify one sample, as measured at d = 77, 307 and 1228.
    static func labelSeconds(dimension: Int) -> Double { 0.9e-4 * pow(Double(dimension) / 307, 2) }

    /// D: (p, d), of independent elements.
    static func dictionary(_ kind: String, rows: Int, columns: Int, seed: UInt64) -> Matrix<Float> {
        if kind == "gaussian" {
            return RandomStream(seed: seed, name: "dictionary").normal(rows: rows, columns: columns)
        }
        var stream = RandomStream(seed: seed, name: "dictionary/uniform")
        return Matrix(
            rows: rows, columns: columns, values: (0..<rows * columns).map { _ in Float(stream.uniform()) })
    }

    /// The family of problems of the folder of `sparse/labels`.
    func lassoProblem(_ labels: Folder) throws -> LassoProblem {
        try LassoProblem(dictionary: try labels.matrix("D.npy"), alpha: settings.double("sparse.problem.alpha"))
    }

    static func solver(_ settings: RunSettings, _ problem: LassoProblem) throws -> any LassoSolver {
        let name = settings.string("sparse.problem.solver")
        return try (LassoMethod(rawValue: name) ?? .certified).solver(for: problem)
    }

    static var certificateTable: Table {
        Table(columns: [
            "split", "samples", "checked", "worst_gap", "median_gap", "worst_relative_suboptimality", "solver",
        ])
    }

    static func append(_ certificate: LassoCertificate, split: String, solver: String, to table: inout Table) {
        table.append([
            split, certificate.samples, certificate.checked, certificate.worstGap, certificate.medianGap,
            certificate.worstRelativeSuboptimality, solver,
        ])
    }

    /// What the optima look like: the unit τ of losses and thresholds is their root mean square.
    private static func summary(
        _ optima: Matrix<Float>, largestEigenvalue: Double
    ) -> [(String, any TableValue)] {
        let n = Double(max(1, optima.rows))
        let nonzeros = (0..<optima.count).reduce(0) { $0 + (optima.pointer[$1] != 0 ? 1 : 0) }
        return [
            ("rms", optima.rootMeanSquare), ("mean_l1", optima.rowMagnitudes().reduce(0, +) / n),
            ("mean_nonzeros", Double(nonzeros) / n), ("lambda_max", largestEigenvalue),
        ]
    }
}
