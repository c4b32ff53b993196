import Foundation
import Stages

extension FiguresRun {
    /// A variant with its mean distance by layer and its slope against p.
    struct Variant {
        var id: String
        var distances: [Double]
        var slope: Double

        init(_ id: String, _ distances: [Double], slope: Double) {
            (self.id, self.distances, self.slope) = (id, distances, slope)
        }
    }

    static let variants: [Variant] = [
        .init("standard", [17.5, 5.9, 2, 0.71, 0.515, 0.499, 0.496, 0.496, 0.499, 0.518, 0.085], slope: 1.25),
        .init("standard-noisy", [17.5, 6.3, 2.4, 0.9, 0.6, 0.52, 0.5, 0.5, 0.5, 0.53, 0.092], slope: 1.12),
        .init("constrained", [17.5, 11.5, 3.3, 1.28, 0.69, 0.58, 0.55, 0.52, 0.49, 0.46, 0.09], slope: 1.12),
        .init("constrained-quiet", [17.5, 11.2, 3.1, 1.2, 0.66, 0.57, 0.54, 0.51, 0.48, 0.45, 0.087], slope: 1.2),
        .init("constrained-from-2", [17.5, 26.3, 9.2, 3.1, 1.4, 0.8, 0.6, 0.54, 0.5, 0.47, 0.087], slope: 1.21),
        .init("constrained-strong", [17.6, 9.6, 6.4, 4, 1.9, 1.04, 0.55, 0.36, 0.26, 0.13, 0.108], slope: 1.1),
        .init("incremental", [17.5, 0.6, 0.58, 0.55, 0.5, 0.48, 0.45, 0.42, 0.4, 0.3, 0.108], slope: 1.23),
        .init("layerwise", [17.5, 0.4, 0.2, 0.15, 0.13, 0.12, 0.118, 0.116, 0.115, 0.114, 0.113], slope: 1.19),
        .init("standard-slow", [17.5, 8, 3, 1.1, 0.6, 0.55, 0.53, 0.52, 0.52, 0.55, 0.107], slope: 1.1),
        .init("standard-ista", [17.5, 12, 7, 4, 2.2, 1.2, 0.7, 0.4, 0.25, 0.16, 0.081], slope: 1.5),
    ]

    static let references: [(id: String, final: Double, iterations: Int)] = [
        ("zero", 0.494, 0), ("ridge", 0.114, 0), ("ista", 0.323, 10), ("ista-long", 0.13, 100),
    ]

    private func objective(_ distance: Double) -> Double { 3.8 + 1.3 * distance + 120 * distance * distance }

    func addTraining(_ variant: Variant, _ index: Int, _ seed: Int) throws {
        let numbers = (1...layers).map(String.init)
        var history = Table(
            columns: ["step", "loss", "validation_distance", "ood_validation_distance"] + numbers.map { "lambda_\($0)" }
                + numbers.map { "slack_\($0)" })
        for step in stride(from: 0, through: 1200, by: 50) {
            let time = Double(step) / 1200
            let distance = 0.086 + 0.5 * exp(-6 * time) * (1 + 0.05 * jitter(step, index, seed))
            let shifted = 0.45 + 0.3 * exp(-9 * time) + 0.25 * (variant.slope - 1) * time
            let duals = (1...layers).map { 0.03 * Double($0) * (1 - exp(-5 * time)) * (1 + 0.1 * jitter($0, step)) }
            let slacks = (1...layers).map { layer in
                -4 / Double(layer * layer) * (1 - 3 * exp(-20 * time)) + 0.01 * jitter(layer, step, 5)
            }
            let loss = 0.04 + 0.9 * exp(-5 * time)
            let cells: [any TableValue] = [step, loss, distance, shifted] + duals + slacks
            history.append(cells)
        }
        let isSpike = spikes.contains("\(variant.id)/\(seed)")
        let spike = summary(
            isSpike ? [("spiked", 1), ("spike_step", 600), ("spike_ratio", 1470)] : [("spiked", 0)])
        try add("sparse/train/\(variant.id)/seed-\(seed)", tables: ["history.csv": history, "summary.csv": spike])
    }

    func addEvaluation(_ variant: Variant, _ index: Int, _ seed: Int) throws {
        let factor = broken.contains(variant.id) ? Double.nan : 1 + 0.03 * jitter(index, seed)
        var tables = measured(variant.distances.map { $0 * factor }, seed: seed + 10 * index)
        let shares = (1...layers).map { "satisfied_\($0)" }
        tables["ood.csv"] = shift(
            start: variant.distances[layers] * factor, slope: variant.slope * factor, shares: shares)
        var noise = Table(columns: ["sigma", "distance_mean", "distance_std", "l1_mean", "l1_std"] + shares)
        let helped = ["constrained", "standard-noisy"].contains(variant.id) ? 0.008 : 0.04
        for sigma in [0.01, 0.03, 0.1, 0.3, 1, 3] {
            let distance = (variant.distances[layers] + helped * sigma + 0.003 * sigma * sigma) * factor
            let held: [any TableValue] = (1...layers).map { layer in
                (variant.id.hasPrefix("constrained") ? 0.97 : 0.6) * exp(-0.05 * sigma * Double(layer))
            }
            noise.append([sigma, distance, distance * 0.3, 6 + 4 * distance, 2.0] + held)
        }
        tables["noise.csv"] = noise
        var truth = Table(columns: ["sample", "l1", "objective"])
        for sample in 0..<examples { truth.append([sample, 6.5 + 2 * jitter(sample, 9), 3.8 + jitter(sample, 10)]) }
        tables["truth.csv"] = truth
        try add("sparse/evaluate/\(variant.id)/seed-\(seed)", tables: tables)
    }

    func addReference(_ id: String, final: Double, iterations: Int) throws {
        let path =
            iterations == 0
            ? [final]
            : (0...iterations).map { final + 17.2 * exp(-7 * Double($0) / Double(iterations)) - 17.2 * exp(-7) }
        var tables = measured(path, seed: 99, first: iterations == 0 ? layers : 0)
        tables["ood.csv"] = shift(start: final, slope: id == "ista-long" ? 0.45 : 1.1, shares: [])
        try add("sparse/evaluate/\(id)/seed-0", tables: tables)
    }

    private func shift(start: Double, slope: Double, shares: [String]) -> Table {
        let measures = ["distance", "objective", "old_distance", "old_objective"]
        var table = Table(columns: ["level"] + measures.flatMap { ["\($0)_mean", "\($0)_std"] } + shares)
        for level in [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] {
            let distance = start + slope * level * level / (0.3 + level)
            let old = start + 0.7 * slope * level
            let held: [any TableValue] = shares.indices.map { 0.95 - 0.03 * Double($0) - 0.4 * slope * level }
            let means: [any TableValue] = [
                distance, distance * 0.2, objective(distance), 4.0, old, old * 0.15, objective(old), 5.0,
            ]
            table.append([level] + means + held)
        }
        return table
    }

    private func measured(_ distances: [Double], seed: Int, first: Int = 0) -> [String: Table] {
        var table = Table(
            columns: [
                "layer", "distance_mean", "distance_std", "objective_mean", "objective_std", "l1_mean", "l1_std",
                "ratio_mean", "satisfied",
            ])
        var samples = Table(columns: ["sample", "layer", "distance", "objective", "l1"])
        for (index, distance) in distances.enumerated() {
            let norm = 8 + 13 * distance
            let held: Double? =
                index == 0 ? nil : max(0, min(1, 0.9 - 0.05 * Double(index) + 0.1 * jitter(seed, index)))
            table.append([
                first + index, distance, distance * 0.25, objective(distance), objective(distance) * 0.3, norm,
                norm * 0.1, 0.8, held,
            ])
            for sample in 0..<examples {
                let spread = 1 + 0.12 * (jitter(sample, seed) + jitter(sample, index, seed))
                samples.append([sample, first + index, distance * spread, objective(distance) * spread, norm * spread])
            }
        }
        return ["layers.csv": table, "samples.csv": samples]
    }
}
