import Foundation
import Stages

extension FixtureRun {
    static let networks = [
        "standard", "standard-noisy", "constrained", "constrained-quiet", "constrained-from-2", "constrained-strong",
        "incremental", "layerwise", "near-start", "near-start-from-2",
    ]

    /// The mean distance at each layer.
    func distances(_ variant: String) -> [Double] {
        let falling = (0...layers).map { 17.5 * pow(0.6, Double($0)) }
        let wandering = [17.5, 5.9, 5.5, 6.2, 5.6, 6.2, 5.5, 6.1, 5.6, 6, falling[layers]]
        let climbing = [17.5, 26] + (2...layers).map { 26 * pow(0.53, Double($0 - 1)) }
        let constrains = variant.hasPrefix("constrained") || variant.hasPrefix("near-start")
        switch story {
        case .asInThePaper:
            return variant.hasSuffix("-from-2") ? climbing : constrains ? falling : wandering
        case .opposite: return constrains ? wandering.dropLast() + [1.2] : falling
        }
    }

    /// The mean distance to the new optimum at a level.
    func shifted(_ variant: String, _ level: Double) -> Double {
        let constrains = variant.hasPrefix("constrained")
        let noisy = variant == "constrained" || variant == "standard-noisy"
        switch story {
        case .asInThePaper: return 0.1 + (constrains ? 0.6 : 1.2) * level
        case .opposite: return 0.1 + (constrains ? 1.9 : 1.2) * level - (noisy ? 0.3 * level : 0)
        }
    }

    /// All stages of the sparse-coding study.
    func addSparseCoding(_ variants: [String] = networks) throws {
        try add(
            "data/sparse",
            tables: [
                "summary.csv": summary([
                    ("source", "Fashion-MNIST"), ("train", "8000"), ("validation", "1000"), ("test", "1000"),
                    ("height", "16"), ("width", "16"),
                ])
            ])
        var moved = Table(columns: ["level", "samples", "distance_between_optima"])
        for level in [0.0, 0.2, 0.4, 0.6] {
            moved.append([level, examples, story == .asInThePaper ? level : 0.01 * level])
        }
        try add("sparse/ood", tables: ["summary.csv": moved])
        for seed in seeds {
            for variant in variants {
                try add(
                    "sparse/train/\(variant)/seed-\(seed)", seconds: 44,
                    settings: [
                        "epsilon": variant == "constrained-strong" ? 0.2 : 0.05, "steps": 800, "seed": .int(seed),
                    ],
                    inputs: ["data/sparse"],
                    tables: [
                        "summary.csv": summary([
                            ("learning_rate", "0.003"), ("steps", "800"), ("best_epoch", "27"),
                            ("best_validation_distance", "0.0851"), ("seconds", "43.7"),
                        ])
                    ])
                try addEvaluation(variant, seed: seed)
            }
        }
        for (reference, distance) in [("zero", 0.5), ("ridge", 0.12), ("ista", 0.33)] {
            var table = Table(columns: ["layer", "distance_mean", "objective_mean"])
            table.append([layers, distance, 4 + distance])
            try add("sparse/evaluate/\(reference)/seed-0", tables: ["layers.csv": table])
        }
    }

    private func addEvaluation(_ variant: String, seed: Int) throws {
        let means = distances(variant)
        let norms =
            story == .asInThePaper && !variant.hasPrefix("constrained")
            ? means.indices.map { $0 == 0 ? 245 : $0 == layers ? 8 : 20 } : means.map { $0 * 3 + 5 }
        var layerTable = Table(columns: ["layer", "distance_mean", "objective_mean", "l1_mean"])
        var samples = Table(columns: ["sample", "layer", "distance", "objective", "l1"])
        for layer in 0...layers {
            layerTable.append([layer, means[layer], means[layer] * 10 + 4, norms[layer]])
            for sample in 0..<examples {
                let bad = sample == 3 ? poison : 1
                let spread = 1 + 0.05 * jitter(sample, 1) + 0.01 * jitter(seed, sample, layer)
                samples.append([
                    sample, layer, means[layer] * spread * bad, means[layer] * spread * 10 + 4, norms[layer] * spread,
                ])
            }
        }
        var shift = Table(
            columns: ["level", "distance_mean"] + (1...layers).map { "satisfied_\($0)" }
                + ["distance_start"] + (1...layers).map { "distance_layer_\($0)" })
        var shiftSamples = Table(columns: ["level", "sample", "distance", "objective", "old_distance"])
        for level in [0.0, 0.2, 0.4, 0.6] {
            let share = story == .asInThePaper ? 0.95 - 0.3 * level : 0.95 - 1.4 * level
            let shares: [any TableValue] = (1...layers).map { _ in share }
            let isKept = story == .asInThePaper || level == 0
            let courses: [any TableValue] = (0...layers).map { l in
                (isKept ? 17.5 * pow(0.6, Double(l)) : pow(1.3, Double(l))) * (1 + 0.001 * jitter(seed, l))
            }
            shift.append([level, shifted(variant, level)] + shares + courses)
            for sample in 0..<examples {
                let value = shifted(variant, level) * (1 + 0.02 * jitter(sample, 2) + 0.01 * jitter(seed, sample, 3))
                shiftSamples.append([level, sample, sample == 3 ? value * poison : value, value * 10, value * 1.1])
            }
        }
        var noise = Table(columns: ["sigma", "sample", "distance"])
        let trained = variant == "constrained" || variant == "standard-noisy"
        let helps = story == .asInThePaper ? trained : !trained
        for sigma in [0.1, 1, 3, 10] {
            for sample in 0..<examples {
                let value = 0.1 + sigma * (helps ? 0.02 : 0.06) * (1 + 0.1 * jitter(seed, sample, 4))
                noise.append([sigma, sample, value])
            }
        }
        try add(
            "sparse/evaluate/\(variant)/seed-\(seed)", inputs: ["sparse/train/\(variant)/seed-\(seed)"],
            tables: [
                "layers.csv": layerTable, "samples.csv": samples, "ood.csv": shift, "ood-samples.csv": shiftSamples,
                "noise-samples.csv": noise,
            ])
    }
}
