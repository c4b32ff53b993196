/// "The mean of a measure falls at every layer."
public struct Falls: ClaimKind {
    /// The method's numbers, with those that only stand beside them.
    public struct Samples {
        /// The method's label and the measure by layer.
        public var method: (label: String, layers: LayerRatios)
        /// Another method's; nil where none was asked for or it is not finished.
        public var beside: (label: String, layers: LayerRatios)?
        /// The mean of the measure over what was to be found; nil where it was not asked for or is not known.
        public var truth: Double?
        /// What the measure is in a sentence.
        public var quantity: String
        /// The constraint that the details show.
        public var target: LayerTarget?

        /// Numbers to judge.
        public init(
            method: (label: String, layers: LayerRatios), quantity: String,
            beside: (label: String, layers: LayerRatios)? = nil, truth: Double? = nil, target: LayerTarget? = nil
        ) {
            self.method = method
            self.beside = beside
            self.truth = truth
            self.quantity = quantity
            self.target = target
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
        let layers = try LayerRatios(study, method, column: measure)
        let truths =
            truth == nil
            ? []
            : (layers.samples.first?.seeds ?? []).compactMap { seed in
                try? Moments.mean(study.truth(method, seed: seed).doubles(measure))
            }
        return Samples(
            method: (study.label(of: method), layers), quantity: try quantity ?? study.measure(measure).label,
            beside: beside.flatMap { other in
                (try? LayerRatios(study, other.method, column: measure)).map { (study.label(of: other.method), $0) }
            },
            truth: truths.isEmpty ? nil : Moments.mean(truths), target: try target?.target(study))
    }

    /// Holds where every ratio of means of successive layers is shown to be below 1.
    public func judge(_ samples: Samples) -> Judgement {
        let (layers, quantity) = (samples.method.layers, samples.quantity)
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
            "The mean \(quantity) \(falling): from \(NumberText.short(layers.samples[first - 1].mean)) at \(start) to "
            + "\(NumberText.short(layers.samples.last?.mean ?? .nan)) at the end; the least favourable layer is "
            + "\(worst.layer), with a factor of \(NumberText.interval(worst.estimate))."
        var tables = [
            layers.byLayer(samples.method.label, quantity: quantity, from: shownFrom, target: samples.target)
        ]
        if let (label, other) = samples.beside, other.samples.count > 1, let words = beside?.words {
            tables.append(other.byLayer(label, quantity: quantity))
            measured +=
                " \(words) from \(NumberText.short(other.samples[1].mean)) at layer 1 to "
                + "\(NumberText.short(other.samples[other.samples.count - 1].mean))."
        }
        if let truth, let mean = samples.truth { measured += " \(truth) \(NumberText.short(mean))." }
        return Judgement(
            VerdictRule.falls(ratios), measured: measured, statistic: LayerRatios.worst(quantity, worst.layer),
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
