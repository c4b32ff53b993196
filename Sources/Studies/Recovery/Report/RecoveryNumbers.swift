import Report

/// "Each number of a kind lies in a region."
package struct RecoveryNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: SeedComparison {
        package let words: String
        /// What the number is, in `Markup`.
        package let name: String
        let quantity: RecoveryQuantity
        package let region: Region

        package init(_ words: String, _ name: String, _ quantity: RecoveryQuantity, _ region: Region) {
            (self.words, self.name, self.quantity, self.region) = (words, name, quantity, region)
        }
    }

    let comparisons: [Comparison]

    package init(_ comparisons: [Comparison]) { self.comparisons = comparisons }

    /// Reads the tables of all seeds.
    package func samples(of study: StudyReader) throws -> SeedNumbers {
        let run = try RecoveryRun(study)
        return SeedNumbers(seeds: run.seeds, draws: run.draws, comparisons.map { $0.quantity.numbers(run) })
    }

    /// A comparison of which no theorem speaks is none.
    package func evidence(_ samples: SeedNumbers) -> Evidence {
        let isOpen = samples.numbers.joined().contains(where: \.isOpen)
        return samples.evidence(
            of: comparisons,
            vacuous: isOpen ? "the number is known by two ends, and the bound lies between them" : nil)
    }
}
