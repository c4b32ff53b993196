import Bench
import Stages

/// The tables of an evaluation. `slack` is the mean of C(y_l, y_{l−1}) = m_l − (1 − ε)m_{l−1}, blank at layer 0.
struct TheoryTables {
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(
            stage: "evaluate", file: "layers.csv",
            columns: [
                "set", "measure", "layer", "samples", "mean", "deviation", "largest", "slack", "slack_deviation",
            ]),
        .init(
            stage: "evaluate", file: "shifts.csv",
            columns: ["level", "layer", "mean", "slack", "slack_deviation", "steepest"]),
        .init(
            stage: "evaluate", file: "slopes.csv",
            columns: ["layer", "slope_bound", "jump_bound", "range_bound", "slope_largest", "slope_mean"]),
        .init(stage: "evaluate", file: "optima.csv", columns: ["measure", "mean", "largest"]),
    ]
    private var tables = descriptions.map { Table(columns: $0.columns) }
    private let epsilon: Double

    init(epsilon: Double) { self.epsilon = epsilon }

    private func slacks(_ values: [[Double]], _ layer: Int) -> Summary? {
        layer == 0 ? nil : Summary(zip(values[layer], values[layer - 1]).map { $0 - (1 - epsilon) * $1 })
    }

    /// m_l of each sample, layer by layer from 0 on.
    mutating func addLayers(_ set: String, _ quantity: Quantity, _ values: [[Double]]) {
        for (layer, own) in values.enumerated() {
            let (summary, slack) = (Summary(own), slacks(values, layer))
            tables[0].append([
                set, quantity.rawValue, layer, own.count, summary.mean, summary.deviation, own.max(), slack?.mean,
                slack?.deviation,
            ])
        }
    }

    /// The same of shifted signals; `steepest` is the largest change of m_l over the shift's length.
    mutating func addShift(_ level: Double, _ values: [[Double]], steepest: [Double]) {
        for (layer, own) in values.enumerated() {
            let slack = slacks(values, layer)
            tables[1].append([level, layer, Summary(own).mean, slack?.mean, slack?.deviation, steepest[layer]])
        }
    }

    /// A layer's constants: what is true of every x, and what was met.
    mutating func addSlope(_ layer: Int, bound: InputSlopes.Bound, local: [Double]) {
        tables[2].append([layer, bound.slope, bound.jump, bound.range, local.max(), Summary(local).mean])
    }

    /// A measure at the optima.
    mutating func addOptima(_ quantity: Quantity, _ values: [Double]) {
        tables[3].append([quantity.rawValue, Summary(values).mean, values.max()])
    }

    /// Writes those that have rows. Throws `FileError`.
    func write(to folder: Folder) throws {
        for (table, description) in zip(tables, Self.descriptions) where table.rowCount > 0 {
            try folder.write(table, description.file)
        }
    }
}
