import Report

/// "Each number of a kind lies in a region."
package struct ConvergentNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: Sendable {
        let words: String
        /// What the number is, in `Markup`.
        let name: String
        let quantity: ConvergentQuantity
        let region: Region
        /// Whether it is a share of a bound that is proved: then how far below it is says nothing, and it is judged as 1.
        let isOfBound: Bool

        package init(
            _ words: String, _ name: String, _ quantity: ConvergentQuantity, _ region: Region, isOfBound: Bool = false
        ) {
            (self.words, self.name, self.quantity, self.region) = (words, name, quantity, region)
            self.isOfBound = isOfBound
        }

        /// A check of an inequality that is proved, with room for rounding.
        package static func check(
            _ words: String, _ name: String, _ quantity: ConvergentQuantity
        ) -> Comparison { Comparison(words, name, quantity, .below(1.0001), isOfBound: true) }
    }

    /// A number of each seed.
    package struct Number: Sendable {
        var place: String
        var values: [Double]

        package init(_ place: String, _ values: [Double]) { (self.place, self.values) = (place, values) }
    }

    /// The numbers of all comparisons.
    package struct Samples: Sendable {
        var seeds: [Int]
        var draws: [Int]
        var numbers: [[Number]]

        package init(seeds: [Int], draws: [Int]? = nil, _ numbers: [[Number]]) {
            (self.seeds, self.numbers) = (seeds, numbers)
            self.draws = draws ?? seeds
        }
    }

    let comparisons: [Comparison]

    package init(_ comparisons: [Comparison]) { self.comparisons = comparisons }

    /// Reads the tables of all seeds.
    package func samples(of study: StudyReader) throws -> Samples {
        let run = try ConvergentRun(study)
        return Samples(seeds: run.seeds, draws: run.draws, try comparisons.map { try $0.quantity.numbers(run) })
    }

    package func evidence(_ samples: Samples) -> Evidence {
        let pairs = Array(zip(comparisons, samples.numbers))
        let parts = pairs.map { comparison, numbers in
            Part(
                comparison.words, .every,
                numbers.map { number in
                    Hypothesis(
                        SeedStatistic(
                            comparison.name + (number.place.isEmpty ? "" : ", \(number.place)"), .logarithmic,
                            seeds: samples.seeds, draws: samples.draws,
                            values: comparison.isOfBound ? number.values.map { max($0, 1) } : number.values),
                        comparison.region,
                        at: number.place)
                })
        }
        return Evidence(
            parts, measured: pairs.map(Self.sentence).joined(separator: " "), tables: pairs.map(Self.table), methods: []
        )
    }

    /// "The … is 0.71 (a), 0.43 (b)."
    private static func sentence(_ comparison: Comparison, _ numbers: [Number]) -> String {
        let values = numbers.map { number in
            NumberText.short(Moments.mean(number.values)) + (number.place.isEmpty ? "" : " (\(number.place))")
        }
        return "The \(comparison.name) is \(CaptionText.list(values))."
    }

    private static func table(_ comparison: Comparison, _ numbers: [Number]) -> DetailTable {
        DetailTable(
            "The \(comparison.name)", header: ["Of", "Mean over seeds", "Smallest", "Largest"],
            rows: numbers.map { number in
                [number.place.isEmpty ? "all" : number.place]
                    + [Moments.mean(number.values), number.values.min() ?? .nan, number.values.max() ?? .nan]
                    .map { NumberText.short($0, digits: 4) }
            })
    }
}
