import Foundation
import Report
import Stages

/// The tables of the study of loss landscapes, of all seeds with which all its networks were trained.
struct LandscapeRun {
    /// A training on so many signals.
    struct Training {
        var samples: Int
        var parameters: Int
        /// η.
        var rate: Double
        /// The training loss over that of answering 0, before and after.
        var first, last: Double
        /// min ρ_t, the constant of PL* along the path.
        var leastRatio: Double
        /// The largest loss over the predicted one.
        var overPrediction: Double
        /// The share of steps after which the loss was larger.
        var rising: Double
        /// Squared errors of test signals over those of answering 0, before and after.
        var testFirst, testLast: Double
        /// ‖w_T − w_0‖, ‖w_0‖, ‖F(w_0) − c‖.
        var moved, start, residual: Double
    }

    /// K at a step: its extreme eigenvalues, how many are 0, outputs that depend on no weight, and ρ_t.
    struct Spectrum {
        var samples, step: Int
        var smallest, largest: Double
        var deficiency, dead: Int
        var ratio: Double?
    }

    /// L over that of answering 0, and ρ, along the training that is looked at.
    struct Path {
        var steps, losses: [Double]
        /// None at the last step.
        var ratios: [Double]
    }

    /// What a seed's evaluation of a network says.
    struct Evaluation {
        var trainings: [Training]
        var spectra: [Spectrum]
        var path: Path
    }

    /// The networks that every seed has, in the order of tables.
    static let methods = ["smooth", "smooth-gentle", "soft", "dense", "dense-shallow"]
    /// A network interpolates its samples where its training loss is at most this share of that of answering 0: −20 dB.
    static let interpolation = 0.01
    /// What shares count as that are 0, or smaller: rounding.
    static let floor = 1e-16

    let study: StudyReader
    let seeds: [Int]
    /// T, N, the n that is looked at, and the steps of gradient descent.
    let layers, outputs, shown, steps: Int
    private let evaluations: [String: [Evaluation]]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        let seeds = try study.seeds(ofAll: Self.methods)
        self.seeds = seeds
        let summary = try study.table("summary.csv", of: "smooth", seed: seeds[0])
        func whole(_ name: String) throws -> Int {
            guard let number = Int(exactly: try summary.number(name)), (1...1_000_000_000).contains(number) else {
                throw RunReaderError.noRow("a whole number of \(name)", file: "summary.csv")
            }
            return number
        }
        (layers, outputs, steps) = (try whole("layers"), try whole("outputs"), try whole("steps"))
        let shown = try whole("shown")
        self.shown = shown
        evaluations = try Dictionary(
            uniqueKeysWithValues: Self.methods.map { method in
                (method, try seeds.map { try Self.evaluation(study, method, $0, shown: shown) })
            })
        let samples = Set(evaluations.values.joined().map { $0.trainings.map(\.samples) })
        guard samples.count == 1 else { throw RunReaderError.noRow("the same samples as others", file: "ends.csv") }
    }

    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: "smooth", seeds: seeds) }

    /// n, ascending.
    var samples: [Int] { of("smooth").first?.trainings.map(\.samples) ?? [] }

    /// The evaluations of a network, one a seed.
    func of(_ method: String) -> [Evaluation] { evaluations[method] ?? [] }

    /// The trainings on n signals, one a seed.
    func trainings(_ method: String, _ samples: Int) -> [Training] {
        of(method).compactMap { $0.trainings.first { $0.samples == samples } }
    }

    /// Spectra along the training that is looked at, by seed.
    func spectra(_ method: String) -> [[Spectrum]] {
        of(method).map { $0.spectra.filter { $0.samples == shown } }
    }

    /// The geometric mean over seeds, with what is smaller than the floor counted as that.
    static func geometricMean(_ values: [Double]) -> Double {
        exp(Moments.mean(values.map { log(max($0, 1e-30)) }))
    }

    private static func evaluation(
        _ study: StudyReader, _ method: String, _ seed: Int, shown: Int
    ) throws -> Evaluation {
        let ends = try study.table("ends.csv", of: method, seed: seed)
        let trainings = try trainings(ends).sorted { $0.samples < $1.samples }
        guard trainings.contains(where: { $0.samples == shown }),
            trainings.allSatisfy({ $0.samples > 0 && $0.parameters > 0 })
        else {
            throw RunReaderError.noRow("\(shown) samples", file: "ends.csv")
        }
        let path = try study.table("path.csv", of: method, seed: seed).rows(where: "samples", is: shown)
        guard path.rowCount > 0 else { throw RunReaderError.noRow("\(shown) samples", file: "path.csv") }
        let spectra = try spectra(study.table("spectra.csv", of: method, seed: seed))
        guard spectra.contains(where: { $0.samples == shown }) else {
            throw RunReaderError.noRow("\(shown) samples", file: "spectra.csv")
        }
        return Evaluation(
            trainings: trainings, spectra: spectra,
            path: Path(
                steps: try path.doubles("step"), losses: try path.doubles("loss"),
                ratios: try path.optionalDoubles("ratio").compactMap { $0 }))
    }

    private static func trainings(_ table: Table) throws -> [Training] {
        func column(_ name: String) throws -> [Double] { try table.doubles(name) }
        let (samples, parameters) = (try table.ints("samples"), try table.ints("parameters"))
        let (rates, first, last) = (try column("rate"), try column("loss_first"), try column("loss_last"))
        let (ratios, over) = (try column("ratio_least"), try column("over_prediction"))
        let (rising, before, after) = (try column("rising"), try column("test_first"), try column("test_last"))
        let (moved, start, residual) = (try column("moved"), try column("start"), try column("residual_first"))
        return samples.indices.map { i in
            Training(
                samples: samples[i], parameters: parameters[i], rate: rates[i], first: first[i], last: last[i],
                leastRatio: ratios[i], overPrediction: over[i], rising: rising[i], testFirst: before[i],
                testLast: after[i], moved: moved[i], start: start[i], residual: residual[i])
        }
    }

    private static func spectra(_ table: Table) throws -> [Spectrum] {
        let (samples, steps) = (try table.ints("samples"), try table.ints("step"))
        let (smallest, largest) = (try table.doubles("smallest"), try table.doubles("largest"))
        let (deficiency, dead) = (try table.ints("deficiency"), try table.ints("dead"))
        let ratios = try table.optionalDoubles("ratio")
        return samples.indices.map { i in
            Spectrum(
                samples: samples[i], step: steps[i], smallest: smallest[i], largest: largest[i],
                deficiency: deficiency[i], dead: dead[i], ratio: ratios[i])
        }
    }
}
