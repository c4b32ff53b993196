/// "What methods were trained with makes them robust to noise on their layers": pairs of methods, with and without.
public struct SmallerUnderNoise: ClaimKind {
    /// A pair of methods at one strength of the noise.
    public struct Comparison {
        /// The strength σ̂.
        public var sigma: Double
        /// The methods' names in sentences.
        public var labels: (with: String, without: String)
        /// The measure of both, of the same seeds and examples.
        public var samples: (with: CrossedSample, without: CrossedSample)

        /// A pair of methods at the strength `sigma`.
        public init(
            sigma: Double, labels: (with: String, without: String),
            samples: (with: CrossedSample, without: CrossedSample)
        ) {
            self.sigma = sigma
            self.labels = labels
            self.samples = samples
        }
    }

    let pairs: [(with: String, without: String)]
    let measure: String
    let quantity: String
    let strengths: Range<Double>

    /// Reads noise-samples.csv of all methods, at the strengths of the claim: `result[pair][strength]`.
    public func samples(of study: StudyReader) throws -> [[Comparison]] {
        try pairs.map { pair in
            let with = try study.crossedNoise(pair.with, column: measure, with: [pair.without])
            let without = try study.crossedNoise(pair.without, column: measure, with: [pair.with])
            return zip(with.levels, with.samples).compactMap { sigma, sample in
                guard strengths.contains(sigma), let other = without.levels.firstIndex(of: sigma) else { return nil }
                return Comparison(
                    sigma: sigma, labels: (study.label(of: pair.with), study.label(of: pair.without)),
                    samples: (sample, without.samples[other]))
            }
        }
    }

    /// Holds where the interval of every paired difference, with − without, is below 0; the first pair's last is shown.
    public func judge(_ samples: [[Comparison]]) -> Judgement {
        func name(_ one: Comparison) -> String { "*σ̂* = \(NumberText.setting(one.sigma)) (\(one.labels.without))" }
        let all = samples.flatMap { $0 }.map { one in
            (one: one, level: name(one), estimate: MeanInterval.of(one.samples.with.minus(one.samples.without)))
        }
        let (low, high) = (NumberText.setting(strengths.lowerBound), NumberText.setting(strengths.upperBound))
        guard let shown = samples.first?.last else {
            return .notTested("noise-samples.csv has no σ̂ between \(low) and \(high)")
        }
        let difference = shown.samples.with.minus(shown.samples.without)
        let estimate = MeanInterval.of(difference)
        let better = all.filter { $0.estimate.isBelow(0) }.count
        let measured =
            "Noise training lowers the \(quantity) in \(better) of \(all.count) comparisons; at \(name(shown)) by "
            + "a difference of \(NumberText.interval(estimate))."
        let rows = all.map { one, _, estimate in
            [
                "\(one.labels.with) against \(one.labels.without)", NumberText.setting(one.sigma),
                NumberText.short(one.samples.with.mean), NumberText.short(one.samples.without.mean), estimate.cell,
            ]
        }
        return Judgement(
            VerdictRule.smaller(all.map { ($0.level, $0.estimate) }), measured: measured,
            statistic: "mean paired difference of \(quantity)s at the largest σ̂ below \(high), "
                + "\(shown.labels.with) − \(shown.labels.without)",
            estimate: estimate, neutral: 0, perSeed: difference.perSeed,
            tables: [
                DetailTable(
                    "\(quantity.capitalizedFirst) under layer noise",
                    header: ["Pair", "*σ̂*", "With", "Without", "Difference"], rows: rows)
            ])
    }
}

extension ClaimKind where Self == SmallerUnderNoise {
    /// "Under noise on the layers of strengths σ̂ within `strengths`, `measure` is smaller for each method trained `with`
    /// noise than for the one `without`." `quantity` is what the measure is, in words whose plural takes an s.
    public static func smallerUnderNoise(
        _ pairs: [(with: String, without: String)], _ measure: String, quantity: String, strengths: Range<Double>
    ) -> SmallerUnderNoise {
        SmallerUnderNoise(pairs: pairs, measure: measure, quantity: quantity, strengths: strengths)
    }
}
