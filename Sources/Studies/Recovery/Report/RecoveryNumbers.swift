import Report

/// "Each number of a kind lies in a region."
package struct RecoveryNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: Sendable {
        let words: String
        /// What the number is, in `Markup`.
        let name: String
        let quantity: RecoveryQuantity
        let region: Region

        package init(_ words: String, _ name: String, _ quantity: RecoveryQuantity, _ region: Region) {
            (self.words, self.name, self.quantity, self.region) = (words, name, quantity, region)
        }
    }

    /// A number of each seed.
    package struct Number: Sendable {
        var place: String
        var values: [Double]
        /// Whether the number can be on either side of the bound, since it is itself known by two ends alone.
        var isOpen: Bool
        /// The seeds where these are not all of the run's.
        var seeds: [Int]?

        package init(_ place: String, _ values: [Double], isOpen: Bool = false, seeds: [Int]? = nil) {
            (self.place, self.values, self.isOpen, self.seeds) = (place, values, isOpen, seeds)
        }
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
        let run = try RecoveryRun(study)
        return Samples(seeds: run.seeds, draws: run.draws, comparisons.map { $0.quantity.numbers(run) })
    }

    package func evidence(_ samples: Samples) -> Evidence {
        // A comparison of which no theorem speaks is none.
        let pairs = zip(comparisons, samples.numbers).filter { !$1.isEmpty }
        let parts = pairs.map { comparison, numbers in
            Part(
                comparison.words, .every,
                numbers.map { number in
                    Hypothesis(
                        SeedStatistic(
                            Self.words(comparison, number), .logarithmic, seeds: number.seeds ?? samples.seeds,
                            draws: number.seeds ?? samples.draws, values: number.values), comparison.region,
                        at: number.place)
                })
        }
        let isOpen = samples.numbers.joined().contains(where: \.isOpen)
        return Evidence(
            parts, measured: pairs.map(Self.sentence).joined(separator: " "), tables: pairs.map(Self.table),
            methods: [],
            vacuous: isOpen ? "the number is known by two ends, and the bound lies between them" : nil)
    }

    private static func words(_ comparison: Comparison, _ number: Number) -> String {
        comparison.name + (number.place.isEmpty ? "" : ", \(number.place)")
    }

    /// "The … is 0.71 (s = 2), 0.43 (s = 4)."
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
