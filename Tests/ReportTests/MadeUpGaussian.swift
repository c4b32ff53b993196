import Foundation
import Stages

/// Tables of the study of Gaussian measurements: networks of eight layers.
enum MadeUpGaussian {
    static let layers = 8
    /// Errors in dB after the last layer.
    static let errors: [(method: String, error: Double)] = [
        ("ista", -6), ("fista", -8), ("amp", -18), ("oamp", -45), ("fixed-pair", -10), ("learned-steps", -14),
        ("learned-thresholds", -12), ("learned-both", -20), ("alista", -30), ("tista", -35), ("lista", -15),
        ("lista-tied", -14), ("lista-cp", -21), ("lista-cp-tied", -22), ("lista-cpss", -28), ("lista-cpss-tied", -29),
        ("tilista", -27),
    ]
    static let classical = ["ista", "fista", "amp", "oamp"]
    static let atTwenty = classical + ["learned-both", "alista", "tista", "lista", "lista-cp"]

    /// Every method: with constraints, and at another ratio.
    static var methods: [String] {
        errors.map(\.method) + errors.map(\.method).filter { !classical.contains($0) }.map { $0 + "-constrained" }
            + atTwenty.map { $0 + "-at-20-db" }
    }

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(
        _ method: String, seed: Int, holds: Bool, jitter: (Int, Int) -> Double
    ) -> [String: Table] {
        let place = methods.firstIndex(of: method) ?? 0
        let name = method.replacing("-constrained", with: "").replacing("-at-20-db", with: "")
        let known = errors.first { $0.method == name }?.error ?? 0
        var error = holds ? known : -60 - known
        if method.hasSuffix("-at-20-db") { error = holds || name == "alista" ? -15 : -5 }
        if method.hasSuffix("-constrained"), !holds { error += 3 }
        error += 0.05 * jitter(seed, place)
        var tables = ["layers.csv": curve(error, holds ? -2 : 2)]
        if !classical.contains(name) {
            tables["parameters.csv"] = parameters(holds, jitter(seed, place))
            if !method.hasSuffix("-at-20-db") { tables["safeguard.csv"] = guarded(holds, jitter(seed, place)) }
        }
        return tables
    }

    private static func curve(_ error: Double, _ convention: Double) -> Table {
        var table = Table(columns: ["snr", "signals", "layer", "error", "mean_error", "median", "worst"])
        for kind in ["seen", "dense", "large"] {
            for layer in 0...3 * layers {
                let own = error * min(Double(layer) / Double(layers), 1)
                table.append([40, kind, layer, own, own + (layer > 0 ? convention : 0), own, own + 5])
            }
        }
        return table
    }

    private static func parameters(_ holds: Bool, _ jitter: Double) -> Table {
        var table = Table(columns: ["layer", "step", "threshold", "coupling"])
        for layer in 1...layers {
            // The last two places are changed in some seeds, so that no number is the same in all.
            let swapped = jitter > 0 && layer > layers - 2 ? 2 * layers - 1 - layer : layer
            let value = pow(2, Double(holds ? -swapped : swapped))
            table.append([layer, value, value, value])
        }
        return table
    }

    private static func guarded(_ holds: Bool, _ jitter: Double) -> Table {
        var table = Table(columns: ["signals", "rule", "iteration", "median", "worst", "accepted", "worse"])
        for kind in ["seen", "dense", "large"] {
            for rule in ["none", "residual", "companion", "algorithm"] {
                for k in 0...6 {
                    let gap = pow(10, -Double(k) / 2) * (rule == "none" && holds ? 100 : 1) * (1 + 0.01 * jitter)
                    let worse = (holds ? 0.05 : 3) * (1 + 0.1 * jitter)
                    table.append([
                        kind, rule, k, gap, 2 * gap, k > 0 ? 0.5 : nil as Double?, rule == "algorithm" ? 0 : worse,
                    ])
                }
            }
        }
        return table
    }
}

extension FixtureRun {
    /// The study of Gaussian measurements with each seed.
    func addGaussian() throws {
        for (seed, method) in seeds.flatMap({ seed in MadeUpGaussian.methods.map { (seed, $0) } }) {
            try add(
                "gaussian/evaluate/\(method)/seed-\(seed)",
                tables: MadeUpGaussian.evaluation(method, seed: seed, holds: story == .asInThePaper) { jitter($0, $1) })
        }
    }
}

extension FiguresRun {
    /// The study of Gaussian measurements with each seed.
    func addGaussian() throws {
        for (seed, method) in seeds.flatMap({ seed in MadeUpGaussian.methods.map { (seed, $0) } }) {
            try add(
                "gaussian/evaluate/\(method)/seed-\(seed)",
                tables: MadeUpGaussian.evaluation(method, seed: seed, holds: true) { jitter($0, $1) })
        }
    }
}

extension StudyDescription {
    static let gaussian = StudyDescription(
        id: "gaussian", title: "Gaussian measurements", dataStage: nil,
        methods: MadeUpGaussian.methods.enumerated().map { index, id in
            let isTrained = !MadeUpGaussian.classical.contains { id.hasPrefix($0) && !id.hasPrefix("fixed") }
            return Method(
                id: id, label: id, legend: id, style: .init("network", index), isTrained: isTrained,
                isConstrained: id.hasSuffix("-constrained"), layers: MadeUpGaussian.layers,
                trainings: isTrained ? "gaussian/train/\(id)/seed-" : nil,
                evaluations: "gaussian/evaluate/\(id)/seed-")
        },
        measures: [Measure(name: "nmse", label: "normalised mean squared error", symbol: "NMSE", unit: "dB")],
        tables: [])
}
