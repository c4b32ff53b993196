import Stages

/// The constraint stays satisfied on shifted inputs (Corollary 1).
public struct ConstraintTransfers: Claim {
    /// The anchor.
    public let id = "constraint-transfers"
    /// Where the paper says it.
    public let section = "III-D, Corollary 1"
    /// What the paper says, in our words.
    public let statement =
        "The descent constraints that training imposed stay satisfied on shifted inputs, up to an error that grows with "
        + "the shift."
    /// The figures that show it.
    public let figures = ["figure-d"]
    /// When the verdict is which.
    public let rule =
        "Counted are the layers where at *p* = 0 at least half of the test examples satisfy (CII). Holds where at the "
        + "largest *p* at least half still do in all of these layers; in part where they do in half of the layers."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        let seeds = try study.seeds(ofAll: ["constrained"])
        let tables = try seeds.map { try study.shift("constrained", seed: $0) }
        let levels = try tables[0].doubles("level")
        guard try tables.allSatisfy({ try $0.doubles("level") == levels }) else {
            return .notTested("ood.csv has other levels with other seeds")
        }
        guard let clean = levels.firstIndex(of: 0), let far = levels.indices.max(by: { levels[$0] < levels[$1] }),
            far != clean
        else { return .notTested("ood.csv needs p = 0 and one level above") }
        let names = tables[0].columns(withPrefix: "satisfied_")
        let shares = try names.map { name in try tables.map { try $0.doubles(name) } }
        let before = shares.map { perSeed in Moments.mean(perSeed.map { $0[clean] }) }
        let after = shares.map { perSeed in Moments.mean(perSeed.map { $0[far] }) }
        let counted = names.indices.filter { before[$0] >= 0.5 }
        guard let worst = counted.min(by: { after[$0] < after[$1] }) else {
            return .notTested("in no layer do half of the test examples satisfy the constraint at p = 0")
        }
        let kept = counted.filter { after[$0] >= 0.5 }
        let p = NumberText.setting(levels[far])
        let measured =
            "In \(kept.count) of \(counted.count) layers at least half of the test examples still satisfy (CII) at "
            + "*p* = \(p); the lowest share is \(NumberText.percent(after[worst])), in layer \(worst + 1), against "
            + "\(NumberText.percent(before[worst])) at *p* = 0."
        let sample = CrossedSample(seeds: seeds, values: shares[worst].map { [$0[far]] })
        return Judgement(
            Self.verdict(kept: kept.count, of: counted.count), measured: measured,
            statistic: "lowest share of examples that satisfy (CII) at p = \(p)",
            estimate: seeds.count > 1 ? MeanInterval.of(sample) : nil, neutral: 0.5, perSeed: sample.perSeed,
            tables: [
                DetailTable(
                    "Share of test examples that satisfy (CII)", header: ["Layer", "*p* = 0", "*p* = \(p)"],
                    rows: names.indices.map {
                        ["\($0 + 1)", NumberText.percent(before[$0]), NumberText.percent(after[$0])]
                    })
            ])
    }

    static func verdict(kept: Int, of counted: Int) -> Verdict {
        if kept == counted { return .holds }
        return kept * 2 >= counted ? .holdsInPart("in \(kept) of \(counted) layers") : .doesNotHold
    }
}
