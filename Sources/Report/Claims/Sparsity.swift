/// The ℓ1 norm falls at every layer under constraints (Fig. 4).
public struct SparsityFalls: Claim {
    /// The anchor.
    public let id = "sparsity-falls"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 4"
    /// What the paper says, in our words.
    public let statement = "Under the constraints the *ℓ*_{1} norm of the estimates falls at each and every layer."
    /// The figures that show it.
    public let figures = ["figure-4"]
    /// When the verdict is which.
    public let rule =
        "Holds where at every layer the 95 % interval of the mean *ℓ*_{1} norm over that of the layer before is below 1; "
        + "in part where at least half of the layers do."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let layers = LayerRatios(samples: try run.sparseCoding.crossedLayers("constrained", column: "l1"))
        let quantity = "*ℓ*_{1} norm"
        return layers.falls(
            quantity, table: layers.table("Constrained, by layer", quantity: quantity, epsilon: nil))
    }
}

/// The standard network's ℓ1 norm barely changes between the first and the last but one layer (Fig. 4).
public struct StandardSparsityStays: Claim {
    /// The margin of "barely", as a share.
    public static let margin = 0.1

    /// The anchor.
    public let id = "standard-sparsity-stays"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 4"
    /// What the paper says, in our words.
    public let statement =
        "Without constraints the *ℓ*_{1} norm barely changes from the first to the last but one layer."
    /// The figures that show it.
    public let figures = ["figure-4"]
    /// When the verdict is which.
    public let rule = "Holds where the 95 % interval of the ratio of the two mean norms is within 1 ± 0.1."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        let samples = try study.crossedLayers("standard", column: "l1")
        guard samples.count > 3 else { return .notTested("the network has too few layers") }
        let (first, last) = (samples[1], samples[samples.count - 2])
        let ratio = RatioInterval.of(last, over: first)
        var change = ratio
        (change.value, change.low, change.high) = (ratio.value - 1, ratio.low - 1, ratio.high - 1)
        let measured =
            "The mean norm is \(NumberText.short(first.mean)) at layer 1 and \(NumberText.short(last.mean)) at layer "
            + "\(samples.count - 2), a factor of \(NumberText.interval(ratio))."
        return Judgement(
            VerdictRule.equivalent(change, margin: Self.margin), measured: measured,
            statistic: "ratio of mean ℓ1 norms, layer \(samples.count - 2) over layer 1", estimate: ratio, neutral: 1,
            margin: 1 - Self.margin...1 + Self.margin,
            perSeed: zip(first.seeds, zip(last.seedMeans, first.seedMeans)).map { .init(seed: $0, value: $1.0 / $1.1) },
            tables: [
                LayerRatios(samples: samples).table("Standard, by layer", quantity: "*ℓ*_{1} norm", epsilon: nil)
            ])
    }
}
