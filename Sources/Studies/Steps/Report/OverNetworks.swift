import Report

/// "With every problem and depth, or with some, a number of the trained network, or its ratio to another method's, lies in a
/// region."
package struct OverNetworks: ClaimKind {
    /// A column of networks.csv of a method.
    package struct Quantity: Sendable {
        let column: String
        let method: String

        package init(_ column: String, of method: String) { (self.column, self.method) = (column, method) }
    }

    /// A number of each network, and where it has to lie.
    package struct Comparison: Sendable {
        let words: String
        /// What the number is, in `Markup`.
        let name: String
        let quantity: Quantity
        /// What it is divided by; nil where it is taken as it is.
        let over: Quantity?
        let region: Region

        package init(
            _ words: String, _ name: String, _ quantity: Quantity, over: Quantity? = nil, _ region: Region
        ) {
            (self.words, self.name, self.quantity, self.over, self.region) = (words, name, quantity, over, region)
        }
    }

    /// Which networks are one part of the claim.
    package enum Grouping: Sendable {
        /// All of them: each has to be in the region.
        case every
        /// All of them: one has to be in the region.
        case some
        /// Those of one problem, each of which has to be in the region.
        case byProblem
    }

    let comparisons: [Comparison]
    let grouping: Grouping

    package init(_ comparisons: [Comparison], _ grouping: Grouping) {
        (self.comparisons, self.grouping) = (comparisons, grouping)
    }

    /// A number of one network, of each seed.
    package struct Network: Sendable {
        var problem: String
        var layers: Int
        var values: [Double]

        package init(_ problem: String, _ layers: Int, _ values: [Double]) {
            (self.problem, self.layers, self.values) = (problem, layers, values)
        }

        var place: String { "\(problem), *T* = \(layers)" }
    }

    /// The numbers of all comparisons.
    package struct Samples: Sendable {
        var seeds: [Int]
        var draws: [Int]
        /// Of each comparison, all networks, problem by problem.
        var networks: [[Network]]

        package init(seeds: [Int], draws: [Int]? = nil, _ networks: [[Network]]) {
            (self.seeds, self.networks) = (seeds, networks)
            self.draws = draws ?? seeds.map { _ in 1 }
        }
    }

    /// Reads networks.csv of all seeds.
    package func samples(of study: StudyReader) throws -> Samples {
        let run = try StepsRun(study)
        let networks = comparisons.map { comparison in
            run.problems.flatMap { problem in
                run.depths.map { layers -> Network in
                    func values(_ quantity: Quantity) -> [Double] {
                        run.values(quantity.column, quantity.method, problem, layers)
                    }
                    let above = values(comparison.quantity)
                    return Network(
                        problem.words, layers,
                        comparison.over.map { zip(above, values($0)).map { $0 / $1 } } ?? above)
                }
            }
        }
        return Samples(seeds: run.seeds, draws: run.draws, networks)
    }

    package func evidence(_ samples: Samples) -> Evidence {
        let parts = zip(comparisons, samples.networks).flatMap { comparison, networks -> [Part] in
            func hypotheses(_ networks: [Network]) -> [Hypothesis] {
                networks.map { network in
                    Hypothesis(
                        SeedStatistic(
                            "\(comparison.name), \(network.place)", .logarithmic, seeds: samples.seeds,
                            draws: samples.draws, values: network.values), comparison.region, at: network.place)
                }
            }
            switch grouping {
            case .every: return [Part(comparison.words, .every, hypotheses(networks))]
            case .some: return [Part(comparison.words, .some, hypotheses(networks))]
            case .byProblem:
                return Self.problems(networks).map { problem in
                    Part(problem, .every, hypotheses(networks.filter { $0.problem == problem }))
                }
            }
        }
        return Evidence(
            parts,
            measured: zip(comparisons, samples.networks).compactMap(Self.sentence).joined(separator: " "),
            tables: zip(comparisons, samples.networks).map(Self.table),
            methods: Array(Set(comparisons.map(\.quantity.method).filter { $0.hasPrefix(StepsRun.learned) })).sorted())
    }

    private static func problems(_ networks: [Network]) -> [String] {
        networks.map(\.problem).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// "The mean … goes from 0.98 (κ = 10, T = 3) to 1.02 (…)."
    private static func sentence(_ comparison: Comparison, _ networks: [Network]) -> String? {
        let means = networks.map { ($0.place, Moments.mean($0.values)) }
        guard let low = means.min(by: { $0.1 < $1.1 }), let high = means.max(by: { $0.1 < $1.1 }) else { return nil }
        func text(_ one: (String, Double)) -> String { "\(NumberText.short(one.1, digits: 4)) (\(one.0))" }
        return "The \(comparison.name) goes from \(text(low)) to \(text(high))."
    }

    private static func table(_ comparison: Comparison, _ networks: [Network]) -> DetailTable {
        let depths = Set(networks.map(\.layers)).sorted()
        return DetailTable(
            "The \(comparison.name): means over seeds",
            header: ["Problem"] + depths.map { "*T* = \($0)" },
            rows: problems(networks).map { problem in
                [problem]
                    + depths.map { layers in
                        networks.first { $0.problem == problem && $0.layers == layers }
                            .map { NumberText.short(Moments.mean($0.values), digits: 4) } ?? "–"
                    }
            })
    }
}
