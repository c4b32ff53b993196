import Foundation
import Report
import Stages

/// The tables of the study of generalisation, of all seeds with which all its networks were evaluated.
struct GeneralisationRun {
    /// A network at a number of training signals, with one seed. Losses are means of min(‖ĉ − c‖²/‖c‖², 1).
    struct Cell {
        var samples, parameters: Int
        var training, test, endlessTraining, endlessTest, earlyTraining, earlyTest: Double
        /// ∏L: of the largest slopes at data, and of the layers' Lipschitz constants; NaN where they are not known.
        var slopeProduct, normProduct: Double
        /// Bounds on the gap; NaN where there is none.
        var printed, net, occam, bayes, heldOut: Double
        /// Of the quantised network: its bits, and its loss on training signals.
        var bits, quantised: Double
        /// The printed bound with the layers' Lipschitz constants.
        var printedByNorms: Double

        /// R − R̂.
        var gap: Double { test - training }
        /// The same less that of a network that saw new signals in each batch, whose own is by chance alone: the training set
        /// may be an easy one.
        var paired: Double { gap - (endlessTest - endlessTraining) }
        /// The gap of the weights that validation keeps, paired.
        var early: Double { earlyTest - earlyTraining - (endlessTest - endlessTraining) }
    }

    /// A certificate P(NMSE > t) ≤ r, with one seed.
    struct Certificate {
        var samples: Int
        /// t in dB.
        var error: Double
        var training, heldOut, bound, quantisedTraining, quantisedHeldOut, quantisedBound: Double
        var divergence: Double
        var draws, signals: Int
    }

    /// The kinds of networks that are compared over T and n.
    static let kinds = ["lista-cp", "lista-cp-tied", "alista"]
    static let (untied, tied, scalars) = ("lista-cp", "lista-cp-tied", "alista")
    /// Their names, for tables and figures.
    static let names = [untied: "LISTA-CP, untied", tied: "LISTA-CP, tied", scalars: "ALISTA"]
    /// The n that claims about one n are about: the nearest to it that there is.
    private static let asked = 1_024.0

    let study: StudyReader
    let seeds: [Int]
    /// T, ascending.
    let depths: [Int]
    /// n, ascending.
    let sizes: [Int]
    /// The methods with a certificate, and those whose layers contract.
    let certified, contractive: [String]
    private let cells: [String: [[Cell]]]
    private let certificates: [String: [[Certificate]]]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        let ids = study.description.methods.map(\.id)
        let depths = Set(ids.compactMap { Self.depth($0, of: Self.untied) }.filter { $0 > 0 }).sorted()
        certified = ids.filter { $0.hasSuffix("-certified") }
        contractive = ids.filter { $0.hasPrefix("contractive-") }
        let methods =
            Self.kinds.flatMap { kind in depths.map { "\(kind)-\($0)" } } + certified + contractive
        guard !depths.isEmpty, Set(methods).count == methods.count, Set(methods).isSubset(of: ids) else {
            throw RunReaderError.noMethod("\(Self.untied)-1", study: study.description.id)
        }
        let seeds = try study.seeds(ofAll: methods)
        (self.seeds, self.depths) = (seeds, depths)
        let cells = try Dictionary(
            uniqueKeysWithValues: methods.map { method in
                (method, try seeds.map { try Self.cells(study.table("cells.csv", of: method, seed: $0)) })
            })
        certificates = try Dictionary(
            uniqueKeysWithValues: certified.map { method in
                (
                    method,
                    try seeds.map { try Self.certificates(study.table("certificates.csv", of: method, seed: $0)) }
                )
            })
        let all = Self.kinds.flatMap { kind in depths.flatMap { (cells["\(kind)-\($0)"] ?? []) } }
        let sizes = (all.first ?? []).map(\.samples)
        (self.cells, self.sizes) = (cells, sizes)
        guard !sizes.isEmpty, all.allSatisfy({ $0.map(\.samples) == sizes }) else {
            throw RunReaderError.noRow("the same numbers of samples for each network", file: "cells.csv")
        }
    }

    /// T of "lista-cp-8"; nil of other kinds.
    private static func depth(_ id: String, of kind: String) -> Int? {
        guard id.hasPrefix("\(kind)-") else { return nil }
        return Int(id.dropFirst(kind.count + 1))
    }

    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: "\(Self.untied)-\(deepest)", seeds: seeds) }
    /// The largest T.
    var deepest: Int { depths.last ?? 1 }
    /// The n that is nearest to 1024.
    var reference: Int {
        sizes.min { abs(log(Double($0) / Self.asked)) < abs(log(Double($1) / Self.asked)) } ?? sizes[0]
    }

    /// A cell of each seed; none of an n or T that there is not.
    func cells(_ kind: String, layers: Int, samples: Int) -> [Cell] {
        (cells["\(kind)-\(layers)"] ?? []).compactMap { row in row.first { $0.samples == samples } }
    }

    /// All cells of one of the other networks, `[seed][n]`.
    func cells(of method: String) -> [[Cell]] { cells[method] ?? [] }

    /// The certificates of a network, `[seed]`, at a number of signals and an error.
    func certificates(_ method: String, samples: Int, error: Double) -> [Certificate] {
        (certificates[method] ?? []).compactMap { row in row.first { $0.samples == samples && $0.error == error } }
    }

    /// The places of the certificates of a network: n, then t.
    func places(_ method: String) -> [(samples: Int, error: Double)] {
        ((certificates[method] ?? []).first ?? []).map { ($0.samples, $0.error) }
    }

    /// The paired gap of each seed.
    func gaps(_ kind: String, layers: Int, samples: Int) -> [Double] {
        cells(kind, layers: layers, samples: samples).map(\.paired)
    }

    /// A number of a cell, the mean over seeds; NaN where it is none.
    func mean(_ kind: String, layers: Int, samples: Int, _ value: (Cell) -> Double) -> Double {
        Moments.mean(cells(kind, layers: layers, samples: samples).map(value))
    }

    private static func cells(_ table: Table) throws -> [Cell] {
        func column(_ name: String) throws -> [Double] { try table.optionalDoubles(name).map { $0 ?? .nan } }
        let (samples, parameters) = (try table.ints("samples"), try table.ints("parameters"))
        guard samples == Set(samples).sorted(), samples.first ?? 0 > 0 else {
            throw RunReaderError.noRow("ascending numbers of samples", file: "cells.csv")
        }
        let names = [
            "train", "test", "endless_train", "endless_test", "early_train", "early_test", "slope_product",
            "norm_product", "printed", "net", "occam", "bayes", "held_out", "bits", "quantised_train",
            "printed_norms",
        ]
        let all = try names.map(column)
        return samples.indices.map { row in
            let v = all.map { $0[row] }
            return Cell(
                samples: samples[row], parameters: parameters[row], training: v[0], test: v[1], endlessTraining: v[2],
                endlessTest: v[3], earlyTraining: v[4], earlyTest: v[5], slopeProduct: v[6], normProduct: v[7],
                printed: v[8], net: v[9], occam: v[10], bayes: v[11], heldOut: v[12], bits: v[13], quantised: v[14],
                printedByNorms: v[15])
        }
    }

    private static func certificates(_ table: Table) throws -> [Certificate] {
        let (samples, draws, signals) = (
            try table.ints("samples"), try table.ints("draws"), try table.ints("signals")
        )
        let names = [
            "error", "train", "held_out", "certificate", "quantised_train", "quantised_held_out",
            "quantised_certificate", "divergence",
        ]
        let all = try names.map { try table.optionalDoubles($0).map { $0 ?? .nan } }
        return samples.indices.map { row in
            let v = all.map { $0[row] }
            return Certificate(
                samples: samples[row], error: v[0], training: v[1], heldOut: v[2], bound: v[3],
                quantisedTraining: v[4], quantisedHeldOut: v[5], quantisedBound: v[6], divergence: v[7],
                draws: draws[row], signals: signals[row])
        }
    }
}
