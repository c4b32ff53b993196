/// "What methods were trained with makes them robust to noise on their layers": a part for each pair, with and without.
public struct SmallerUnderNoise: ClaimKind {
    /// A pair of methods at some strengths of the noise.
    public struct Comparison {
        /// "standard + noise against standard".
        public var words: String
        /// The measure of both by the strength σ̂, of the same seeds and examples.
        public var strengths: [(sigma: Double, with: SeededSample, without: SeededSample)]

        /// A pair of methods.
        public init(_ words: String, _ strengths: [(sigma: Double, with: SeededSample, without: SeededSample)]) {
            (self.words, self.strengths) = (words, strengths)
        }
    }

    let pairs: [MethodPair]
    let measure: String
    let quantity: String
    let strengths: Range<Double>

    /// Reads noise-samples.csv of all methods, at the strengths of the claim. Throws `RunReaderError` where there are none.
    public func samples(of study: StudyReader) throws -> [Comparison] {
        try pairs.map { pair in
            let with = try study.crossedNoise(pair.proposed, column: measure, with: pair.all)
            let without = try study.crossedNoise(pair.baseline, column: measure, with: pair.all)
            let found = zip(with.levels, with.samples).compactMap { sigma, sample in
                without.levels.firstIndex(of: sigma).map { (sigma, sample, without.samples[$0]) }
            }.filter { strengths.contains($0.0) }
            guard !found.isEmpty else {
                let (low, high) = (NumberText.setting(strengths.lowerBound), NumberText.setting(strengths.upperBound))
                throw RunReaderError.noRow("a σ̂ between \(low) and \(high)", file: "noise-samples.csv")
            }
            return Comparison(pair.words(study), found)
        }
    }

    /// At every strength the ratio of the means, with over without, has to be below 1.
    public func evidence(_ samples: [Comparison]) -> Evidence {
        func name(_ sigma: Double) -> String { "*σ̂* = \(NumberText.setting(sigma))" }
        let parts = zip(pairs, samples).map { pair, one in
            Part(
                one.words, .every,
                one.strengths.map {
                    Hypothesis(
                        .ratio("mean \(quantity) at \(name($0.sigma)), \(one.words)", $0.with, over: $0.without),
                        .below(1),
                        at: name($0.sigma))
                }
            ).comparing(pair.all)
        }
        let sentences = samples.compactMap { one in
            one.strengths.last.map {
                "At \(name($0.sigma)) the mean \(quantity), \(one.words), is \(NumberText.short($0.with.mean)) against "
                    + "\(NumberText.short($0.without.mean))."
            }
        }
        let rows = samples.flatMap { one in
            one.strengths.map {
                [
                    one.words, NumberText.setting($0.sigma), NumberText.short($0.with.mean),
                    NumberText.short($0.without.mean), RatioInterval.of($0.with, over: $0.without).cell,
                ]
            }
        }
        return Evidence(
            parts, measured: sentences.joined(separator: " "),
            tables: [
                DetailTable(
                    "\(quantity.capitalizedFirst) under layer noise",
                    header: ["Pair", "*σ̂*", "With", "Without", "Ratio of the means"], rows: rows)
            ], methods: pairs.flatMap(\.all))
    }
}

extension ClaimKind where Self == SmallerUnderNoise {
    /// "Under noise on the layers of strengths σ̂ within `strengths`, `measure` is smaller for the first method of each pair,
    /// trained with noise, than for the second." `quantity` is what the measure is in a sentence.
    public static func smallerUnderNoise(
        _ pairs: [MethodPair], _ measure: String, quantity: String, strengths: Range<Double>
    ) -> SmallerUnderNoise {
        SmallerUnderNoise(pairs: pairs, measure: measure, quantity: quantity, strengths: strengths)
    }
}
