import Foundation
import Stages

extension FiguresRun {
    static let toyMethods = ["gradient-descent", "standard", "standard-noisy", "constrained", "constrained-quiet"]

    func addToy() throws {
        for seed in seeds {
            let (h11, h12, h22) = (1.9, 0.7, 0.8)
            let optimum = (0.6, -0.4)
            let start = (optimum.0 - 2.6, optimum.1 + 2.3)
            let noise = (1.8, 1.4)
            var paths = Table(columns: ["method", "perturbed", "layer", "y1", "y2"])
            var ends = Table(columns: ["method", "perturbed", "sample", "distance_start", "distance_last"])
            for (index, method) in Self.toyMethods.enumerated() {
                for perturbed in [0, 1] {
                    var y = start
                    for layer in 0...layers {
                        paths.append([method, perturbed, layer, y.0, y.1])
                        let (u, v) = (y.0 - optimum.0, y.1 - optimum.1)
                        let wander = method == "standard" && layer < layers - 1 ? 1.6 : 0
                        y = (
                            y.0 - 0.35 * (h11 * u + h12 * v) + wander * jitter(layer, 1),
                            y.1 - 0.35 * (h12 * u + h22 * v) + wander * jitter(layer, 2)
                        )
                        if perturbed == 1, layer == 2 { y = (y.0 + noise.0, y.1 + noise.1) }
                    }
                    let end = perturbed == 1 && method.hasPrefix("standard") ? 0.9 : 0.04 + 0.01 * Double(index)
                    for sample in 0..<examples {
                        ends.append([
                            method, perturbed, sample, 3.5 + jitter(sample, 3),
                            end * (1 + 0.5 * jitter(sample, index, seed)),
                        ])
                    }
                }
            }
            let problem = summary([
                ("h11", h11), ("h12", h12), ("h22", h22), ("optimum1", optimum.0), ("optimum2", optimum.1), ("c", 0.3),
                ("noise1", noise.0), ("noise2", noise.1), ("noise_layer", 3),
            ])
            try add(
                "toy/evaluate/seed-\(seed)",
                tables: ["trajectory.csv": paths, "distances.csv": ends, "problem.csv": problem])
        }
    }
}
