import Foundation
import Report
import Stages

/// The tables of the study of unrolled message passing, of the seeds that all methods have.
struct OAMPRun {
    /// The networks, as names of trainings begin.
    static let networks = [
        "untied", "tied", "scalars", "unet", "unet-adjoint", "unet-small", "alista", "alista-safeguarded",
    ]
    /// Those that learn functions of pixels, layer by layer and end to end.
    static let denoisers = ["denoisers", "denoisers-joint"]
    static let algorithm = "bernoulli-gauss"
    /// Operators by the end of a reference's name.
    static let operators = [
        ("", "Gaussian"), ("-fourier", "partial Fourier"), ("-ill-conditioned", "ill-conditioned"),
        ("-kronecker", "Kronecker"),
    ]

    let study: StudyReader
    let seeds: [Int]
    /// T.
    let layers: Int
    /// n, ascending.
    let sizes: [Int]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        let ids = study.finished.map(\.id)
        sizes = ids.compactMap { id in
            id.hasPrefix("untied-") ? Int(id.dropFirst("untied-".count)) : nil
        }.sorted()
        guard let largest = sizes.last else { throw study.missing("untied") }
        let main = ["untied-\(largest)", "unet-\(largest)", Self.algorithm]
        seeds = try study.seeds(ofAll: main)
        layers = Int(try study.table("summary.csv", of: main[0], seed: seeds[0]).number("layers"))
    }

    var largest: Int { sizes.last ?? 0 }
    var smallest: Int { sizes.first ?? 0 }
    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: Self.algorithm, seeds: seeds) }

    /// Whether a method was evaluated with every seed.
    func has(_ method: String) -> Bool { seeds.allSatisfy(study.seeds(of: method).contains) }

    /// The seeds that some methods have in common: of what is not trained, all of the run's.
    func seeds(ofAll methods: [String]) -> [Int] { (try? study.seeds(ofAll: methods)) ?? [] }

    /// A table of a method, one a seed. Throws `RunReaderError`.
    func tables(_ file: String, _ method: String, seeds own: [Int]? = nil) throws -> [Table] {
        try (own ?? seeds).map { try study.table(file, of: method, seed: $0) }
    }

    /// A column of each seed's table; none where the run has no such table.
    func columns(_ name: String, _ file: String, _ method: String, seeds own: [Int]? = nil) -> [[Double]] {
        guard has(method), let all = try? tables(file, method, seeds: own) else { return [] }
        return all.compactMap { try? $0.doubles(name) }
    }

    /// The mean over seeds of a column, row by row.
    func means(_ name: String, _ file: String, _ method: String) -> [Double] {
        let all = columns(name, file, method)
        return (0..<(all.map(\.count).min() ?? 0)).map { row in Moments.mean(all.map { $0[row] }) }
    }

    /// The error in dB after a layer, of each seed: the last layer of the trained ones where none is said.
    func errors(
        _ method: String, layer: Int? = nil, _ column: String = "error", seeds own: [Int]? = nil
    ) -> [Double] {
        columns(column, "layers.csv", method, seeds: own).map { values in
            let place = min(layer ?? layers, values.count - 1)
            return place >= 0 ? values[place] : .nan
        }
    }

    /// The mean over seeds of the same.
    func error(_ method: String, layer: Int? = nil) -> Double { Moments.mean(errors(method, layer: layer)) }

    /// n of the trainings of a network.
    func sizes(of network: String) -> [Int] { sizes.filter { has("\(network)-\($0)") } }

    /// Names of the tied network with penalties on movement, ascending in β, and β.
    var penalised: [(method: String, weight: Double)] {
        study.finished.compactMap { method -> (method: String, weight: Double)? in
            guard method.id.hasPrefix("tied-penalty-"), has(method.id) else { return nil }
            let words = method.id.dropFirst("tied-penalty-".count).split(separator: "-")
            // β may have an exponent with a sign: all but the last word.
            return Double(words.dropLast().joined(separator: "-")).map { (method.id, $0) }
        }.sorted { $0.weight < $1.weight }
    }

    var descending: String { "tied-descent-\(largest)" }

    /// Endings of the names of networks that were trained on data with errors of the operator: the test data's, and others.
    static let adaptations = ["matched", "varied"]

    /// Trained with errors in the data, and the most scenes.
    func adapted(_ network: String, _ adaptation: String) -> String { "\(network)-\(adaptation)-\(largest)" }

    /// A number of each seed's summary; none where the run has not that of each.
    func summary(_ name: String, _ method: String, seeds own: [Int]? = nil) -> [Double] {
        guard has(method), let all = try? tables("summary.csv", method, seeds: own) else { return [] }
        let values = all.compactMap { try? $0.number(name) }
        return values.count == all.count ? values : []
    }

    /// How much larger the mean of min(NMSE, 1) is on test scenes than on training scenes, with each seed; less the same of the
    /// algorithm, so that an easy training set does not count.
    func gaps(_ method: String) -> [Double] {
        func differences(_ name: String) -> [Double] {
            zip(summary("test_\(name)", method), summary("training_\(name)", method)).map { $0 - $1 }
        }
        return zip(differences("loss"), differences("algorithm_loss")).map { $0 - $1 }
    }

    /// Rows of mismatch.csv of a kind and place, with each seed: share, error and change.
    func mismatch(_ method: String, _ kind: String, _ place: String) -> [[(
        share: Double, error: Double, change: Double
    )]] {
        guard has(method), let all = try? tables("mismatch.csv", method) else { return [] }
        return all.compactMap { table in
            guard let kinds = try? table.strings("kind"), let places = try? table.strings("place"),
                let shares = try? table.doubles("share"), let errors = try? table.doubles("error"),
                let changes = try? table.doubles("change")
            else { return nil }
            return kinds.indices.filter { kinds[$0] == kind && places[$0] == place }.map {
                (shares[$0], errors[$0], changes[$0])
            }
        }
    }
}
