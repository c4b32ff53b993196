/// Training with noise alone gives no robustness to shifted inputs (Figs. 5 and 6).
public struct NoiseAlone: Claim {
    /// A gain below this share of the standard network's distance is negligible.
    public static let margin = 0.05

    /// The anchor.
    public let id = "noise-alone"
    /// Where the paper says it.
    public let section = "IV-D, Robustness; Figs. 5, 6"
    /// What the paper says, in our words.
    public let statement =
        "Noise during training does not by itself give robustness to shifted inputs: the constraints do."
    /// The figures that show it.
    public let figures = ["figure-5b"]
    /// When the verdict is which.
    public let rule =
        "At the largest *p*, gains are in mean distance. Holds where the 95 % interval of the gain by noise alone is below "
        + "5 % of the standard network’s distance, and the constraint’s main effect is above 0; in part where only the "
        + "first is so."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let variants = ["standard", "standard-noisy", "constrained-quiet", "constrained"]
        let cells = try variants.map { try run.crossedShift($0, with: variants) }
        guard let p = cells[0].levels.last, p > 0, cells.allSatisfy({ $0.levels.last == p }) else {
            return .notTested("the four networks were not tested at one level above 0")
        }
        let last = cells.map { $0.samples[$0.samples.count - 1] }
        let effects = TwoByTwo(neither: last[0], noise: last[1], constraint: last[2], both: last[3])
        let noise = MeanInterval.of(effects.noiseAlone)
        let constraint = MeanInterval.of(effects.constraintMain)
        let margin = Self.margin * last[0].mean
        let measured =
            "At *p* = \(NumberText.setting(p)) noise alone lowers the distance by "
            + "\(NumberText.interval(noise)), which is "
            + "\(NumberText.percent(noise.value / last[0].mean)) of the standard network’s "
            + "\(NumberText.short(last[0].mean)); the constraint’s main effect is "
            + "\(NumberText.interval(constraint))."
        return Judgement(
            VerdictRule.onlyConstraint(noise: noise, constraint: constraint, margin: margin), measured: measured,
            statistic: "mean gain in distance by noise alone at p = \(NumberText.setting(p)), "
                + "standard − standard + noise", estimate: noise, neutral: 0, margin: Judgement.range(0, margin),
            perSeed: effects.noiseAlone.perSeed,
            tables: effects.tables(at: "*p* = \(NumberText.setting(p))"))
    }
}
