/// "The mean of a measure does not fall at every layer."
public struct FallsNot: ClaimKind {
    /// A method's numbers.
    public struct Samples {
        /// The method's name in sentences.
        public var label: String
        /// The measure by layer.
        public var layers: LayerRatios
        /// What the measure is in a sentence.
        public var quantity: String
        /// The constraint that the details show.
        public var target: LayerTarget?

        /// Numbers to judge.
        public init(_ label: String, _ layers: LayerRatios, quantity: String, target: LayerTarget? = nil) {
            self.label = label
            self.layers = layers
            self.quantity = quantity
            self.target = target
        }
    }

    let method: String
    let measure: String
    let quantity: String?
    let first: Int
    let target: LayerTarget.Source?

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> Samples {
        Samples(
            study.label(of: method), try LayerRatios(study, method, column: measure),
            quantity: try quantity ?? study.measure(measure).label, target: try target?.target(study))
    }

    /// Holds where the measure is shown to rise at some layer, with intervals that hold for all layers at once.
    public func judge(_ samples: Samples) -> Judgement {
        let (layers, quantity) = (samples.layers, samples.quantity)
        let ratios = layers.simultaneousRatios(from: first)
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let away = ratios.filter { $0.estimate.isAbove(1) }.map(\.layer)
        let direction = away.isEmpty ? "is shown to rise in no layer" : "rises in \(VerdictRule.layers(away))"
        let measured =
            "The mean \(quantity) \(direction); the largest change is in layer \(worst.layer), "
            + "\(NumberText.short(worst.estimate.value)) times the one before (simultaneous interval "
            + "\(NumberText.short(worst.estimate.low)) to \(NumberText.short(worst.estimate.high))); it falls at "
            + "every layer \(first > 1 ? "from \(first) on " : "")in "
            + "\(NumberText.percent(layers.shareFalling(from: first).value)) of the test examples."
        return Judgement(
            VerdictRule.fallsNot(ratios), measured: measured, statistic: LayerRatios.worst(quantity, worst.layer),
            estimate: worst.estimate, neutral: 1, perSeed: layers.worstBySeed(from: first),
            tables: [layers.byLayer(samples.label, quantity: quantity, from: first, target: samples.target)])
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

extension LayerRatios {
    /// The details of the method named `label`.
    func byLayer(
        _ label: String, quantity: String, from first: Int = 1, target: LayerTarget? = nil
    ) -> DetailTable {
        table("\(label.capitalizedFirst), by layer", quantity: quantity, from: first, target: target)
    }

    /// What the largest ratio is, in words.
    static func worst(_ quantity: String, _ layer: Int) -> String {
        "largest ratio of the mean \(quantity) to that of the layer before (layer \(layer))"
    }
}
