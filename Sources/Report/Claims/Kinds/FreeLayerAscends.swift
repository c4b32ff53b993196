/// "A first layer left free ascends, in distance and in objective, and the later layers descend."
public struct FreeLayerAscends: ClaimKind {
    /// A method's numbers.
    public struct Samples {
        /// The method's name in sentences.
        public var label: String
        /// The distance by layer.
        public var distance: LayerRatios
        /// The objective f by layer.
        public var objective: [CrossedSample]
        /// The constraint of the later layers.
        public var target: LayerTarget

        /// Numbers to judge.
        public init(_ label: String, distance: LayerRatios, objective: [CrossedSample], target: LayerTarget) {
            self.label = label
            self.distance = distance
            self.objective = objective
            self.target = target
        }
    }

    let method: String
    let distance: String
    let objective: String
    let target: LayerTarget.Source

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> Samples {
        Samples(
            study.label(of: method), distance: try LayerRatios(study, method, column: distance),
            objective: try study.crossedLayers(method, column: objective), target: try target.target(study))
    }

    /// Holds where the distance and f are shown to grow in the first layer, and the distance to fall in all later ones.
    public func judge(_ samples: Samples) -> Judgement {
        let (layers, objective) = (samples.distance, samples.objective)
        guard layers.samples.count > 2, objective.count > 1 else { return .notTested("the network has too few layers") }
        let first = RatioInterval.of(layers.samples[1], over: layers.samples[0])
        let rise = MeanInterval.of(objective[1].minus(objective[0]))
        let later = VerdictRule.falls(layers.ratios(from: 2))
        let perSeed = layers.samples[1].perSeed(over: layers.samples[0])
        let ascending = perSeed.filter { $0.value > 1 }.count
        let measured =
            "The first layer takes the distance to \(NumberText.interval(first)) times its start and *f* by "
            + "\(NumberText.interval(rise)); its mean distance grows in \(ascending) of \(perSeed.count) "
            + (perSeed.count == 1 ? "seed" : "seeds") + "; that the later layers descend: \(later.word)."
        return Judgement(
            Self.verdict(distance: first, objective: rise, later: later, ascending: ascending, seeds: perSeed.count),
            measured: measured, statistic: "mean distance after layer 1 over that before it", estimate: first,
            neutral: 1, perSeed: perSeed,
            tables: [layers.byLayer(samples.label, quantity: "distance", target: samples.target)])
    }

    /// In part where the first layer ascends in either, or in the mean of some seed.
    static func verdict(
        distance: Estimate, objective: Estimate, later: Verdict, ascending: Int, seeds: Int
    ) -> Verdict {
        guard distance.isUsable, objective.isUsable else { return VerdictRule.undefined }
        let (up, higher) = (distance.isAbove(1), objective.isAbove(0))
        if up, higher, later == .holds { return .holds }
        if up, higher { return .holdsInPart("the first layer ascends; that all later layers descend: \(later.word)") }
        if up { return .holdsInPart("the first layer ascends in distance, not in f") }
        if higher { return .holdsInPart("the first layer ascends in f, not in distance") }
        return ascending > 0 ? .holdsInPart("the first layer ascends in \(ascending) of \(seeds) seeds") : .doesNotHold
    }
}

extension ClaimKind where Self == FreeLayerAscends {
    /// "The free first layer of `method` ascends in `distance` and in `objective`, and the later layers descend."
    public static func freeLayerAscends(
        _ method: String, distance: String, objective: String, target: LayerTarget.Source
    ) -> FreeLayerAscends {
        FreeLayerAscends(method: method, distance: distance, objective: objective, target: target)
    }
}
