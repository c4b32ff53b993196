import Foundation
import Optimizees
import Stages
import Tensors

extension SparseCodingStudy {
    /// `sparse/ood`: the test images plus N(0, p²) on every pixel, unclamped as in the paper, with ỹ* solved anew for
    /// each p. Levels share one draw, scaled by p.
    var shiftStage: Stage {
        let settings = self.settings
        let seed = self.seed
        var own = settings.stageSettings(
            "sparse.problem.solver", "sparse.evaluation.samples", "sparse.evaluation.shifts")
        own["run.seed"] = .int(settings.int("run.seed"))
        let levels = settings.doubles("sparse.evaluation.shifts")
        let samples = settings.int("sparse.evaluation.samples")
        return Stage(
            name: "sparse/ood", settings: own, inputs: ["data/sparse", "sparse/labels"],
            work: Double(levels.count * samples) * Self.labelSeconds(dimension: dimension)
        ) { context in
            let (data, labels) = (
                Folder(try context.input("data/sparse")), Folder(try context.input("sparse/labels"))
            )
            let folder = Folder(context.directory)
            let problem = try lassoProblem(labels)
            let solver = try Self.solver(settings, problem)
            let workers = Workers(count: context.threads)
            let x = try data.matrix("test.npy").rows(0..<samples)
            let y = try labels.matrix("test.npy").rows(0..<samples)
            var summary = Table(columns: ["level", "samples", "distance_between_optima"])
            var certificates = Self.certificateTable
            for (index, level) in levels.enumerated() {
                context.progress.report(step: index, of: levels.count, unit: "levels")
                try context.checkInterruption()
                let shifted = Self.shifted(x, by: level, seed: seed, name: "test")
                let solution = try solver.solveCertified(shifted, workers: workers)
                Self.append(
                    solution.certificate, split: "test, p = \(level)", solver: solver.name, to: &certificates)
                try folder.write(shifted, "inputs-\(index).npy")
                try folder.write(solution.minimisers, "optima-\(index).npy")
                let moved = solution.minimisers.rowDistances(to: y).reduce(0, +) / Double(samples)
                summary.append([level, samples, moved])
            }
            try folder.write(summary, "summary.csv")
            try folder.write(certificates, "certificate.csv")
        }
    }

    /// `sparse/watched`: shifted validation images, to look at during training and never to choose by. A stage of its
    /// own, so that what is evaluated may change without new trainings.
    var watchedStage: Stage {
        let settings = self.settings
        let seed = self.seed
        var own = settings.stageSettings(
            "sparse.problem.solver", "sparse.evaluation.watched-shift", "sparse.training.validation-samples")
        own["run.seed"] = .int(settings.int("run.seed"))
        let samples = settings.int("sparse.training.validation-samples")
        return Stage(
            name: "sparse/watched", settings: own, inputs: ["data/sparse", "sparse/labels"],
            work: Double(samples) * Self.labelSeconds(dimension: dimension)
        ) { context in
            let (data, labels) = (
                Folder(try context.input("data/sparse")), Folder(try context.input("sparse/labels"))
            )
            let folder = Folder(context.directory)
            let problem = try lassoProblem(labels)
            let inputs = Self.shifted(
                try data.matrix("validation.npy").rows(0..<samples),
                by: settings.double("sparse.evaluation.watched-shift"), seed: seed, name: "validation")
            try folder.write(inputs, "inputs.npy")
            let solver = try Self.solver(settings, problem)
            try folder.write(try solver.solve(inputs, workers: Workers(count: context.threads)), "optima.npy")
        }
    }

    /// x + level·n, n ~ N(0, I).
    static func shifted(_ x: Matrix<Float>, by level: Double, seed: UInt64, name: String) -> Matrix<Float> {
        let result: Matrix<Float> = RandomStream(seed: seed, name: "shift/\(name)").normal(
            rows: x.rows, columns: x.columns, standardDeviation: level)
        Float.addScaled(result.pointer, x.pointer, scale: 1, count: x.count)
        return result
    }
}
