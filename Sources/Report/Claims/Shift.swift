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
        let pair = try ShiftPair(run)
        guard let last = pair.positive.last else { return .notTested("ood-samples.csv has no level above 0") }
        let estimates = pair.positive.map { (level: $0.name, estimate: MeanInterval.of($0.difference)) }
        let final = MeanInterval.of(last.difference)
        let measured =
            "At \(last.name) the mean distance to the new optimum is \(NumberText.short(last.constrained.mean)) "
            + "constrained and \(NumberText.short(last.standard.mean)) standard, a difference of "
            + "\(NumberText.interval(final))."
        var tables = [pair.table("Distance to the new optimum")]
        if let old = try? ShiftPair(run, column: "old_distance") {
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
        let pair = try ShiftPair(run)
        guard pair.levels.count > 1, let last = pair.positive.last else {
            return .notTested("ood-samples.csv has fewer than two levels")
        }
        let gaps = pair.levels.map { $0.standard.minus($0.constrained) }
        let slope = Slope.interval(of: gaps, against: pair.levels.map(\.p))
        let gap = MeanInterval.of(last.standard.minus(last.constrained))
        let measured =
            "The gap changes by \(NumberText.interval(slope)) for each unit of *p*, and is "
            + "\(NumberText.interval(gap)) at \(last.name)."
        let perSeed = last.standard.seeds.map { seed -> Judgement.SeedValue in
            let one = gaps.map { $0.only(seed) }
            return .init(seed: seed, value: Slope.interval(of: one, against: pair.levels.map(\.p)).value)
        }
        return Judgement(
            VerdictRule.widens(slope: slope, lastGap: gap), measured: measured,
            statistic: "mean slope of the gap in distance, standard − constrained, against p", estimate: slope,
            neutral: 0, perSeed: perSeed)
    }
}

/// Standard and constrained, paired, at each level of shift.
struct ShiftPair {
    struct Level {
        let p: Double
        let standard: CrossedSample
        let constrained: CrossedSample
        var difference: CrossedSample { constrained.minus(standard) }
        var name: String { "*p* = \(NumberText.setting(p))" }
    }

    let levels: [Level]
    var positive: [Level] { levels.filter { $0.p > 0 } }

    init(_ run: RunReader, column: String = "distance") throws {
        let standard = try run.crossedShift("standard", column: column, with: ["constrained"])
        let constrained = try run.crossedShift("constrained", column: column, with: ["standard"])
        levels = standard.levels.indices.compactMap { k in
            guard let other = constrained.levels.firstIndex(of: standard.levels[k]) else { return nil }
            return Level(
                p: standard.levels[k], standard: standard.samples[k], constrained: constrained.samples[other])
        }
    }

    func table(_ caption: String) -> DetailTable {
        DetailTable(
            caption, header: ["*p*", "Standard", "Constrained", "Difference"],
            rows: levels.map {
                [
                    NumberText.setting($0.p), NumberText.short($0.standard.mean),
                    NumberText.short($0.constrained.mean), MeanInterval.of($0.difference).cell,
                ]
            })
    }
}

extension CrossedSample {
    /// The sample of one seed.
    func only(_ seed: Int) -> CrossedSample {
        CrossedSample(seeds: [seed], values: seeds.firstIndex(of: seed).map { [values[$0]] } ?? [[]])
    }
}
