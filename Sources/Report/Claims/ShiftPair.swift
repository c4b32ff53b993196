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

    /// A column of ood-samples.csv. Throws `RunReaderError`.
    init(_ study: StudyReader, column: String = "distance") throws {
        let standard = try study.crossedShift("standard", column: column, with: ["constrained"])
        let constrained = try study.crossedShift("constrained", column: column, with: ["standard"])
        levels = standard.levels.indices.compactMap { k in
            guard let other = constrained.levels.firstIndex(of: standard.levels[k]) else { return nil }
            return Level(
                p: standard.levels[k], standard: standard.samples[k], constrained: constrained.samples[other])
        }
    }

    /// "The gap in `quantity`, standard − constrained, widens with p".
    func widens(_ quantity: String, tables: [DetailTable] = []) -> Judgement {
        guard levels.count > 1, let last = positive.last else {
            return .notTested("ood-samples.csv has fewer than two levels")
        }
        let gaps = levels.map { $0.standard.minus($0.constrained) }
        let slope = Slope.interval(of: gaps, against: levels.map(\.p))
        let gap = MeanInterval.of(last.standard.minus(last.constrained))
        let measured =
            "The gap changes by \(NumberText.interval(slope)) for each unit of *p*, and is "
            + "\(NumberText.interval(gap)) at \(last.name), where the standard network’s \(quantity) is "
            + "\(NumberText.short(last.standard.mean))."
        let perSeed = last.standard.seeds.map { seed -> Judgement.SeedValue in
            let one = gaps.map { $0.only(seed) }
            return .init(seed: seed, value: Slope.interval(of: one, against: levels.map(\.p)).value)
        }
        return Judgement(
            VerdictRule.widens(slope: slope, lastGap: gap), measured: measured,
            statistic: "mean slope of the gap in \(quantity), standard − constrained, against p", estimate: slope,
            neutral: 0, perSeed: perSeed, tables: tables)
    }

    /// Both networks and their difference by level.
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
