import Optimizees
import Stages
import Tensors

/// y at some layers, or iterations, of a method.
struct Iterates {
    /// Which layers: 0 is the start.
    let layers: [Int]
    /// (n, d) for each of them.
    let outputs: [Matrix<Float>]
}

/// The test samples, in and out of distribution, and the tables that every method writes about them.
package struct TestProblem {
    let lasso: Lasso<Float>
    let largestEigenvalue: Double
    let epsilon: Double
    /// x and y*: (n, p), (n, d).
    let inputs: Matrix<Float>
    let optima: Matrix<Float>
    private let levels: [Double]
    private let shiftedFolder: Folder

    init(study: SparseCodingStudy, context: StageContext) throws {
        let labels = Folder(try context.input("sparse/labels"))
        let samples = 0..<study.settings.int("sparse.evaluation.samples")
        lasso = Lasso(dictionary: try labels.matrix("D.npy"), alpha: study.settings.double("sparse.problem.alpha"))
        largestEigenvalue = try labels.number("lambda_max", in: "summary.csv")
        epsilon = study.settings.double("sparse.constraint.epsilon")
        inputs = try Folder(try context.input("data/sparse")).matrix("test.npy").rows(samples)
        optima = try labels.matrix("test.npy").rows(samples)
        levels = study.settings.doubles("sparse.evaluation.shifts")
        shiftedFolder = Folder(try context.input("sparse/ood"))
    }

    /// Share of the samples with m_l ≤ (1 − ε)·m_{l−1}: the constraint of each sample by itself, with the true ε.
    func satisfied(_ current: [Double], _ previous: [Double]) -> Double {
        Self.satisfied(current, previous, epsilon: epsilon)
    }

    /// The same with ε given.
    package static func satisfied(_ current: [Double], _ previous: [Double], epsilon: Double) -> Double {
        let count = zip(current, previous).reduce(0) { $0 + ($1.0 <= (1 - epsilon) * $1.1 ? 1 : 0) }
        return Double(count) / Double(max(1, current.count))
    }

    /// `layers.csv`, `samples.csv`, `truth.csv`, `ood.csv` and `ood-samples.csv` of a method that maps x to iterates.
    func writeTables(to folder: Folder, _ method: (Matrix<Float>) throws -> Iterates) throws {
        try writeLayers(to: folder, try method(inputs))
        try writeShifts(to: folder, method)
        var truth = Table(columns: ["sample", "l1", "objective", "norm"])
        let (l1, objective, norm) = (optima.rowMagnitudes(), lasso.values(optima, inputs), optima.rowNorms())
        for n in 0..<optima.rows { truth.append([n, l1[n], objective[n], norm[n]]) }
        try folder.write(truth, "truth.csv")
    }

    private func writeLayers(to folder: Folder, _ iterates: Iterates) throws {
        var table = Table(columns: [
            "layer", "distance_mean", "distance_std", "objective_mean", "objective_std", "l1_mean", "l1_std",
            "ratio_mean", "satisfied",
        ])
        var samples = Table(columns: ["sample", "layer", "distance", "objective", "l1"])
        var previous: [Double]?
        for (layer, y) in zip(iterates.layers, iterates.outputs) {
            let (distance, objective, l1) = (
                y.rowDistances(to: optima), lasso.values(y, inputs), y.rowMagnitudes()
            )
            let ratio = previous.map { Summary(zip(distance, $0).map { $0 / max($1, .leastNormalMagnitude) }).mean }
            let parts = [distance, objective, l1].map { Summary($0) }
            let numbers: [any TableValue] = [layer] + parts.flatMap { [$0.mean, $0.deviation] }
            table.append(numbers + [ratio, previous.map { satisfied(distance, $0) }])
            for n in 0..<y.rows { samples.append([n, layer, distance[n], objective[n], l1[n]]) }
            previous = distance
        }
        try folder.write(table, "layers.csv")
        try folder.write(samples, "samples.csv")
    }

    /// Beside the distance to ỹ*, the authors' metric: inputs clamped to [0, 1], the distance to the y* of the
    /// unshifted image, and f at that image.
    private func writeShifts(to folder: Folder, _ method: (Matrix<Float>) throws -> Iterates) throws {
        var table: Table?
        var samples = Table(columns: ["level", "sample", "distance", "objective", "old_distance"])
        for (index, level) in levels.enumerated() {
            let (x, target) = (
                try shiftedFolder.matrix("inputs-\(index).npy"), try shiftedFolder.matrix("optima-\(index).npy")
            )
            let iterates = try method(x)
            let last = iterates.outputs[iterates.outputs.count - 1]
            let clamped = x.copy()
            for i in 0..<x.count { clamped.pointer[i] = min(max(x.pointer[i], 0), 1) }
            let old = try method(clamped).outputs[iterates.outputs.count - 1]
            let columns = [
                last.rowDistances(to: target), lasso.values(last, x), old.rowDistances(to: optima),
                lasso.values(old, inputs),
            ]
            let distances = iterates.outputs.map { $0.rowDistances(to: target) }
            var layerTable =
                table
                ?? Table(
                    columns: [
                        "level", "distance_mean", "distance_std", "objective_mean", "objective_std",
                        "old_distance_mean", "old_distance_std", "old_objective_mean", "old_objective_std",
                    ] + iterates.layers.dropFirst().map { "satisfied_\($0)" })
            let numbers = [level] + columns.map { Summary($0) }.flatMap { [$0.mean, $0.deviation] }
            layerTable.append(
                numbers + (1..<max(1, distances.count)).map { satisfied(distances[$0], distances[$0 - 1]) })
            for n in 0..<x.rows { samples.append([level, n, columns[0][n], columns[1][n], columns[2][n]]) }
            table = layerTable
        }
        if let table { try folder.write(table, "ood.csv") }
        try folder.write(samples, "ood-samples.csv")
    }
}
