import Bench
import Stages
import Support
import Unrolled

/// The tables of an evaluation. What exceeds 10¹² counts as that: the iteration has run away.
struct ConvergentTables {
    /// The tables' columns. Runs are "trained"; "cycle", where an untied network's layers are run through again and again; and
    /// "random", which is of all networks with random weights together. k = 0 has no residual.
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(
            stage: "evaluate", file: "iterations.csv",
            columns: [
                "run", "iteration", "nmse", "nmse_worst", "residual_median", "residual_worst", "distance_median",
                "distance_worst", "size_worst",
            ]),
        .summary(of: "evaluate"),
        .init(
            stage: "evaluate", file: "jacobians.csv", columns: ["scene", "layer", "trace", "square", "norm"]),
        .init(
            stage: "evaluate", file: "norms.csv", columns: ["weights", "layer", "convolution", "exact", "reshaped"]),
        .init(
            stage: "evaluate", file: "shifts.csv",
            columns: ["noise", "nmse_trained_depth", "nmse_last", "residual_trained_depth", "residual_last"]),
    ]
    private var tables = descriptions.map { Table(columns: $0.columns) }

    mutating func add(_ run: String, _ record: IterationRecord) {
        for k in record.sizes.indices {
            let residuals = k > 0 ? record.residuals[k - 1] : []
            tables[0].append([
                run, k, record.errors[k], record.worstErrors[k], residuals.isEmpty ? nil : Self.median(residuals),
                residuals.max(), Self.median(record.distances[k]), record.distances[k].max(), record.sizes[k].max(),
            ])
        }
    }

    mutating func add(_ rows: [(String, any TableValue)]) {
        for (name, value) in rows { tables[1].append([name, value]) }
    }

    /// tr J/N, ‖J‖²_F/N, and the largest singular value.
    mutating func addJacobian(scene: Int, layer: Int, trace: Double, square: Double, norm: Double) {
        tables[2].append([scene, layer, trace, square, norm])
    }

    mutating func addNorm(_ weights: String, layer: Int, convolution: Int, exact: Double, reshaped: Double) {
        tables[3].append([weights, layer, convolution, exact, reshaped])
    }

    mutating func addShift(_ decibels: Double, depth: Int, _ record: IterationRecord) {
        tables[4].append([
            decibels, record.errors[depth], record.errors.last, record.residuals[depth - 1].max(),
            record.residuals.last?.max(),
        ])
    }

    /// Those with rows: thresholds alone have no convolutions. Throws `FileError`.
    func write(to folder: Folder) throws {
        for (table, description) in zip(tables, Self.descriptions) where table.rowCount > 0 {
            try folder.write(table, description.file)
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
