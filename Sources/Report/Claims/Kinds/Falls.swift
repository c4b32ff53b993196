/// "The mean of a measure falls at every layer."
public struct Falls: ClaimKind {
    /// The method's numbers, with those that only stand beside them.
    public struct Samples {
        /// The method's.
        public var method: LayerSamples
        /// Another method's; nil where none was asked for or it is not finished.
        public var beside: LayerSamples?
        /// The mean of the measure over what was to be found; nil where it was not asked for or is not known.
        public var truth: Double?

        /// Numbers to judge.
        public init(_ method: LayerSamples, beside: LayerSamples? = nil, truth: Double? = nil) {
            self.method = method
            self.beside = beside
            self.truth = truth
        }
    }

    let method: String
    let measure: String
    let quantity: String?
    let first: Int
    let shownFrom: Int
    let target: LayerTarget.Source?
    let beside: (method: String, words: String)?
    let truth: String?

    /// Reads samples.csv of the methods, and truth.csv where it is asked for.
    public func samples(of study: StudyReader) throws -> Samples {
        let own = try LayerSamples(study, method, measure, quantity: quantity, target: target)
        let seeds = truth == nil ? [] : own.layers.samples.first?.seeds ?? []
        let truths = seeds.compactMap { try? Moments.mean(study.truth(method, seed: $0).doubles(measure)) }
        return Samples(
            own, beside: beside.flatMap { try? LayerSamples(study, $0.method, measure, quantity: quantity) },
            truth: truths.isEmpty ? nil : Moments.mean(truths))
    }

    /// Holds where every ratio of means of successive layers is shown to be below 1.
    public func judge(_ samples: Samples) -> Judgement {
        let layers = samples.method.layers
        let ratios = layers.ratios(from: first)
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let rising = ratios.filter { !$0.estimate.isBelow(1) }.map(\.layer)
        let falling =
            rising.isEmpty
            ? "falls at every layer" + (first > 1 ? " from \(first) on" : "")
            : "is not shown to fall in \(VerdictRule.layers(rising))"
        let start = first > 1 ? "layer \(first - 1)" : "the start"
        var measured =
            "The mean \(samples.method.quantity) \(falling): from \(NumberText.short(layers.samples[first - 1].mean)) at \(start) to "
            + "\(NumberText.short(layers.samples.last?.mean ?? .nan)) at the end; the least favourable layer is "
            + "\(worst.layer), with a factor of \(NumberText.interval(worst.estimate))."
        var tables = [samples.method.table(from: shownFrom)]
        if let other = samples.beside, other.layers.samples.count > 1, let words = beside?.words {
            tables.append(other.table())
            measured +=
                " \(words) from \(NumberText.short(other.layers.samples[1].mean)) at layer 1 to "
                + "\(NumberText.short(other.layers.samples[other.layers.samples.count - 1].mean))."
        }
        if let truth, let mean = samples.truth { measured += " \(truth) \(NumberText.short(mean))." }
        return Judgement(
            VerdictRule.falls(ratios), measured: measured, statistic: samples.method.worst(worst.layer),
            estimate: worst.estimate, neutral: 1, perSeed: layers.worstBySeed(from: first), tables: tables)
    }
}

extension ClaimKind where Self == Falls {
    /// "The mean of `measure` falls at every layer of `method` from layer `first` on."
    ///
    /// - Parameters:
    ///   - quantity: what the measure is in a sentence, in `Markup`; nil takes the study's own words.
    ///   - shownFrom: the first layer whose ratio the details show; `first` where it is nil.
    ///   - target: a constraint that the details show beside.
    ///   - beside: another method, and the words that come before its numbers: "Without constraints it goes".
    ///   - truth: the words before the mean of what was to be found: "The clean images have". Nil leaves it out.
    public static func falls(
        _ method: String, _ measure: String, quantity: String? = nil, from first: Int = 1, shownFrom: Int? = nil,
        target: LayerTarget.Source? = nil, beside: (method: String, words: String)? = nil, truth: String? = nil
    ) -> Falls {
        Falls(
            method: method, measure: measure, quantity: quantity, first: first, shownFrom: shownFrom ?? first,
            target: target, beside: beside, truth: truth)
    }
}

/// "The mean of a measure does not fall at every layer."
public struct FallsNot: ClaimKind {
    let method: String
    let measure: String
    let quantity: String?
    let first: Int
    let target: LayerTarget.Source?

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> LayerSamples {
        try LayerSamples(study, method, measure, quantity: quantity, target: target)
    }

    /// Holds where the measure is shown to rise at some layer, with intervals that hold for all layers at once.
    public func judge(_ samples: LayerSamples) -> Judgement {
        let layers = samples.layers
        let ratios = layers.simultaneousRatios(from: first)
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let away = ratios.filter { $0.estimate.isAbove(1) }.map(\.layer)
        let direction = away.isEmpty ? "is shown to rise in no layer" : "rises in \(VerdictRule.layers(away))"
        let measured =
            "The mean \(samples.quantity) \(direction); the largest change is in layer \(worst.layer), "
            + "\(NumberText.short(worst.estimate.value)) times the one before (simultaneous interval "
            + "\(NumberText.short(worst.estimate.low)) to \(NumberText.short(worst.estimate.high))); it falls at "
            + "every layer \(first > 1 ? "from \(first) on " : "")in "
            + "\(NumberText.percent(layers.shareFalling(from: first).value)) of the test examples."
        return Judgement(
            VerdictRule.fallsNot(ratios), measured: measured, statistic: samples.worst(worst.layer),
            estimate: worst.estimate, neutral: 1, perSeed: layers.worstBySeed(from: first),
            tables: [samples.table(from: first)])
    }
}

extension ClaimKind where Self == FallsNot {
    /// "The mean of `measure` does not fall at every layer of `method` from layer `first` on." `quantity` is what the
    /// measure is in a sentence; nil takes the study's own words. `target` is a constraint that the details show.
    public static func fallsNot(
        _ method: String, _ measure: String, quantity: String? = nil, from first: Int = 1,
        target: LayerTarget.Source? = nil
    ) -> FallsNot {
        FallsNot(method: method, measure: measure, quantity: quantity, first: first, target: target)
    }
}
