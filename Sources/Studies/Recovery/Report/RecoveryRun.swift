import Foundation
import Report
import Stages

/// The tables of the study of sparse recovery, of all seeds with which it was evaluated.
struct RecoveryRun {
    /// The errors of one network on one kind of signals, layer by layer.
    struct Curve {
        var sparsity: Int
        var signals: String
        var method: String
        var layers: [Double] = []
        var worst: [Double] = []
        var median: [Double] = []
        /// NaN where the theorem says nothing.
        var bound: [Double] = []
        var outside: [Double] = []
    }

    /// A network's last error at one value of what is swept.
    struct Swept {
        var sweep: String
        var method: String
        var sparsity: Int
        var value: Double
        var median: Double
        var worst: Double
        var bound: Double
    }

    /// A matrix with the brackets of its constants.
    struct Bracket {
        var id: String
        var rows: Int
        var columns: Int
        var coherence: Double
        var largestSparsity: Int
        /// The order that the printed theorem asks for.
        var asked: Int
        var orders: [Double] = []
        var random: [Double] = []
        var lower: [Double] = []
        var exact: [Double] = []
        var upper: [Double] = []
        var rescaled: [Double] = []

        /// "Gaussian 250 × 500" in the markup of figures.
        var title: String {
            (id == "dirac-hadamard" ? "Dirac–Hadamard" : "Gaussian") + " \(rows) × \(columns)"
        }
        /// The place of the asked order.
        var askedPlace: Int? { orders.firstIndex(of: Double(asked)) }
    }

    /// What the theorems say of one sparsity: constants that no seed changes.
    struct Constants {
        var sparsity: Int
        var delta2s: Double
        var delta3s: Double
        var coherenceFactor: Double
        var isometryFactor: Double
    }

    static let theorem = "theorem"
    static let hard = "hard"
    /// The networks that are trained.
    static let trained = ["tied-lista-cp", "tied-lista", "one-threshold"]
    static let field = "field"
    /// √2 − 1 and 1/√3.
    static let (printedBound, isometryBound) = (2.0.squareRoot() - 1, 1 / 3.0.squareRoot())
    /// Below this share of the first bound, errors are those of rounding.
    private static let rounding = 1e-12

    let study: StudyReader
    let seeds: [Int]
    let constants: [Constants]
    /// By seed.
    let curves: [[Curve]]
    let sweeps: [[Swept]]
    let brackets: [[Bracket]]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        let seeds = try study.seeds(ofAll: [Self.theorem])
        self.seeds = seeds
        func table(_ name: String, _ seed: Int) throws -> Table {
            try study.table(name, of: Self.theorem, seed: seed)
        }
        constants = try Self.constants(table("theorems.csv", seeds[0]))
        curves = try seeds.map { try Self.curves(table("layers.csv", $0)) }
        sweeps = try seeds.map { try Self.sweeps(table("sweeps.csv", $0)) }
        brackets = try seeds.map { try Self.brackets(table("matrices.csv", $0), table("isometry.csv", $0)) }
        guard !constants.isEmpty, curves.allSatisfy({ !$0.isEmpty }) else {
            throw RunReaderError.noRow("a sparsity", file: "layers.csv")
        }
    }

    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: Self.theorem, seeds: seeds) }

    /// The curves of a network with each seed, of some kinds of signals.
    func curves(_ method: String, _ sparsity: Int, _ isWanted: (String) -> Bool = { _ in true }) -> [[Curve]] {
        curves.map { $0.filter { $0.method == method && $0.sparsity == sparsity && isWanted($0.signals) } }
    }

    /// The sparsity that a network is trained for; nil where the run has none of its curves.
    func sparsity(of trained: String) -> Int? {
        curves.joined().first { $0.method == trained }?.sparsity
    }

    /// The largest of a column over seeds and curves, layer by layer.
    static func largest(_ curves: [[Curve]], _ column: KeyPath<Curve, [Double]>) -> [Double] {
        let all = curves.flatMap { $0.map { $0[keyPath: column] } }
        let count = all.map(\.count).min() ?? 0
        return (0..<count).map { layer in
            let values = all.map { $0[layer] }
            return values.contains(where: \.isNaN) ? .nan : values.max() ?? .nan
        }
    }

    /// The layers at which a bound is there and above what rounding leaves.
    static func counted(_ bound: [Double]) -> [Int] {
        bound.indices.filter { bound[$0].isFinite && bound[$0] > rounding * bound[0] }
    }

    /// The points of a sweep with each seed, ascending.
    func swept(_ sweep: String, _ method: String) -> [[Swept]] {
        sweeps.map { rows in
            rows.filter { $0.sweep == sweep && $0.method == method }.sorted { $0.value < $1.value }
        }
    }

    private static func constants(_ table: Table) throws -> [Constants] {
        let (second, third) = (try table.doubles("delta_2s"), try table.doubles("delta_3s"))
        let (coherence, isometry) = (try table.doubles("coherence_factor"), try table.doubles("isometry_factor"))
        return try table.ints("sparsity").enumerated().map { row, sparsity in
            Constants(
                sparsity: sparsity, delta2s: second[row], delta3s: third[row], coherenceFactor: coherence[row],
                isometryFactor: isometry[row])
        }
    }

    private static func curves(_ table: Table) throws -> [Curve] {
        let (sparsities, signals) = (try table.ints("sparsity"), try table.strings("signals"))
        let (methods, layers) = (try table.strings("method"), try table.doubles("layer"))
        let (worst, median) = (try table.doubles("worst"), try table.doubles("median"))
        let (bound, outside) = (try table.doubles("bound"), try table.doubles("outside"))
        var (all, places) = ([Curve](), [String: Int]())
        for row in layers.indices {
            let key = "\(sparsities[row])\t\(signals[row])\t\(methods[row])"
            let place = places[key] ?? all.count
            if place == all.count {
                places[key] = place
                all.append(Curve(sparsity: sparsities[row], signals: signals[row], method: methods[row]))
            }
            all[place].layers.append(layers[row])
            all[place].worst.append(worst[row])
            all[place].median.append(median[row])
            all[place].bound.append(bound[row])
            all[place].outside.append(outside[row])
        }
        return all
    }

    private static func sweeps(_ table: Table) throws -> [Swept] {
        let (methods, sparsities) = (try table.strings("method"), try table.ints("sparsity"))
        let (values, bounds) = (try table.doubles("value"), try table.doubles("bound"))
        let (median, worst) = (try table.doubles("median"), try table.doubles("worst"))
        return try table.strings("sweep").enumerated().map { row, sweep in
            Swept(
                sweep: sweep, method: methods[row], sparsity: sparsities[row], value: values[row],
                median: median[row], worst: worst[row], bound: bounds[row])
        }
    }

    private static func brackets(_ matrices: Table, _ isometry: Table) throws -> [Bracket] {
        let (rows, columns) = (try matrices.ints("rows"), try matrices.ints("columns"))
        let (coherence, largest) = (try matrices.doubles("coherence"), try matrices.ints("largest_sparsity"))
        let asked = try matrices.ints("asked_order")
        return try matrices.strings("matrix").enumerated().map { row, id in
            let own = try isometry.rows(where: "matrix", is: id)
            return Bracket(
                id: id, rows: rows[row], columns: columns[row], coherence: coherence[row],
                largestSparsity: largest[row], asked: asked[row], orders: try own.doubles("order"),
                random: try own.doubles("random"), lower: try own.doubles("lower"), exact: try own.doubles("exact"),
                upper: try own.doubles("upper"), rescaled: try own.doubles("rescaled"))
        }
    }
}
