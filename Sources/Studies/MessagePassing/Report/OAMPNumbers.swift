import Report

/// "Each number of a kind lies in a region", in parts.
package struct OAMPNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: SeedComparison {
        package let words: String
        /// What the number is, in `Markup`.
        package let name: String
        package let scale: Scale
        let quantity: OAMPQuantity
        package let region: Region
        /// Whether it is a share of a bound that is proved: then how far below it is says nothing, and it is judged as 1.
        let isOfBound: Bool

        package init(
            _ words: String, _ name: String, scale: Scale = .linear, _ quantity: OAMPQuantity, _ region: Region,
            isOfBound: Bool = false
        ) {
            (self.words, self.name, self.scale, self.quantity) = (words, name, scale, quantity)
            (self.region, self.isOfBound) = (region, isOfBound)
        }

        package func judged(_ value: Double) -> Double { isOfBound ? max(value, 1) : value }
    }

    let comparisons: [Comparison]

    package init(_ comparisons: [Comparison]) { self.comparisons = comparisons }

    /// Reads the tables of all seeds.
    package func samples(of study: StudyReader) throws -> SeedNumbers {
        let run = try OAMPRun(study)
        return SeedNumbers(seeds: run.seeds, draws: run.draws, comparisons.map { $0.quantity.numbers(run) })
    }

    package func evidence(_ samples: SeedNumbers) -> Evidence {
        let isEmpty = samples.numbers.allSatisfy(\.isEmpty)
        return samples.evidence(
            of: comparisons, vacuous: isEmpty ? "the run has none of the networks that it compares" : nil)
    }
}
