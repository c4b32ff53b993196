import Stages

/// "A constraint that training imposed stays satisfied on shifted inputs."
public struct StaysSatisfied: ClaimKind {
    /// The share of test examples that satisfy the constraint.
    public struct Samples {
        /// The seeds.
        public var seeds: [Int]
        /// The levels p of each seed's table.
        public var levels: [[Double]]
        /// The shares, 0…1: `shares[layer][seed][level]`.
        public var shares: [[[Double]]]

        /// Numbers to judge.
        public init(seeds: [Int], levels: [[Double]], shares: [[[Double]]]) {
            self.seeds = seeds
            self.levels = levels
            self.shares = shares
        }
    }

    let method: String
    let constraint: String

    /// Reads `level` and `satisfied_1` … of ood.csv.
    public func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.seeds(ofAll: [method])
        let tables = try seeds.map { try study.shift(method, seed: $0) }
        let columns = tables.first?.columns(withPrefix: "satisfied_") ?? []
        return Samples(
            seeds: seeds, levels: try tables.map { try $0.doubles("level") },
            shares: try columns.map { column in try tables.map { try $0.doubles(column) } })
    }

    /// Of the layers where at p = 0 at least half of the examples satisfy the constraint: holds where at the largest p at
    /// least half still do in all of them, in part where they do in half of them.
    public func judge(_ samples: Samples) -> Judgement {
        let (levels, shares) = (samples.levels.first ?? [], samples.shares)
        guard samples.levels.allSatisfy({ $0 == levels }) else {
            return .notTested("ood.csv has other levels with other seeds")
        }
        guard let clean = levels.firstIndex(of: 0), let far = levels.indices.max(by: { levels[$0] < levels[$1] }),
            far != clean
        else { return .notTested("ood.csv needs p = 0 and one level above") }
        let before = shares.map { perSeed in Moments.mean(perSeed.map { $0[clean] }) }
        let after = shares.map { perSeed in Moments.mean(perSeed.map { $0[far] }) }
        let counted = shares.indices.filter { before[$0] >= 0.5 }
        guard let worst = counted.min(by: { after[$0] < after[$1] }) else {
            return .notTested("in no layer do half of the test examples satisfy the constraint at p = 0")
        }
        let kept = counted.filter { after[$0] >= 0.5 }
        let p = NumberText.setting(levels[far])
        let measured =
            "In \(kept.count) of \(counted.count) layers at least half of the test examples still satisfy "
            + "\(constraint) at *p* = \(p); the lowest share is \(NumberText.percent(after[worst])), in layer "
            + "\(worst + 1), against \(NumberText.percent(before[worst])) at *p* = 0."
        let sample = CrossedSample(seeds: samples.seeds, values: shares[worst].map { [$0[far]] })
        return Judgement(
            Self.verdict(kept: kept.count, of: counted.count), measured: measured,
            statistic: "lowest share of examples that satisfy \(constraint) at p = \(p)",
            estimate: samples.seeds.count > 1 ? MeanInterval.of(sample) : nil, neutral: 0.5, perSeed: sample.perSeed,
            tables: [
                DetailTable(
                    "Share of test examples that satisfy \(constraint)", header: ["Layer", "*p* = 0", "*p* = \(p)"],
                    rows: shares.indices.map {
                        ["\($0 + 1)", NumberText.percent(before[$0]), NumberText.percent(after[$0])]
                    })
            ])
    }

    static func verdict(kept: Int, of counted: Int) -> Verdict {
        if kept == counted { return .holds }
        return kept * 2 >= counted ? .holdsInPart("in \(kept) of \(counted) layers") : .doesNotHold
    }
}

extension ClaimKind where Self == StaysSatisfied {
    /// "The constraint named `constraint`, that `method` was trained with, stays satisfied on shifted inputs."
    public static func staysSatisfied(_ method: String, constraint: String) -> StaysSatisfied {
        StaysSatisfied(method: method, constraint: constraint)
    }
}
