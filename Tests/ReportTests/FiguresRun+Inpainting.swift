import Foundation
import Stages

extension FiguresRun {
    /// An inpainting network with the course of its numbers over layers 0…5.
    struct Inpainter {
        var id: String
        /// Mean squared error in the hole.
        var hole: [Double] = [0.187, 0.075, 0.040, 0.034, 0.030, 0.028]
        /// Mean squared error of the known pixels at layer 1.
        var known = 0.004
        /// ‖z_l‖ from layer 1.
        var latent: [Double] = [47, 41, 36, 32, 28.5]
        /// ‖h(y_l)‖ with the common flow.
        var common: [Double] = [61, 38.6, 28.4, 26.6, 24.5, 25.1]
        /// ‖∇f_1‖ from layer 1.
        var gradient: [Double] = [1.4, 1.2, 0.9, 0.7, 0.55]
        /// The chequer of layer 1 over the clean images'.
        var chequer = 1.1
    }

    static let inpainters: [Inpainter] = [
        Inpainter(
            id: "standard", hole: [0.187, 0.12, 0.07, 0.06, 0.05, 0.0275], latent: [47, 51, 57, 128, 37],
            common: [61, 44, 36, 39, 33, 25.4], gradient: [1.1, 1.9, 1.3, 1.5, 0.6]),
        Inpainter(
            id: "standard-noisy", hole: [0.187, 0.11, 0.065, 0.055, 0.045, 0.028], latent: [45, 52, 49, 90, 39],
            common: [61, 43, 35, 38, 32, 25.6], gradient: [1.2, 1.7, 1.2, 1.4, 0.6]),
        Inpainter(id: "constrained-quiet", hole: [0.187, 0.078, 0.042, 0.035, 0.031, 0.0282]),
        Inpainter(id: "constrained"),
        Inpainter(id: "ablation-normalised", latent: [240, 150, 52, 31, 28]),
        Inpainter(id: "ablation-difference", latent: [61, 57, 54, 50, 47]),
        Inpainter(id: "ablation-decline", latent: [47, 45, 42, 40, 38]),
        Inpainter(id: "ablation-fine", chequer: 1.9), Inpainter(id: "ablation-shared", latent: [47, 46, 45, 40, 39]),
        Inpainter(id: "ablation-pixel", chequer: 3.4),
        Inpainter(id: "ablation-half", hole: [0.187, 0.08, 0.05, 0.04, 0.035, 0.0305], chequer: 1.6),
        Inpainter(id: "ablation-rotation", hole: [0.187, 0.09, 0.05, 0.037, 0.032, 0.0296], chequer: 1.4),
        Inpainter(id: "ablation-ungated", latent: [1250, 1180, 1100, 1040, 980], chequer: 1.7),
        Inpainter(id: "ablation-additive", hole: [0.187, 0.076, 0.045, 0.037, 0.032, 0.0304], known: 2e-5),
        Inpainter(id: "ablation-shift", latent: [47, 44, 43, 40, 38.5], chequer: 1.3),
        Inpainter(id: "ablation-blind", hole: [0.187, 0.1, 0.07, 0.05, 0.04, 0.0335]),
        Inpainter(
            id: "ablation-authors", hole: [0.187, 0.09, 0.06, 0.05, 0.04, 0.034], gradient: [1, 1.2, 1, 1.1, 1],
            chequer: 4.2),
        Inpainter(
            id: "ablation-authors-standard", hole: [0.187, 0.15, 0.12, 0.1, 0.06, 0.033], latent: [60, 66, 64, 80, 55],
            gradient: [2, 1.9, 2.2, 1.8, 1], chequer: 5.1),
    ]

    /// The references with the error in the hole.
    static let fillings = [("mean", 0.096), ("harmonic", 0.063), ("biharmonic", 0.058), ("ridge", 0.030)]

    private static let depth = 5
    private static let quantities = [
        "distance", "hole", "known", "gradient", "latent", "objective", "reference_latent", "reference_objective",
        "chequer",
    ]
    private static let cleanChequer = 0.06

    /// Every stage of the inpainting study but those left out; `ablation-unbounded` and `ablation-glow` are lost.
    func addInpainting(without: Set<String> = []) throws {
        for (name, value) in Self.inpaintingSettings { manifest.settings[name] = value }
        var data = Table(columns: ["name", "value"])
        for (name, value) in [("source", "Fashion-MNIST"), ("height", "32"), ("channels", "1"), ("hole_side", "12")] {
            data.append([name, value])
        }
        try add("data/inpainting", tables: ["summary.csv": data])
        for (index, network) in Self.inpainters.enumerated() where !without.contains(network.id) {
            for seed in network.id.hasPrefix("ablation") ? [1] : seeds {
                try addTraining(network, index, seed)
                try addEvaluation(network, index, seed)
            }
        }
        for lost in ["ablation-unbounded", "ablation-glow"] where !without.contains(lost) {
            try add("inpainting/train/\(lost)/seed-1", state: .diverged)
            try add("inpainting/evaluate/\(lost)/seed-1", state: .skipped)
        }
        for (id, hole) in Self.fillings where !without.contains(id) { try addFilling(id, hole: hole) }
        if !without.contains("flow-prox") {
            let flow = Inpainter(
                id: "flow-prox", hole: [0.187, 0.16, 0.14, 0.125, 0.115, 0.108], latent: [60, 52, 46, 42, 39],
                common: [61, 57, 50, 45, 41, 38])
            try addEvaluation(flow, 40, 0)
            let long = Inpainter(
                id: "flow-prox-long", hole: [0.187, 0.1, 0.09, 0.08, 0.075, 0.071], latent: [50, 40, 36, 35, 34])
            try addEvaluation(long, 41, 0)
        }
    }

    static let inpaintingSettings: [(String, SettingValue)] = [
        ("inpainting.problem.lambda", 0.01), ("inpainting.flow.squeeze", "haar"), ("inpainting.flow.gated", true),
        ("inpainting.flow.levels", 3), ("inpainting.flow.steps", 2), ("inpainting.flow.minimum-scale", 0.6),
        ("inpainting.network.semantics", "paper"), ("inpainting.constraint.form", "anchored"),
        ("inpainting.network.coarse-to-fine", true), ("inpainting.flow.decline", 0.88),
    ]

    private func addTraining(_ network: Inpainter, _ index: Int, _ seed: Int) throws {
        let depth = Self.depth
        let places = (1...depth).map(String.init) + (1...depth).map { "latent_\($0)" }
        var history = Table(
            columns: ["step", "epoch", "learning_rate", "loss", "validation_distance", "ood_validation_distance"]
                + places.map { "lambda_\($0)" } + places.map { "slack_\($0)" })
        let constrained = network.id.hasPrefix("constrained")
        for step in stride(from: 0, through: 1500, by: 100) {
            let time = Double(step) / 1500
            let duals = places.indices.map { place -> Double in
                let layer = place % depth + 1
                guard constrained, layer > 1 else { return 0 }
                return 0.4 * Double(layer) * time * exp(-2 * time) * (1 + 0.1 * jitter(place, step))
            }
            let slacks = places.indices.map { place -> Double in
                place % depth == 0
                    ? 0 : 0.3 * exp(-9 * time) - 0.03 * Double(place % depth) + 0.01 * jitter(place, step)
            }
            let numbers: [any TableValue] = [
                step, Double(step) / 500, 3e-3, 0.4 * exp(-4 * time) + 0.05 + 0.01 * jitter(step, index, seed),
                2 + 5 * exp(-5 * time), nil as Double?,
            ]
            history.append(numbers + duals + slacks)
        }
        let steps = network.id.hasPrefix("ablation") ? 800.0 : 1500
        let isRetrained = network.id == "ablation-pixel"
        try add(
            "inpainting/train/\(network.id)/seed-\(seed)",
            tables: [
                "history.csv": history,
                "summary.csv": summary([
                    ("steps", steps), ("best_step", 700), ("learning_rate", 0.002),
                    ("divergences", isRetrained ? 1 : 0),
                ]),
            ])
    }

    /// The measured quantities at a layer, in the order of `quantities`; nil where there is none.
    private func measured(_ network: Inpainter, layer: Int) -> [Double?] {
        let hole = network.hole[layer]
        let known = layer == 0 ? 0 : network.known / Double(layer)
        let latent = layer == 0 ? nil : network.latent[layer - 1]
        let gradient = layer == 0 ? 0 : network.gradient[layer - 1]
        let common = network.common[layer]
        let excess = layer == 0 ? 0.2 : (network.chequer - 1) / Double(layer)
        return [
            (hole * 144 + known * 880).squareRoot(), hole, known, gradient, latent,
            latent.map { gradient * gradient / 4 + 0.01 * $0 * $0 }, common,
            gradient * gradient / 4 + 0.01 * common * common, Self.cleanChequer * (1 + excess),
        ]
    }

    func addEvaluation(_ network: Inpainter, _ index: Int, _ seed: Int) throws {
        let factor = broken.contains(network.id) ? Double.nan : 1 + 0.02 * jitter(index, seed)
        let rows = (0...Self.depth).map { layer in
            (layer: layer, values: measured(network, layer: layer).map { $0.map { $0 * factor } })
        }
        let robust = network.id.hasSuffix("noisy") || network.id == "constrained"
        try addInpaintingTables(
            "inpainting/evaluate/\(network.id)/seed-\(seed)", rows,
            satisfied: network.id.hasPrefix("standard") ? 0.4 : 0.9, slope: robust ? 0.3 : 0.55, factor: factor)
    }

    private func addFilling(_ id: String, hole: Double) throws {
        let values: [Double?] = [
            (hole * 144).squareRoot(), hole, 0, 0, nil, nil, 33 - 90 * hole, 10.5, Self.cleanChequer * 0.9,
        ]
        try addInpaintingTables(
            "inpainting/evaluate/\(id)/seed-0", [(Self.depth, values)], satisfied: nil,
            slope: id == "biharmonic" ? 0.9 : 0.2, factor: 1)
    }

    private func addInpaintingTables(
        _ stage: String, _ rows: [(layer: Int, values: [Double?])], satisfied: Double?, slope: Double, factor: Double
    ) throws {
        let quantities = Self.quantities
        var table = Table(
            columns: ["layer"] + quantities.flatMap { ["\($0)_mean", "\($0)_std"] }
                + ["satisfied_gradient", "satisfied_latent"])
        var samples = Table(columns: ["sample", "layer"] + quantities.dropLast())
        for (layer, values) in rows {
            let share = layer < 2 ? nil : satisfied.map { $0 + 0.02 * Double(layer) }
            let moments: [any TableValue] = values.flatMap { [$0, $0.map { $0 * 0.2 }] }
            table.append([layer] + moments + [share, share.map { $0 - 0.1 }])
            for sample in 0..<examples {
                let spread = 1 + 0.15 * jitter(sample, 5) + 0.02 * jitter(sample, layer)
                samples.append([sample, layer] + values.dropLast().map { $0.map { $0 * spread } })
            }
        }
        var truth = Table(columns: ["sample", "reference_latent", "reference_objective", "chequer"])
        for sample in 0..<examples { truth.append([sample, 27 + jitter(sample, 6), 7.3, Self.cleanChequer]) }
        let hole = rows.last?.values[1] ?? .nan
        let (shift, shiftSamples) = inpaintingShift(hole: hole, slope: slope, factor: factor)
        try add(
            stage,
            tables: [
                "layers.csv": table, "samples.csv": samples, "truth.csv": truth, "ood.csv": shift,
                "ood-samples.csv": shiftSamples,
            ])
    }

    private func inpaintingShift(hole: Double, slope: Double, factor: Double) -> (Table, Table) {
        let columns = ["mse", "hole", "known", "beyond"]
        var table = Table(columns: ["level"] + columns.flatMap { ["\($0)_mean", "\($0)_std"] })
        var samples = Table(columns: ["level", "sample"] + columns)
        for level in [0, 0.1, 0.2, 0.3, 0.4, 0.5] {
            let inside = hole + slope * level * level * factor
            let outside = level * level * (0.8 + 0.3 * slope) * factor
            let means = [(inside * 144 + outside * 880) / 1024, inside, outside, level == 0.5 ? 0.02 : 0]
            let moments: [any TableValue] = means.flatMap { [$0, $0 * 0.3] }
            table.append([level] + moments)
            for sample in 0..<examples {
                samples.append([level, sample] + means.map { $0 * (1 + 0.1 * jitter(sample, 7)) })
            }
        }
        return (table, samples)
    }
}
