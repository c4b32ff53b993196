import Foundation
import Stages

/// Tables of the study of descent theory: three layers, ε = ½.
enum MadeUpTheory {
    static let networks = ["constrained-gradient", "constrained-distance", "standard", "constrained-subgradient"]
    static let retrainings = 12
    private static let levels = [0.01, 0.1]

    /// m_l over m_0 at the layers of a set. Certificates come from one set and are held against another.
    private static func ratio(_ network: String, _ set: String, _ holds: Bool) -> Double {
        switch (network == "standard", holds) {
        case (false, true): 0.4
        case (true, true): 0.8
        case (false, false): set == "test" ? 3 : 1.2
        case (true, false): set == "test" ? 0.2 : 0.05
        }
    }

    /// layers.csv; `gap` is by how much slacks of training signals differ from others.
    static func layers(
        _ network: String, sets: [String], samples: Int, gap: Double, holds: Bool, misses: Bool = false, jitter: Double
    ) -> Table {
        var table = Table(columns: [
            "set", "measure", "layer", "samples", "mean", "deviation", "largest", "slack", "slack_deviation",
        ])
        for set in sets {
            let ratio = ratio(network, set, holds)
            for measure in ["mapping", "distance", "subgradient"] {
                var before = 0.0
                for layer in 0...3 {
                    // Test signals are a little below what the others certify.
                    let mean = (set == "test" ? 9.9 : 10) * pow(ratio, Double(layer)) * (1 + 1e-4 * jitter)
                    let slack = misses ? 1 : mean - 0.5 * before - (set == "train" ? gap * (1 + 1e-2 * jitter) : 0)
                    table.append([
                        set, measure, layer, set == "train" ? samples : 1_000, mean, 0.1, 12,
                        layer == 0 ? nil as Double? : slack, layer == 0 ? nil as Double? : 0.1,
                    ])
                    before = mean
                }
            }
        }
        return table
    }

    /// The tables of an evaluation of a network that is compared.
    static func evaluation(_ network: String, holds: Bool, jitter: Double) -> [String: Table] {
        var shifts = Table(columns: ["level", "layer", "mean", "slack", "slack_deviation", "steepest"])
        for level in levels {
            for layer in 0...3 {
                let slack =
                    switch (network == "standard", holds) {
                    case (true, true): 2 + level
                    case (false, false): 1_000 * level
                    default: -0.1 + level
                    }
                shifts.append([
                    level, layer, 1.0, layer == 0 ? nil as Double? : slack * (1 + 1e-2 * jitter),
                    layer == 0 ? nil as Double? : 0.1, 1.1,
                ])
            }
        }
        var slopes = Table(columns: [
            "layer", "slope_bound", "jump_bound", "range_bound", "slope_largest", "slope_mean",
        ])
        for layer in 0...3 {
            slopes.append([layer, layer == 0 ? 2 : 5.0, holds && layer > 0 ? 5 : 0.0, 40.0, 1.5, 1.2])
        }
        var optima = Table(columns: ["measure", "mean", "largest"])
        for (measure, mean) in [("mapping", 1e-7), ("distance", 0), ("subgradient", 0.3)] {
            optima.append([measure, mean, 2 * mean])
        }
        return [
            "layers.csv": layers(
                network, sets: ["train", "certification", "test"], samples: 1_024, gap: 0.05, holds: holds,
                jitter: jitter),
            "shifts.csv": shifts, "slopes.csv": slopes, "optima.csv": optima,
        ]
    }

    static var distances: Table {
        var table = Table(columns: ["level", "upper", "sampled", "lower", "function"])
        for level in levels { table.append([level, 8 * level, 8 * level, 4 * level, "norm"]) }
        return table
    }

    /// All stages with their tables.
    static func stages(seeds: [Int], holds: Bool, jitter: (Int, Int) -> Double) -> [(
        name: String, tables: [String: Table]
    )] {
        [("theory/distance/draw-1", ["distance.csv": distances])]
            + seeds.flatMap { seed in
                networks.enumerated().map { place, network in
                    (
                        "theory/evaluate/\(network)/seed-\(seed)",
                        evaluation(network, holds: holds, jitter: jitter(seed, place))
                    )
                } + [
                    (
                        "theory/evaluate/samples-64/seed-\(seed)",
                        [
                            "layers.csv": layers(
                                "samples-64", sets: ["train", "certification"], samples: 64, gap: holds ? 0.2 : 0.0125,
                                holds: holds, jitter: jitter(seed, 9))
                        ]
                    )
                ]
            }
            + (1...retrainings).map { seed in
                (
                    "theory/evaluate/retrained/seed-\(seed)",
                    [
                        "layers.csv": layers(
                            "retrained", sets: ["test"], samples: 0, gap: 0, holds: true, misses: !holds && seed > 6,
                            jitter: jitter(seed, 11))
                    ]
                )
            }
    }
}

extension FixtureRun {
    /// The study of descent theory with each seed.
    func addTheory() throws {
        for stage in MadeUpTheory.stages(
            seeds: seeds, holds: story == .asInThePaper, jitter: { jitter($0, $1) })
        {
            try add(stage.name, tables: stage.tables)
        }
    }
}

extension FiguresRun {
    /// The study of descent theory with each seed.
    func addTheory() throws {
        for stage in MadeUpTheory.stages(seeds: seeds, holds: true, jitter: { jitter($0, $1) }) {
            try add(stage.name, tables: stage.tables)
        }
    }
}

extension StudyDescription {
    static let theory = StudyDescription(
        id: "theory", title: "Descent theory", dataStage: nil,
        methods: [
            ("standard", StyleHint("baseline")), ("constrained-gradient", .init("proposed")),
            ("constrained-distance", .init("proposed", 1)), ("constrained-subgradient", .init("alternative")),
            ("samples-64", .init("ablation")), ("retrained", .init("proposed", 2)),
        ].map { id, style in
            Method(
                id: id, label: id, legend: id, style: style, isTrained: true, isConstrained: id != "standard",
                epsilon: 0.5, layers: 3, trainings: "theory/train/\(id)/seed-",
                evaluations: "theory/evaluate/\(id)/seed-")
        },
        measures: [
            Measure(name: "mapping", label: "norm of the proximal-gradient mapping", symbol: "$‖G(y_ℓ)‖_2$"),
            Measure(name: "distance", label: "distance to the optimum", symbol: "$‖y_ℓ − y^*‖_2$"),
            Measure(name: "subgradient", label: "norm of the subgradient", symbol: "$‖∂f(y_ℓ)‖_2$"),
        ], tables: [])
}
