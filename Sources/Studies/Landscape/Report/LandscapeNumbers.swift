import Report

/// "Each number of a kind lies in a region."
package struct LandscapeNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: SeedComparison {
        package let words: String
        /// What the number is, in `Markup`.
        package let name: String
        let quantity: LandscapeQuantity
        package let region: Region
        /// Whether it is a share of a bound that is proved: then how far below it is says nothing, and it is judged as 1.
        let isOfBound: Bool
        package let scale: Scale

        package init(
            _ words: String, _ name: String, _ quantity: LandscapeQuantity, _ region: Region, isOfBound: Bool = false,
            scale: Scale = .logarithmic
        ) {
            (self.words, self.name, self.quantity, self.region) = (words, name, quantity, region)
            (self.isOfBound, self.scale) = (isOfBound, scale)
        }

        package func judged(_ value: Double) -> Double { isOfBound ? max(value, 1) : value }

        /// A check of an inequality that is proved, with room for rounding.
        package static func check(
            _ words: String, _ name: String, _ quantity: LandscapeQuantity
        ) -> Comparison { Comparison(words, name, quantity, .below(1.0001), isOfBound: true) }
    }

    let comparisons: [Comparison]

    package init(_ comparisons: [Comparison]) { self.comparisons = comparisons }

    /// Reads the tables of all seeds.
    package func samples(of study: StudyReader) throws -> SeedNumbers {
        let run = try LandscapeRun(study)
        return SeedNumbers(seeds: run.seeds, draws: run.draws, comparisons.map { $0.quantity.numbers(run) })
    }

    package func evidence(_ samples: SeedNumbers) -> Evidence {
        samples.evidence(of: comparisons, leavesOutEmpty: false)
    }
}
