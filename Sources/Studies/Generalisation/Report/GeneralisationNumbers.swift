import Report

/// "Each number of a kind lies in a region."
package struct GeneralisationNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: SeedComparison {
        package let words: String
        /// What the number is, in `Markup`.
        package let name: String
        let quantity: GeneralisationQuantity
        package let region: Region
        /// Slopes and differences are averaged as they are, ratios and bounds by their logarithm.
        package let scale: Scale

        package init(
            _ words: String, _ name: String, _ quantity: GeneralisationQuantity, _ region: Region,
            scale: Scale = .linear
        ) {
            (self.words, self.name, self.quantity, self.region) = (words, name, quantity, region)
            self.scale = scale
        }
    }

    let comparisons: [Comparison]

    package init(_ comparisons: [Comparison]) { self.comparisons = comparisons }

    /// Reads the tables of all seeds.
    package func samples(of study: StudyReader) throws -> SeedNumbers {
        let run = try GeneralisationRun(study)
        return SeedNumbers(seeds: run.seeds, draws: run.draws, comparisons.map { $0.quantity.numbers(run) })
    }

    package func evidence(_ samples: SeedNumbers) -> Evidence {
        samples.evidence(of: comparisons, leavesOutEmpty: false)
    }
}
