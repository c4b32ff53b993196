/// "The mean of a measure barely changes from the first to the last but one layer."
public struct Stays: ClaimKind {
    /// A method's numbers.
    public struct Samples {
        /// The method's name in sentences.
        public var label: String
        /// The measure by layer.
        public var layers: LayerRatios
        /// What the measure is in a sentence.
        public var quantity: String

        /// Numbers to judge.
        public init(_ label: String, _ layers: LayerRatios, quantity: String) {
            self.label = label
            self.layers = layers
            self.quantity = quantity
        }
    }

    let method: String
    let measure: String
    let margin: Double
    let quantity: String?
    let noun: String

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> Samples {
        Samples(
            study.label(of: method), try LayerRatios(study, method, column: measure),
            quantity: try quantity ?? study.measure(measure).label)
    }

    /// Holds where the interval of the ratio of the two means is within 1 ± margin.
    public func judge(_ samples: Samples) -> Judgement {
        let layers = samples.layers.samples
        guard layers.count > 3 else { return .notTested("the network has too few layers") }
        let (first, last, place) = (layers[1], layers[layers.count - 2], layers.count - 2)
        let ratio = RatioInterval.of(last, over: first)
        var change = ratio
        (change.value, change.low, change.high) = (ratio.value - 1, ratio.low - 1, ratio.high - 1)
        let measured =
            "The mean \(noun) is \(NumberText.short(first.mean)) at layer 1 and \(NumberText.short(last.mean)) at layer "
            + "\(place), a factor of \(NumberText.interval(ratio))."
        return Judgement(
            VerdictRule.equivalent(change, margin: margin), measured: measured,
            statistic: "ratio of mean \(samples.quantity)s, layer \(place) over layer 1", estimate: ratio, neutral: 1,
            margin: Judgement.range(1 - margin, 1 + margin), perSeed: last.perSeed(over: first),
            tables: [samples.layers.byLayer(samples.label, quantity: samples.quantity)])
    }
}

extension ClaimKind where Self == Stays {
    /// "The mean of `measure` of `method` at the last but one layer is within 1 ± `margin` of that at the first."
    /// `quantity` is what the measure is in a sentence, in words whose plural takes an s; nil takes the study's own.
    /// `noun` is the same, shortly.
    public static func stays(
        _ method: String, _ measure: String, within margin: Double, quantity: String? = nil, noun: String
    ) -> Stays {
        Stays(method: method, measure: measure, margin: margin, quantity: quantity, noun: noun)
    }
}

extension CrossedSample {
    /// The ratio of each seed's means.
    func perSeed(over other: CrossedSample) -> [Judgement.SeedValue] {
        zip(seeds, zip(seedMeans, other.seedMeans)).map { .init(seed: $0, value: $1.0 / $1.1) }
    }
}
