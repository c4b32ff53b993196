import Bench
import Stages
import Tensors

/// The tables of an evaluation.
struct RecoveryTables {
    /// The tables' columns. A blank bound is none: the theorem says nothing there. `outside` counts the signals whose iterate
    /// has an entry where the signal has none.
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(
            stage: "evaluate", file: "theorems.csv",
            columns: ["sparsity", "delta_2s", "delta_3s", "coherence_factor", "isometry_factor"]),
        .init(
            stage: "evaluate", file: "layers.csv",
            columns: ["sparsity", "signals", "method", "layer", "worst", "median", "bound", "outside"]),
        .init(
            stage: "evaluate", file: "sweeps.csv",
            columns: ["sweep", "method", "sparsity", "parameter", "value", "median", "worst", "bound"]),
        .init(
            stage: "evaluate", file: "matrices.csv",
            columns: ["matrix", "rows", "columns", "coherence", "largest_sparsity", "asked_order"]),
        .init(
            stage: "evaluate", file: "isometry.csv",
            columns: ["matrix", "order", "random", "lower", "exact", "upper", "rescaled"]),
    ]
    private var tables = descriptions.map { Table(columns: $0.columns) }

    mutating func addTheorems(
        sparsity s: Int, _ matrix: DiracHadamard, _ coherence: CoherenceTheorem, _ isometry: IsometryTheorem
    ) {
        tables[0].append([
            s, matrix.isometryConstant(2 * s), matrix.isometryConstant(3 * s), coherence.factor, isometry.factor,
        ])
    }

    mutating func addLayers(
        _ method: String, sparsity s: Int, _ signals: String, _ errors: ErrorSummary, bound: (Int) -> Double?
    ) {
        for layer in errors.worst.indices {
            tables[1].append([
                s, signals, method, layer, errors.worst[layer], errors.median[layer], bound(layer),
                errors.outside[layer],
            ])
        }
    }

    /// What a network's last layer does; `value` is what the figure has along x for `parameter`.
    mutating func addSweep(
        _ sweep: String, _ method: String, sparsity s: Int, parameter: Double, value: Double, _ errors: ErrorSummary,
        bound: Double?
    ) {
        tables[2].append([sweep, method, s, parameter, value, errors.median.last, errors.worst.last, bound])
    }

    mutating func addMatrix(_ id: String, rows: Int, columns: Int, coherence: Double, askedOrder: Int) {
        tables[3].append([
            id, rows, columns, coherence, CoherenceTheorem.largestSparsity(coherence: coherence), askedOrder,
        ])
    }

    mutating func addIsometry(
        _ matrix: String, order: Int, random: Double, _ extremes: IsometryBracket.Extremes, exact: Double?,
        upper: Double
    ) {
        tables[4].append([matrix, order, random, extremes.constant, exact, upper, extremes.rescaled])
    }

    /// Throws `FileError`.
    func write(to folder: Folder) throws {
        for (table, description) in zip(tables, Self.descriptions) { try folder.write(table, description.file) }
    }
}

/// ‖x_k − x‖₂ over signals, layer by layer.
struct ErrorSummary {
    private(set) var worst: [Double] = []
    private(set) var median: [Double] = []
    private(set) var outside: [Int] = []

    /// Of at least one signal: `run` gives each, and is told how many are done.
    init(_ count: Int, layers: Int, run: (Int) throws -> RecoveryNetwork.Run) rethrows {
        var errors = [[Double]](repeating: [], count: layers + 1)
        outside = [Int](repeating: 0, count: layers + 1)
        for index in 0..<count {
            let result = try run(index)
            for layer in 0...layers {
                errors[layer].append(result.errors[layer])
                if result.leaves[layer] { outside[layer] += 1 }
            }
        }
        for layer in errors { add(layer) }
    }

    /// Of the iterates of a batch, (B, 2m) each, for its signals.
    init(_ outputs: [Matrix<Double>], _ signals: Matrix<Double>) {
        for y in outputs {
            add(y.rowDistances(to: signals))
            outside.append((0..<y.rows).reduce(0) { $0 + (Self.leaves(y.row($1), signals.row($1), y.columns) ? 1 : 0) })
        }
    }

    private static func leaves(_ y: UnsafePointer<Double>, _ signal: UnsafePointer<Double>, _ count: Int) -> Bool {
        (0..<count).contains { y[$0] != 0 && signal[$0] == 0 }
    }

    private mutating func add(_ errors: [Double]) {
        let sorted = errors.sorted()
        worst.append(sorted[sorted.count - 1])
        median.append((sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2)
    }
}
