/// "Every layer takes the estimate nearer", with the stricter target of a constraint beside.
public struct Descends: ClaimKind {
    let method: String
    let measure: String
    let target: LayerTarget.Source

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> LayerSamples {
        try LayerSamples(study, method, measure, quantity: "distance", target: target)
    }

    /// Holds where every ratio of mean distances of successive layers is shown to be below 1.
    public func judge(_ samples: LayerSamples) -> Judgement {
        let layers = samples.layers
        guard let target = samples.target else { return .notTested("no constraint was given") }
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
            tables: [samples.table()])
    }
}

extension ClaimKind where Self == Descends {
    /// "Every layer of `method` brings the mean of `measure`, a distance, down"; `target` asks for more and is shown
    /// beside.
    public static func descends(_ method: String, _ measure: String, target: LayerTarget.Source) -> Descends {
        Descends(method: method, measure: measure, target: target)
    }
}

/// "A first layer left free ascends, in distance and in objective, and the later layers descend."
public struct FreeLayerAscends: ClaimKind {
    /// A method's numbers.
    public struct Samples {
        /// The distance, with the constraint of the later layers.
        public var distance: LayerSamples
        /// The objective f by layer.
        public var objective: [CrossedSample]

        /// Numbers to judge.
        public init(distance: LayerSamples, objective: [CrossedSample]) {
            self.distance = distance
            self.objective = objective
        }
    }

    let method: String
    let distance: String
    let objective: String
    let target: LayerTarget.Source

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> Samples {
        Samples(
            distance: try LayerSamples(study, method, distance, quantity: "distance", target: target),
            objective: try study.crossedLayers(method, column: objective))
    }

    /// Holds where the distance and f are shown to grow in the first layer, and the distance to fall in all later ones.
    public func judge(_ samples: Samples) -> Judgement {
        let (layers, objective) = (samples.distance.layers, samples.objective)
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
            tables: [samples.distance.table()])
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
