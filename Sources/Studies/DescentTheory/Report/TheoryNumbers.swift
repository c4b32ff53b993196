import Report

/// "Each number of a kind lies in a region."
package struct TheoryNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: SeedComparison {
        package let words: String
        /// What the number is, in `Markup`.
        package let name: String
        let quantity: TheoryQuantity
        package let region: Region
        /// On which scale it is averaged over seeds.
        package let scale: Scale

        package init(
            _ words: String, _ name: String, _ quantity: TheoryQuantity, _ region: Region, on scale: Scale = .linear
        ) {
            (self.words, self.name, self.quantity, self.region, self.scale) = (words, name, quantity, region, scale)
        }
    }

    let comparisons: [Comparison]

    package init(_ comparisons: [Comparison]) { self.comparisons = comparisons }

    /// Reads the tables of all seeds.
    package func samples(of study: StudyReader) throws -> SeedNumbers {
        let run = try TheoryRun(study)
        return SeedNumbers(seeds: run.seeds, draws: run.draws, try comparisons.map { try $0.quantity.numbers(run) })
    }

    /// A comparison of which nothing is known is none.
    package func evidence(_ samples: SeedNumbers) -> Evidence {
        let known = zip(comparisons, samples.numbers).filter { !$1.isEmpty }
        return samples.evidence(of: comparisons, methods: Set(known.flatMap { $0.0.quantity.networks }).sorted())
    }
}
