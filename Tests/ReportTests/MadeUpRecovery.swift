import Foundation
import Stages

/// Tables of the study of sparse recovery: sparsities 2 and 4, and 9, of which the theorems say nothing.
enum MadeUpRecovery {
    private static let theorems: [(sparsity: Int, soft: Double, hard: Double?)] = [
        (2, 0.1875, 0.325), (4, 0.4375, 0.650), (9, 1.0625, nil),
    ]

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(seed: Int, holds: Bool, jitter: (Int, Int) -> Double) -> [String: Table] {
        [
            "theorems.csv": constants, "layers.csv": layers(seed, holds, jitter),
            "sweeps.csv": sweeps(seed, holds, jitter), "matrices.csv": matrices,
            "isometry.csv": isometry(seed, holds, jitter),
        ]
    }

    private static var constants: Table {
        var table = Table(columns: ["sparsity", "delta_2s", "delta_3s", "coherence_factor", "isometry_factor"])
        for one in theorems {
            table.append([
                one.sparsity, Double(one.sparsity) / 16, one.hard.map { $0 / 3.0.squareRoot() }, one.soft, one.hard,
            ])
        }
        return table
    }

    private static func layers(_ seed: Int, _ holds: Bool, _ jitter: (Int, Int) -> Double) -> Table {
        var table = Table(columns: [
            "sparsity", "signals", "method", "layer", "worst", "median", "bound", "outside",
        ])
        for one in theorems {
            for (place, kind) in ["uniform", "signs", "adversarial"].enumerated() {
                for (method, factor) in [("theorem", one.soft < 1 ? one.soft : nil), ("hard", one.hard)] {
                    if method == "theorem", factor == nil { continue }
                    for layer in 0...6 {
                        let bound = factor.map { Double(one.sparsity) * pow($0, Double(layer)) }
                        let share =
                            (holds ? 0.5 : 2 * pow(1.3, Double(layer))) * (1 + 1e-3 * jitter(seed, layer + place))
                        let worst = share * (bound ?? 1)
                        table.append([
                            one.sparsity, kind, method, layer, worst, worst / 2, bound, holds ? 0 : 3,
                        ])
                    }
                }
                guard one.sparsity == 4 else { continue }
                for method in ["tied-lista-cp", "tied-lista", "one-threshold"] {
                    for layer in 0...4 {
                        let known = 0.5 * 4 * pow(one.soft, Double(layer)) * (holds ? 1 : 4 * pow(1.3, Double(layer)))
                        let worst = known * (holds ? 0.5 : 3) * (1 + 1e-3 * jitter(seed, layer))
                        table.append([
                            4, kind, method, layer, worst, worst / 2, nil as Double?, 0,
                        ])
                    }
                }
            }
        }
        return table
    }

    private static func sweeps(_ seed: Int, _ holds: Bool, _ jitter: (Int, Int) -> Double) -> Table {
        var table = Table(columns: ["sweep", "method", "sparsity", "parameter", "value", "median", "worst", "bound"])
        for (sweep, methods) in [
            ("noise", ["theorem", "hard"]), ("tail", ["theorem", "hard"]), ("threshold", ["stopped", "constant"]),
        ] {
            for method in methods {
                for (place, value) in [1e-3, 1e-2, 1e-1].enumerated() {
                    let median = (holds ? value : value.squareRoot()) * (1 + 1e-3 * jitter(seed, place))
                    let bound = method == "theorem" ? 2 * median * (holds ? 3 : 0.5) : nil as Double?
                    table.append([sweep, method, 4, value, value, median, 2 * median, bound])
                }
            }
        }
        return table
    }

    private static var matrices: Table {
        var table = Table(columns: ["matrix", "rows", "columns", "coherence", "largest_sparsity", "asked_order"])
        table.append(["dirac-hadamard", 256, 512, 0.0625, 8, 18])
        table.append(["field", 250, 500, 0.28, 2, 8])
        return table
    }

    private static func isometry(_ seed: Int, _ holds: Bool, _ jitter: (Int, Int) -> Double) -> Table {
        var table = Table(columns: ["matrix", "order", "random", "lower", "exact", "upper", "rescaled"])
        for t in [2, 4, 8] {
            let known = Double(t) / 32
            table.append(["dirac-hadamard", t, known / 2, known, known, Double(t - 1) / 16, known / 2])
            let scale = (1 + 1e-3 * jitter(seed, t)) * Double(t) / 8
            let ends = holds ? (low: 0.1, high: 0.3) : (low: 1.7, high: 9)
            table.append([
                "field", t, 0.5 * scale * ends.low, scale * ends.low, nil as Double?, scale * ends.high,
                0.6 * scale * ends.low,
            ])
        }
        return table
    }
}

extension FixtureRun {
    /// The study of sparse recovery with each seed.
    func addRecovery() throws {
        for seed in seeds {
            try add(
                "recovery/evaluate/seed-\(seed)",
                tables: MadeUpRecovery.evaluation(seed: seed, holds: story == .asInThePaper) { jitter($0, $1) })
        }
    }
}

extension FiguresRun {
    /// The study of sparse recovery with each seed.
    func addRecovery() throws {
        for seed in seeds {
            try add(
                "recovery/evaluate/seed-\(seed)",
                tables: MadeUpRecovery.evaluation(seed: seed, holds: true) { jitter($0, $1) })
        }
    }
}

extension StudyDescription {
    static let recovery = StudyDescription(
        id: "recovery", title: "Sparse recovery", dataStage: nil,
        methods: [
            ("theorem", StyleHint("proposed")), ("hard", .init("classical")), ("stopped", .init("proposed", 1)),
            ("constant", .init("baseline")), ("tied-lista-cp", .init("network")), ("tied-lista", .init("network", 1)),
            ("one-threshold", .init("network", 2)),
        ].map { id, style in
            Method(
                id: id, label: id, legend: "\(id) thresholds", style: style, isTrained: false,
                evaluations: "recovery/evaluate/seed-")
        },
        measures: [Measure(name: "worst", label: "largest error", symbol: "$‖x_k − x‖_2$")], tables: [])
}
