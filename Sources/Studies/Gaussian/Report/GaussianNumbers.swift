import Report

/// "Each number of a kind lies in a region", in parts.
package struct GaussianNumbers: ClaimKind {
    /// What is measured, and where it has to lie: a part of the claim.
    package struct Comparison: SeedComparison {
        package let words: String
        /// What the number is, in `Markup`, and its unit.
        package let name: String
        let unit: String
        package let scale: Scale
        let quantity: GaussianQuantity
        package let region: Region

        package init(
            _ words: String, _ name: String, unit: String = "dB", scale: Scale = .linear, _ quantity: GaussianQuantity,
            _ region: Region
        ) {
            (self.words, self.name, self.unit, self.scale) = (words, name, unit, scale)
            (self.quantity, self.region) = (quantity, region)
        }
    }

    /// A number of each seed.
    package struct Number: Sendable {
        /// Whose it is, in `Markup`; empty where a part has one number.
        var place: String
        var methods: [String]
        var seeds: [Int]
        var draws: [Int]
        var values: [Double]

        package init(_ place: String, methods: [String], seeds: [Int], draws: [Int]? = nil, _ values: [Double]) {
            (self.place, self.methods, self.seeds, self.values) = (place, methods, seeds, values)
            self.draws = draws ?? seeds
        }
    }

    let comparisons: [Comparison]
    /// Why the claim cannot be tested where a run has none of the numbers.
    let absence: String

    package init(_ comparisons: [Comparison], absence: String = "the run has none of the networks that it compares") {
        (self.comparisons, self.absence) = (comparisons, absence)
    }

    /// Reads the tables of all methods and seeds.
    package func samples(of study: StudyReader) throws -> [[Number]] {
        let run = try GaussianRun(study)
        return comparisons.map { $0.quantity.numbers(run) }
    }

    package func evidence(_ samples: [[Number]]) -> Evidence {
        let pairs = zip(comparisons, samples).filter { !$1.isEmpty }
        let parts = pairs.map { comparison, numbers in
            Part(
                comparison.words, .every,
                numbers.map { number in
                    comparison.hypothesis(
                        number.place, seeds: number.seeds, draws: number.draws, values: number.values)
                })
        }
        return Evidence(
            parts, measured: pairs.map(Self.sentence).joined(separator: " "), tables: pairs.map(Self.table),
            methods: Array(Set(samples.joined().flatMap(\.methods))).sorted(),
            vacuous: pairs.isEmpty ? absence : nil)
    }

    /// "The … is −5.1 dB." or "The … goes from −5.1 dB (ALISTA) to 0.2 dB (LISTA)."
    private static func sentence(_ comparison: Comparison, _ numbers: [Number]) -> String {
        func text(_ number: Number) -> String {
            NumberText.short(Moments.mean(number.values)) + (comparison.unit.isEmpty ? "" : " \(comparison.unit)")
        }
        let ordered = numbers.sorted { Moments.mean($0.values) < Moments.mean($1.values) }
        let subject = "The " + comparison.name + (comparison.words.isEmpty ? "" : " (\(comparison.words))")
        guard let low = ordered.first, let high = ordered.last, ordered.count > 1 else {
            return "\(subject) is \(numbers.first.map(text) ?? "–")."
        }
        return "\(subject) goes from \(text(low)) (\(low.place)) to \(text(high)) (\(high.place))."
    }

    private static func table(_ comparison: Comparison, _ numbers: [Number]) -> DetailTable {
        DetailTable(
            "The \(comparison.name)" + (comparison.words.isEmpty ? "" : ", \(comparison.words)")
                + (comparison.unit.isEmpty ? "" : ", in \(comparison.unit)"),
            header: ["Of", "Seeds", "Mean over seeds", "Smallest", "Largest"],
            rows: numbers.map { number in
                [number.place.isEmpty ? "all" : number.place, "\(number.seeds.count)"]
                    + [Moments.mean(number.values), number.values.min() ?? .nan, number.values.max() ?? .nan]
                    .map { NumberText.short($0, digits: 4) }
            })
    }
}
