import Foundation
import Report
import Stages

/// The tables of the study of learned steps, of all seeds with which it was evaluated.
struct StepsRun {
    /// A problem: a spectrum of H.
    struct Problem: Equatable {
        var id: String
        var isRandom: Bool
        var smallest: Double
        var largest: Double
        var constantStep: Double
        var constantRate: Double
        var eigenvalues: Int

        var condition: Double { largest / smallest }
        /// "κ = 100" in `Markup`.
        var words: String { isRandom ? "random *H*" : "*κ* = \(NumberText.setting(condition))" }
        /// The same in the markup of figures.
        var title: String {
            isRandom ? "Random $H$, $κ$ = \(NumberText.short(condition))" : "$κ$ = \(NumberText.setting(condition))"
        }
        /// Whether H is diag(1, 2, …, 100), the example of others.
        var isPublic: Bool { !isRandom && eigenvalues == 100 && abs(condition - 100) < 1e-9 }
    }

    let study: StudyReader
    let seeds: [Int]
    /// As the first seed sees them: the random one has other numbers in each draw.
    let problems: [Problem]
    /// The T of the networks, ascending.
    let depths: [Int]
    private let rows: [[String: Int]]
    private let tables: [Table]
    private let numbers: [[String: [Double]]]

    private static let columns = [
        "loss", "sampled", "norm", "rate", "chebyshev_norm", "rank_correlation", "chebyshev_difference",
    ]
    static let learned = "learned"

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        seeds = try study.seeds(ofAll: [Self.learned])
        tables = try seeds.map { try study.table("networks.csv", of: Self.learned, seed: $0) }
        rows = try tables.map { table in
            let (problems, methods, layers) = (
                try table.strings("problem"), try table.strings("method"), try table.ints("layers")
            )
            return Dictionary(
                layers.indices.map { (Self.key(problems[$0], methods[$0], layers[$0]), $0) }
            ) { first, _ in first }
        }
        numbers = try tables.map { table in
            Dictionary(uniqueKeysWithValues: try Self.columns.map { ($0, try table.doubles($0)) })
        }
        let table = try study.table("problems.csv", of: Self.learned, seed: seeds[0])
        let (kinds, counts) = (try table.strings("kind"), try table.ints("eigenvalues"))
        let (smallest, largest) = (try table.doubles("smallest"), try table.doubles("largest"))
        let (steps, rates) = (try table.doubles("constant_step"), try table.doubles("constant_rate"))
        problems = try table.strings("problem").enumerated().map { row, id in
            Problem(
                id: id, isRandom: kinds[row] == "wishart", smallest: smallest[row], largest: largest[row],
                constantStep: steps[row], constantRate: rates[row], eigenvalues: counts[row])
        }
        depths = Set(try Self.counts(tables[0].rows(where: "method", is: Self.learned))).sorted()
        guard !problems.isEmpty, !depths.isEmpty else {
            throw RunReaderError.noRow("“\(Self.learned)”", file: "networks.csv")
        }
    }

    /// The column of numbers of layers: of a damaged table as many points might be drawn. Throws `TableError`.
    private static func counts(_ table: Table) throws -> [Int] {
        let counts = try table.ints("layers")
        if let row = counts.firstIndex(where: { !(1...10_000).contains($0) }) {
            throw TableError.badCell(
                file: table.source, column: "layers", line: table.line(ofRow: row), text: "\(counts[row])",
                expected: "a whole number from 1 to 10000")
        }
        return counts
    }

    private static func key(_ problem: String, _ method: String, _ layers: Int) -> String {
        "\(problem)\t\(method)\t\(layers)"
    }

    /// The draw of the data that each seed sees.
    var draws: [Int] { study.draws(of: Self.learned, seeds: seeds) }

    /// A column of networks.csv for one network, a number a seed; NaN where a seed has none.
    func values(_ column: String, _ method: String, _ problem: Problem, _ layers: Int) -> [Double] {
        seeds.indices.map { seed in
            rows[seed][Self.key(problem.id, method, layers)].flatMap { numbers[seed][column]?[$0] } ?? .nan
        }
    }

    /// The mean over seeds.
    func mean(_ column: String, _ method: String, _ problem: Problem, _ layers: Int) -> Double {
        Moments.mean(values(column, method, problem, layers))
    }

    /// The problem and T that figures and tables show where they show one: those whose polynomials were written.
    func shown() throws -> (problem: Problem, layers: Int) {
        let table = try study.table("polynomials.csv", of: Self.learned, seed: seeds[0])
        guard let id = try table.strings("problem").first, let problem = problems.first(where: { $0.id == id }),
            let layers = try Self.counts(table).first
        else { throw RunReaderError.noRow("a problem", file: "polynomials.csv") }
        return (problem, layers)
    }

    /// A column of layers.csv of one network, layer by layer. Throws `RunReaderError` where it has not as many, `TableError`.
    func layers(
        _ column: String, _ method: String, _ problem: Problem, _ layers: Int, seed: Int
    ) throws -> [Double] {
        let found = try study.table("layers.csv", of: Self.learned, seed: seed)
            .rows(where: "problem", is: problem.id).rows(where: "method", is: method)
            .rows(where: "layers", is: layers).doubles(column)
        guard found.count == layers else {
            throw RunReaderError.noRow("the \(layers) layers of “\(method)”", file: "layers.csv")
        }
        return found
    }
}
