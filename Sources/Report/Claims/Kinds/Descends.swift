/// "Every layer takes the estimate nearer", with the stricter target of a constraint beside.
public struct Descends: ClaimKind {
    /// A method's numbers.
    public struct Samples {
        /// The method's name in sentences.
        public var label: String
        /// The distance by layer.
        public var layers: LayerRatios
        /// The constraint.
        public var target: LayerTarget

        /// Numbers to judge.
        public init(_ label: String, _ layers: LayerRatios, target: LayerTarget) {
            self.label = label
            self.layers = layers
            self.target = target
        }
    }

    let method: String
    let measure: String
    let target: LayerTarget.Source

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> Samples {
        Samples(
            study.label(of: method), try LayerRatios(study, method, column: measure), target: try target.target(study))
    }

    /// Holds where every ratio of mean distances of successive layers is shown to be below 1.
    public func judge(_ samples: Samples) -> Judgement {
        let (layers, target) = (samples.layers, samples.target)
        let ratios = layers.ratios()
        guard let worst = ratios.max(by: { $0.estimate.value < $1.estimate.value }) else {
            return .notTested("samples.csv has no layers")
        }
        let misses = ratios.map(\.layer).filter { !(layers.slack($0, epsilon: target.epsilon).high <= 0) }
        let goal = "the stricter target of \(target.name), a factor of \(NumberText.setting(1 - target.epsilon)),"
        let outcome =
            misses.isEmpty
            ? "meets \(goal) at every layer" : "is not shown to meet \(goal) in \(VerdictRule.layers(misses))"
        let measured =
            "The least progress is in layer \(worst.layer), where the mean distance becomes "
            + "\(NumberText.interval(worst.estimate)) times the one before; the mean \(outcome); "
            + "\(NumberText.percent(layers.shareFalling(from: 1).value)) of the test examples descend at every layer."
        return Judgement(
            VerdictRule.falls(ratios), measured: measured,
            statistic: "largest ratio of mean distances of successive layers (layer \(worst.layer))",
            estimate: worst.estimate, neutral: 1, perSeed: layers.worstBySeed(),
            tables: [layers.byLayer(samples.label, quantity: "distance", target: target)])
    }
}

extension ClaimKind where Self == Descends {
    /// "Every layer of `method` brings the mean of `measure`, a distance, down"; `target` asks for more and is shown
    /// beside.
    public static func descends(_ method: String, _ measure: String, target: LayerTarget.Source) -> Descends {
        Descends(method: method, measure: measure, target: target)
    }
}
