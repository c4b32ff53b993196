import Bench
import Foundation
import Stages
import Tensors

/// The tables of an evaluation. Errors are in dB: `error` is 10·log10(Σ‖ĉ − c‖²/Σ‖c‖²) over the scenes, `mean_error` the mean over
/// scenes of 10·log10(‖ĉ − c‖²/‖c‖²).
struct OAMPTables {
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(stage: "evaluate", file: "layers.csv", columns: ["layer", "error", "mean_error", "worst"]),
        // Of the scenes that are watched: variances of components, measured and predicted; medians over scenes of ratios in dB.
        .init(
            stage: "evaluate", file: "evolution.csv",
            columns: [
                "layer", "state", "state_predicted", "point", "point_predicted", "state_ratio", "point_ratio",
                "estimate_ratio", "kurtosis", "correlation", "divergence",
            ]),
        .init(stage: "evaluate", file: "quantiles.csv", columns: ["layer", "normal", "measured"]),
        .init(
            stage: "evaluate", file: "mismatch.csv",
            columns: ["kind", "place", "share", "error", "change", "worst_change"]),
        .init(stage: "evaluate", file: "sensitivity.csv", columns: ["layer", "data", "network", "derivative"]),
        .init(
            stage: "evaluate", file: "bounds.csv", columns: ["layer", "variance", "measured", "spectral", "printed"]),
        .init(
            stage: "evaluate", file: "checkpoints.csv",
            columns: ["layers", "every", "bytes", "boundary_bytes", "seconds", "difference"]),
        .init(stage: "evaluate", file: "denoisers.csv", columns: ["layer", "size", "learned", "bayes"]),
        .init(stage: "evaluate", file: "safeguard.csv", columns: ["layer", "accepted"]),
        .summary(of: "evaluate"),
    ]
    private var tables = descriptions.map { Table(columns: $0.columns) }

    static func decibels(_ ratio: Double) -> Double { 10 * log10(max(ratio, 1e-20)) }

    /// Σ‖a − b‖²/Σ‖b‖², and the same of each row.
    static func errors(_ a: Matrix<Float>, _ b: Matrix<Float>) -> (all: Double, each: [Double]) {
        let (squares, powers) = (a.rowDistances(to: b).map { $0 * $0 }, b.rowNorms().map { $0 * $0 })
        return (
            squares.reduce(0, +) / max(powers.reduce(0, +), 1e-30),
            zip(squares, powers).filter { $1 > 0 }.map { $0 / $1 }
        )
    }

    mutating func addLayers(_ outputs: [Matrix<Float>], _ scenes: Matrix<Float>) {
        for (layer, output) in outputs.enumerated() { addLayer(layer, output, scenes) }
    }

    mutating func addLayer(_ layer: Int, _ output: Matrix<Float>, _ scenes: Matrix<Float>) {
        let (all, each) = Self.errors(output, scenes)
        let decibels = each.map(Self.decibels)
        tables[0].append([layer, Self.decibels(all), Summary(decibels).mean, decibels.max()])
    }

    mutating func addEvolution(_ row: [any TableValue]) { tables[1].append(row) }
    mutating func addQuantile(layer: Int, normal: Double, measured: Double) {
        tables[2].append([layer, normal, measured])
    }
    mutating func addMismatch(_ row: [any TableValue]) { tables[3].append(row) }
    mutating func addSensitivity(_ row: [any TableValue]) { tables[4].append(row) }
    mutating func addBound(_ row: [any TableValue]) { tables[5].append(row) }
    mutating func addCheckpoint(_ row: [any TableValue]) { tables[6].append(row) }
    mutating func addDenoiser(_ row: [any TableValue]) { tables[7].append(row) }
    mutating func addSafeguard(_ accepted: [Double]) {
        for (place, share) in accepted.enumerated() { tables[8].append([place + 1, share]) }
    }
    mutating func add(_ rows: [(String, any TableValue)]) {
        for (name, value) in rows { tables[9].append([name, value]) }
    }

    /// Those with rows. Throws `FileError`.
    func write(to folder: Folder) throws {
        for (table, description) in zip(tables, Self.descriptions) where table.rowCount > 0 {
            try folder.write(table, description.file)
        }
    }
}
