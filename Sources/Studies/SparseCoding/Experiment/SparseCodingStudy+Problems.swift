import Bench
import Foundation
import Optimizees
import Stages
import Tensors

/// The problems: D, y*(x) of every image, and shifted images with optima of their own.
extension SparseCodingStudy {
    /// Seconds on one core to solve and certify one sample, as measured at d = 77, 307 and 1228.
    private var labelSeconds: Double { 0.9e-4 * pow(Double(dimension) / 307, 2) }
    private var seed: StageSettings { settings.common.only(\.seed) }
    private static let hint = "--set sparse.problem.solver=certified"

    /// `sparse/labels/draw-<k>`: D, and y*(x) of eq. (13) for every image, certified by a duality gap.
    func labelStage(draw: Int) -> Stage {
        let splits = ["train": settings.data.train, "validation": settings.data.validation, "test": settings.data.test]
        let samples = splits.values.reduce(0, +)
        return .numerical(
            name: StageNames.drawn(labels, draw), settings: settings.problem.stageSettings + seed,
            inputs: [names.data(draw: draw)],
            work: Double(samples) * labelSeconds
        ) { context in
            let (data, folder) = (try context.folder(names.data(draw: draw)), context.results)
            let drawSeed = settings.common.drawSeed(draw)
            let dictionary = dictionary(seed: drawSeed)
            let problem = try LassoProblem(dictionary: dictionary, alpha: settings.problem.alpha)
            var optima = CertifiedOptima(try settings.problem.solver.solver(for: problem), hint: Self.hint)
            try folder.write(dictionary, "D.npy")
            let count = settings.problem.certify
            var done = 0
            for name in ["train", "validation", "test"] {
                let x = try data.matrix("\(name).npy")
                let before = done
                let y = try optima.solve(
                    x, split: name, certify: count == 0 ? .all : .sample(count: count, seed: drawSeed),
                    workers: context.workers
                ) {
                    context.progress.report(step: before + $0, of: samples, unit: "samples", message: name)
                    try context.checkInterruption()
                }
                done += x.rows
                try folder.write(y, "\(name).npy")
                if name == "train" {
                    try folder.write(Self.summary(y, largestEigenvalue: problem.largestEigenvalue), "summary.csv")
                }
            }
            try optima.write(to: folder)
        }
    }

    /// D: (p, d), of independent elements.
    private func dictionary(seed: UInt64) -> Matrix<Float> {
        let (p, d) = (inputDimension, dimension)
        switch settings.problem.dictionary {
        case .gaussian: return RandomStream(seed: seed, name: "dictionary").normal(rows: p, columns: d)
        case .uniform:
            var stream = RandomStream(seed: seed, name: "dictionary/uniform")
            return Matrix(rows: p, columns: d, values: (0..<p * d).map { _ in Float(stream.uniform()) })
        }
    }

    /// The family of problems of the folder of a draw's labels.
    func lassoProblem(_ labels: Folder) throws -> LassoProblem {
        try LassoProblem(dictionary: try labels.matrix("D.npy"), alpha: settings.problem.alpha)
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

    /// `sparse/ood/draw-<k>`: the test images plus N(0, p²) on every pixel, unclamped as in the paper, with ỹ* solved anew for
    /// each p. Levels share one draw, scaled by p.
    func shiftStage(draw: Int) -> Stage {
        let (levels, samples) = (settings.evaluation.shifts, settings.evaluation.samples)
        let (data, labels) = (names.data(draw: draw), StageNames.drawn(labels, draw))
        return .numerical(
            name: StageNames.drawn(shifted, draw),
            settings: settings.problem.only(\.solver) + settings.evaluation.only(\.samples, \.shifts) + seed,
            inputs: [data, labels], work: Double(levels.count * samples) * labelSeconds
        ) { context in
            let (data, labels) = (try context.folder(data), try context.folder(labels))
            let folder = context.results
            let problem = try lassoProblem(labels)
            var optima = CertifiedOptima(try settings.problem.solver.solver(for: problem), hint: Self.hint)
            let x = try data.matrix("test.npy").rows(0..<samples)
            let y = try labels.matrix("test.npy").rows(0..<samples)
            var summary = Table(columns: ["level", "samples", "distance_between_optima"])
            for (index, level) in levels.enumerated() {
                context.progress.report(step: index, of: levels.count, unit: "levels")
                try context.checkInterruption()
                let shifted = Self.shifted(x, by: level, seed: settings.common.drawSeed(draw), name: "test")
                let minimisers = try optima.solve(shifted, split: "test, p = \(level)", workers: context.workers)
                try folder.write(shifted, "inputs-\(index).npy")
                try folder.write(minimisers, "optima-\(index).npy")
                summary.append([level, samples, minimisers.rowDistances(to: y).reduce(0, +) / Double(samples)])
            }
            try folder.write(summary, "summary.csv")
            try optima.write(to: folder)
        }
    }

    /// `sparse/watched/draw-<k>`: shifted validation images, to look at during training and never to choose by. A stage of its
    /// own, so that what is evaluated may change without new trainings.
    func watchedStage(draw: Int) -> Stage {
        let samples = settings.training.optimiser.validationSamples
        let (data, labels) = (names.data(draw: draw), StageNames.drawn(labels, draw))
        return .numerical(
            name: StageNames.drawn(watched, draw),
            settings: settings.problem.only(\.solver) + settings.evaluation.only(\.watchedShift)
                + settings.training.optimiser.only(\.validationSamples) + seed,
            inputs: [data, labels], work: Double(samples) * labelSeconds
        ) { context in
            let problem = try lassoProblem(try context.folder(labels))
            let inputs = Self.shifted(
                try context.folder(data).matrix("validation.npy").rows(0..<samples),
                by: settings.evaluation.watchedShift, seed: settings.common.drawSeed(draw),
                name: "validation")
            try context.results.write(inputs, "inputs.npy")
            var optima = CertifiedOptima(try settings.problem.solver.solver(for: problem), hint: Self.hint)
            let minimisers = try optima.solve(inputs, split: "watched", workers: context.workers)
            try context.results.write(minimisers, "optima.npy")
        }
    }

    /// x + level·n, n ~ N(0, I).
    private static func shifted(_ x: Matrix<Float>, by level: Double, seed: UInt64, name: String) -> Matrix<Float> {
        let result: Matrix<Float> = RandomStream(seed: seed, name: "shift/\(name)").normal(
            rows: x.rows, columns: x.columns, standardDeviation: level)
        Float.addScaled(result.pointer, x.pointer, scale: 1, count: x.count)
        return result
    }
}
