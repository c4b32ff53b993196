/// A first layer left free ascends (Fig. 3).
public struct FreeFirstLayer: Claim {
    /// The anchor.
    public let id = "free-first-layer"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 3"
    /// What the paper says, in our words.
    public let statement =
        "With constraints from the second layer on, the free first layer ascends in distance and in *f*, and the later "
        + "layers descend."
    /// The figures that show it.
    public let figures = ["figure-3"]
    /// When the verdict is which.
    public let rule =
        "Three parts, each by its 95 % interval: the first layer’s distance grows, its *f* grows, and every later layer "
        + "brings the distance down. Holds where all three do; in part where the first layer ascends in either, or in "
        + "the mean of some seed."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        let variant = "constrained-from-2"
        let layers = LayerRatios(samples: try study.crossedLayers(variant))
        let objective = try study.crossedLayers(variant, column: "objective")
        guard layers.samples.count > 2, objective.count > 1 else { return .notTested("the network has too few layers") }
        let first = RatioInterval.of(layers.samples[1], over: layers.samples[0])
        let rise = MeanInterval.of(objective[1].minus(objective[0]))
        let later = VerdictRule.falls(layers.ratios(from: 2))
        let perSeed = zip(
            layers.samples[0].seeds, zip(layers.samples[1].seedMeans, layers.samples[0].seedMeans)
        ).map { Judgement.SeedValue(seed: $0, value: $1.0 / $1.1) }
        let ascending = perSeed.filter { $0.value > 1 }.count
        let measured =
            "The first layer takes the distance to \(NumberText.interval(first)) times its start and *f* by "
            + "\(NumberText.interval(rise)); its mean distance grows in \(ascending) of \(perSeed.count) "
            + (perSeed.count == 1 ? "seed" : "seeds") + "; that the later layers descend: \(later.word)."
        return Judgement(
            Self.verdict(distance: first, objective: rise, later: later, ascending: ascending, seeds: perSeed.count),
            measured: measured, statistic: "mean distance after layer 1 over that before it", estimate: first,
            neutral: 1, perSeed: perSeed,
            tables: [
                layers.table(
                    "First layer free, by layer", quantity: "distance", epsilon: study.epsilon(of: variant))
            ])
    }

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
