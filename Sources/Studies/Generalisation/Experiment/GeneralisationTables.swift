import Bench
import Foundation
import Stages

/// The tables of an evaluation.
///
/// Losses are means of min(‖ĉ − c‖²/‖c‖², 1). What begins with `endless` is of the network that saw new signals in each batch, on the
/// same signals; with `early`, of the weights that validation keeps. `printed` … `held_out` are bounds on `test` − `train` as
/// they come out; a blank one says nothing of this network.
struct GeneralisationTables {
    static let trainings = [
        "samples", "parameters", "best_step", "best_validation_distance", "last_loss", "learning_rate",
    ]
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(stage: "train", file: "trainings.csv", columns: trainings),
        .init(
            stage: "evaluate", file: "cells.csv",
            columns: [
                "samples", "parameters", "train", "test", "endless_train", "endless_test", "early_train", "early_test",
                "slope_product", "norm_product", "loss_slope", "reach", "radius", "printed", "printed_norms", "net",
                "bits", "quantised_train", "quantised_test", "occam", "deviation", "divergence", "bayes", "held_out",
            ]),
        .init(
            stage: "evaluate", file: "certificates.csv",
            columns: [
                "samples", "error", "train", "held_out", "certificate", "divergence", "deviation", "draws",
                "quantised_train", "quantised_held_out", "quantised_certificate", "signals",
            ]),
        .summary(of: "evaluate"),
    ]
    /// j of the radii 2^j of ε-nets.
    static let radii = -6...4
    private var cells = Table(columns: descriptions[1].columns)
    private var certificates = Table(columns: descriptions[2].columns)
    private var summary: [(String, any TableValue)] = []

    /// A network at a number of training signals.
    struct Cell {
        var samples, parameters: Int
        var training, test, endlessTraining, endlessTest, earlyTraining, earlyTest: Double
        var lossSlope: Double
        /// Held-out signals.
        var heldOut: Int
        var slopeProduct, normProduct, reach, radius: Double?
        var posterior: Posterior?
        var quantised: Quantised?
    }

    /// A quantised network.
    struct Quantised {
        var bits: Int
        var training, test, bound: Double
    }

    mutating func add(_ cell: Cell, delta: Double) {
        let (p, n) = (cell.parameters, cell.samples)
        func printed(_ product: Double?) -> Double? {
            product.map { GapBounds.printed(product: $0, slope: cell.lossSlope, parameters: p, samples: n) }
        }
        let net = cell.radius.flatMap { radius in
            cell.reach.map {
                GapBounds.net(
                    parameters: p, samples: n, radius: radius, reach: cell.lossSlope * $0, choices: Self.radii.count,
                    delta: delta)
            }
        }
        let bayes = cell.posterior.map {
            GapBounds.bayes(divergence: $0.divergence, choices: $0.choices, samples: n, delta: delta)
        }
        cells.append([
            n, p, cell.training, cell.test, cell.endlessTraining, cell.endlessTest, cell.earlyTraining, cell.earlyTest,
            cell.slopeProduct, cell.normProduct, cell.lossSlope, cell.reach, cell.radius, printed(cell.slopeProduct),
            printed(cell.normProduct), net, cell.quantised?.bits, cell.quantised?.training, cell.quantised?.test,
            cell.quantised?.bound, cell.posterior?.deviation, cell.posterior?.divergence, bayes,
            GapBounds.heldOut(samples: cell.heldOut, delta: delta),
        ])
    }

    mutating func addCertificate(
        samples: Int, error: Double, training: Double, heldOut: Double, bound: Double, divergence: Double,
        deviation: Double, draws: Int, occam: (training: Double, test: Double, bound: Double)?, signals: Int
    ) {
        certificates.append([
            samples, error, training, heldOut, bound, divergence, deviation, draws, occam?.training, occam?.test,
            occam?.bound, signals,
        ])
    }

    mutating func addSummary(_ rows: [(String, any TableValue)]) { summary += rows }

    /// Throws `FileError`.
    func write(to folder: Folder) throws {
        try folder.write(cells, "cells.csv")
        if certificates.rowCount > 0 { try folder.write(certificates, "certificates.csv") }
        try folder.write(summary, "summary.csv")
    }
}
