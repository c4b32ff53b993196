/// The constrained network is more robust to shifted inputs (Fig. 5).
public struct MoreRobustToShift: Claim {
    /// The anchor.
    public let id = "shift-robustness"
    /// Where the paper says it.
    public let section = "IV-D, Robustness; Fig. 5"
    /// What the paper says, in our words.
    public let statement = "On inputs with added noise the constrained network stays nearer to the new optimum."
    /// The figures that show it.
    public let figures = ["figure-5", "figure-5b"]
    /// When the verdict is which.
    public let rule =
        "Holds where at every *p* > 0 the 95 % interval of the paired difference, constrained − standard, is below 0; in "
        + "part where it is at some *p* and nowhere above 0."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let pair = try ShiftPair(run.sparseCoding)
        guard let last = pair.positive.last else { return .notTested("ood-samples.csv has no level above 0") }
        let estimates = pair.positive.map { (level: $0.name, estimate: MeanInterval.of($0.difference)) }
        let final = MeanInterval.of(last.difference)
        let measured =
            "At \(last.name) the mean distance to the new optimum is \(NumberText.short(last.constrained.mean)) "
            + "constrained and \(NumberText.short(last.standard.mean)) standard, a difference of "
            + "\(NumberText.interval(final))."
        var tables = [pair.table("Distance to the new optimum")]
        if let old = try? ShiftPair(run.sparseCoding, column: "old_distance") {
            tables.append(old.table("The authors’ metric: distance to the optimum of the clean input"))
        }
        return Judgement(
            VerdictRule.smaller(estimates), measured: measured,
            statistic: "mean paired difference of distances at \(last.name), constrained − standard", estimate: final,
            neutral: 0, perSeed: last.difference.perSeed, tables: tables)
    }
}

/// The gap widens with the shift (Fig. 5).
public struct ShiftGapWidens: Claim {
    /// The anchor.
    public let id = "shift-gap-widens"
    /// Where the paper says it.
    public let section = "IV-D, Robustness; Fig. 5"
    /// What the paper says, in our words.
    public let statement = "The gap between the two networks widens as the shift *p* grows."
    /// The figures that show it.
    public let figures = ["figure-5"]
    /// When the verdict is which.
    public let rule =
        "The gap, standard − constrained, is regressed on *p* example by example. Holds where the 95 % interval of the "
        + "mean slope is above 0 and so is the gap’s at the largest *p*; in part where only the slope’s is."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        try ShiftPair(run.sparseCoding).widens("distance")
    }
}
