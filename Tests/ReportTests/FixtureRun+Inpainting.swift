import Foundation
import Stages

extension FixtureRun {
    static let inpainters = ["standard", "standard-noisy", "constrained-quiet", "constrained"]
    private static let depth = 5

    /// The stages of the inpainting study that claims and the page read.
    func addInpainting(_ variants: [String] = inpainters) throws {
        try add(
            "data/inpainting",
            tables: [
                "summary.csv": summary([
                    ("source", "faces"), ("train", "800"), ("validation", "90"), ("test", "80"), ("height", "32"),
                    ("width", "32"),
                ])
            ])
        for variant in variants {
            for seed in seeds {
                try add(
                    "inpainting/train/\(variant)/seed-\(seed)", seconds: 33,
                    settings: ["inpainting.constraint.epsilon": 0.05, "seed": .int(seed)], inputs: ["data/inpainting"],
                    tables: [
                        "summary.csv": summary([
                            ("learning_rate", "0.002"), ("steps", "1500"), ("best_validation_distance", "2.31"),
                            ("best_validation_violation", "0.004"),
                        ])
                    ])
                try addInpaintingEvaluation(variant, seed: seed)
            }
        }
        for (reference, hole) in [("mean", 0.096), ("ridge", 0.031)] {
            var table = Table(columns: ["layer", "distance_mean", "hole_mean", "known_mean"])
            table.append([Self.depth, (hole * 144).squareRoot(), hole, 0])
            var samples = Table(columns: ["sample", "layer", "distance"])
            for sample in 0..<examples { samples.append([sample, Self.depth, (hole * 144).squareRoot()]) }
            try add(
                "inpainting/evaluate/\(reference)/seed-0", tables: ["layers.csv": table, "samples.csv": samples])
        }
        try add("inpainting/train/ablation-glow/seed-1", state: .diverged, reason: "loss is NaN at step 7")
    }

    /// A quantity's mean by layer from 0: one that falls all the way, or one that goes up and down.
    private func course(_ variant: String, start: Double, end: Double, ofBoth: Bool = false) -> [Double] {
        let ratio = pow(end / start, 1 / Double(Self.depth))
        let falling = (0...Self.depth).map { start * pow(ratio, Double($0)) }
        let good = (ofBoth || variant.hasPrefix("constrained")) == (story == .asInThePaper)
        return good ? falling : [start, start, start * 1.1, start * 1.2, start * 1.4, end]
    }

    private func addInpaintingEvaluation(_ variant: String, seed: Int) throws {
        let spoilt = variant.hasPrefix("constrained") && story == .opposite ? 1.5 : 1
        let courses = [
            ("hole", course(variant, start: 0.19, end: 0.03, ofBoth: true)),
            ("latent", course(variant, start: 60, end: 30)),
            ("objective", course(variant, start: 40, end: 9)),
            ("reference_latent", course(variant, start: 55, end: 25)),
            ("distance", course(variant, start: 5, end: 2).dropLast() + [2 * spoilt]),
        ]
        let names = courses.map(\.0)
        var layers = Table(
            columns: ["layer", "known_mean", "gradient_mean", "chequer_mean"] + names.map { "\($0)_mean" })
        var samples = Table(columns: ["sample", "layer"] + names)
        for layer in 0...Self.depth {
            let means = courses.map { name, values -> Double? in
                layer == 0 && ["latent", "objective"].contains(name) ? nil : values[layer]
            }
            layers.append([layer, 0.002, pow(0.7, Double(layer)), 0.08] + means)
            for sample in 0..<examples {
                let bad = sample == 3 ? poison : 1
                let spread = 1 + 0.05 * jitter(sample, 1) + 0.01 * jitter(seed, sample, layer)
                samples.append([sample, layer] + means.map { $0.map { $0 * spread * bad } })
            }
        }
        var truth = Table(columns: ["sample", "reference_latent", "chequer"])
        for sample in 0..<examples { truth.append([sample, 26, 0.05]) }
        var shift = Table(columns: ["level", "sample", "mse", "hole"])
        for level in [0, 0.1, 0.3, 0.5] {
            for sample in 0..<examples {
                let bad = sample == 3 ? poison : 1
                let value = (0.01 + slope(variant) * level * level) * (1 + 0.02 * jitter(seed, sample, 8)) * bad
                shift.append([level, sample, value, value * 2])
            }
        }
        try add(
            "inpainting/evaluate/\(variant)/seed-\(seed)", inputs: ["inpainting/train/\(variant)/seed-\(seed)"],
            tables: [
                "layers.csv": layers, "samples.csv": samples, "truth.csv": truth, "ood-samples.csv": shift,
            ])
    }

    /// How an error grows with p²: the constraint helps, or noise does and the constraint harms.
    private func slope(_ variant: String) -> Double {
        let constrains = variant.hasPrefix("constrained")
        let noisy = variant == "constrained" || variant == "standard-noisy"
        switch story {
        case .asInThePaper: return constrains ? 0.5 : 0.9
        case .opposite: return 0.9 + (constrains ? 0.5 : 0) - (noisy ? 0.3 : 0)
        }
    }
}
