import Foundation
import Stages

extension FixtureRun {
    private static let toyMethods = [
        "gradient-descent", "standard", "standard-noisy", "constrained", "constrained-quiet",
    ]

    /// The toy's evaluation with each seed.
    func addToy() throws {
        for seed in seeds {
            var distances = Table(columns: ["method", "perturbed", "sample", "distance_start", "distance_last"])
            var layerTable = Table(columns: ["method", "perturbed", "layer", "gradient_mean"])
            for method in Self.toyMethods {
                let recovers = !method.hasPrefix("standard") == (story == .asInThePaper)
                for perturbed in [0, 1] {
                    for sample in 0..<examples {
                        let end = recovers || perturbed == 0 ? 0.05 : 3
                        distances.append([method, perturbed, sample, 2, end * (1 + 0.1 * jitter(sample, seed))])
                    }
                    for layer in 0...layers {
                        let norm = recovers ? pow(0.8, Double(layer)) : 1 + 0.1 * Double(layer)
                        layerTable.append([method, perturbed, layer, norm])
                    }
                }
            }
            try add(
                "toy/evaluate/seed-\(seed)", seconds: 3,
                tables: ["distances.csv": distances, "layers.csv": layerTable])
        }
    }
}
