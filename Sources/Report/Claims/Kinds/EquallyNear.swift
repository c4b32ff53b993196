/// "Two methods end equally near."
public struct EquallyNear: ClaimKind {
    /// The final distances of two methods.
    public struct Samples {
        /// The first method's name in sentences and its distances; none where the tables have no layers.
        public var first: (label: String, last: CrossedSample?)
        /// The same of the method that it is compared with, whose mean gives the margin.
        public var second: (label: String, last: CrossedSample?)
        /// The mean distances of the answers that need no training.
        public var trivial: [(label: String, mean: Double)]

        /// Numbers to judge.
        public init(
            first: (label: String, last: CrossedSample?), second: (label: String, last: CrossedSample?),
            trivial: [(label: String, mean: Double)] = []
        ) {
            self.first = first
            self.second = second
            self.trivial = trivial
        }
    }

    let first: String
    let second: String
    let measure: String
    let margin: Double

    /// Reads samples.csv of both methods, and layers.csv of those that are not trained.
    public func samples(of study: StudyReader) throws -> Samples {
        let left = try study.crossedLayers(first, column: measure, with: [second])
        let right = try study.crossedLayers(second, column: measure, with: [first])
        return Samples(
            first: (study.label(of: first), left.last), second: (study.label(of: second), right.last),
            trivial: FinalMeans.references(study, columns: [measure]).map { (study.label(of: $0.id), $0.means[0]) })
    }

    /// Holds where the interval of the paired difference is within ±margin of the second method's mean.
    public func judge(_ samples: Samples) -> Judgement {
        guard let a = samples.first.last, let b = samples.second.last else {
            return .notTested("samples.csv has no layers")
        }
        let difference = a.minus(b)
        let estimate = MeanInterval.of(difference)
        let (one, other) = (samples.first.label, samples.second.label)
        let trivial = samples.trivial.map { "\($0.label) \(NumberText.short($0.mean))" }
        let measured =
            "The mean distance at the last layer is \(NumberText.short(a.mean)) \(one) and "
            + "\(NumberText.short(b.mean)) \(other), a difference of \(NumberText.interval(estimate)) against a margin "
            + "of ±\(NumberText.short(margin * b.mean))."
            + (trivial.isEmpty ? "" : " Trivial answers: \(trivial.joined(separator: ", ")).")
        return Judgement(
            VerdictRule.equivalent(estimate, margin: margin * b.mean), measured: measured,
            statistic: "mean paired difference of final distances, \(one) − \(other)", estimate: estimate, neutral: 0,
            margin: Judgement.range(-margin * b.mean, margin * b.mean), perSeed: difference.perSeed)
    }
}

extension ClaimKind where Self == EquallyNear {
    /// "At the last layer `first` is as near as `second`": the paired difference of `measure`, a distance, is within
    /// `margin`, a share of `second`'s mean.
    public static func equallyNear(
        _ first: String, _ second: String, _ measure: String, margin: Double
    ) -> EquallyNear {
        EquallyNear(first: first, second: second, measure: measure, margin: margin)
    }
}

/// "The mean of a measure barely changes from the first to the last but one layer."
public struct Stays: ClaimKind {
    let method: String
    let measure: String
    let margin: Double
    let quantity: String?
    let noun: String

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> LayerSamples {
        try LayerSamples(study, method, measure, quantity: quantity)
    }

    /// Holds where the interval of the ratio of the two means is within 1 ± margin.
    public func judge(_ samples: LayerSamples) -> Judgement {
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
            tables: [samples.table()])
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
