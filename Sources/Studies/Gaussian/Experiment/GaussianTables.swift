import Bench
import Foundation
import Stages
import Tensors

/// The tables of an evaluation.
///
/// Errors are in dB: `error` is 10·log10(Σ‖y − c‖²/Σ‖c‖²) over the signals, `mean_error` the mean over signals of
/// 10·log10(‖y − c‖²/‖c‖²), `worst` and `median` of the same.
struct GaussianTables {
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(
            stage: "evaluate", file: "layers.csv",
            columns: ["snr", "signals", "layer", "error", "mean_error", "median", "worst"]),
        .init(stage: "evaluate", file: "parameters.csv", columns: ["layer", "step", "threshold", "coupling"]),
        .init(
            stage: "evaluate", file: "safeguard.csv",
            columns: ["signals", "rule", "iteration", "median", "worst", "accepted", "worse"]),
        .summary(of: "evaluate"),
    ]
    private var layers = Table(columns: descriptions[0].columns)
    private var parameters = Table(columns: descriptions[1].columns)
    private var safeguard = Table(columns: descriptions[2].columns)

    /// A smaller error is none.
    private static let least = 1e-20

    private static func decibels(_ ratio: Double) -> Double { 10 * log10(max(ratio, least)) }

    /// Adds the errors of y_0, y_1, … for one kind of signals, at a signal-to-noise ratio that is blank without noise.
    mutating func addLayers(_ outputs: [Matrix<Float>], _ signals: Matrix<Float>, kind: String, level: Double) {
        let powers = signals.rowNorms().map { $0 * $0 }
        for (layer, y) in outputs.enumerated() {
            let errors = y.rowDistances(to: signals).map { $0 * $0 }
            // A signal without entries has no error in proportion.
            let ratios = zip(errors, powers).filter { $1 > 0 }.map { Self.decibels($0 / $1) }.sorted()
            let total = errors.reduce(0, +) / max(powers.reduce(0, +), Self.least)
            layers.append([
                level >= 200 ? nil : level, kind, layer, Self.decibels(total), Summary(ratios).mean,
                ratios.isEmpty ? nil : ratios[ratios.count / 2], ratios.last,
            ])
        }
    }

    /// Adds a layer's step and threshold, and how far its matrices are from W₂ = I − W₁A; nil where it has none.
    mutating func addParameters(layer: Int, step: Double?, threshold: Double?, coupling: Double?) {
        parameters.append([layer, step, threshold, coupling])
    }

    /// Adds what iterations under a rule came to, in (f − f*)/(f(0) − f*); `worse` counts the signals on which the algorithm
    /// itself is nearer to the minimum.
    mutating func addSafeguard(
        kind: String, rule: String, _ run: Safeguard.Run, classical: Safeguard.Run, least: [Double]
    ) {
        func gaps(_ run: Safeguard.Run, _ k: Int) -> [Double] {
            run.values[k].indices.map { n in
                let gap = (run.values[k][n] - least[n]) / (run.values[0][n] - least[n])
                return gap.isNaN ? .infinity : max(gap, 0)
            }
        }
        for k in run.values.indices {
            let (own, known) = (gaps(run, k), gaps(classical, k))
            let worse = zip(own, known).reduce(0) { $0 + ($1.0 > $1.1 * (1 + 1e-4) + Self.rounding ? 1 : 0) }
            let sorted = own.sorted()
            safeguard.append([
                kind, rule, k, sorted[sorted.count / 2], sorted.last, k > 0 ? run.accepted[k - 1] : nil, worse,
            ])
        }
    }

    /// Gaps below it are those of rounding in Float.
    private static let rounding = 1e-5

    /// Throws `FileError`.
    func write(to folder: Folder, summary: [(String, any TableValue)]) throws {
        try folder.write(layers, Self.descriptions[0].file)
        // Algorithms have no parameters, and safeguards are tried at the first signal-to-noise ratio alone.
        if parameters.rowCount > 0 { try folder.write(parameters, Self.descriptions[1].file) }
        if safeguard.rowCount > 0 { try folder.write(safeguard, Self.descriptions[2].file) }
        try folder.write(summary, Self.descriptions[3].file)
    }
}
