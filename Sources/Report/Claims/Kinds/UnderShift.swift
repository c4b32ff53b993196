/// "On shifted inputs a method stays nearer than a baseline, at every level of the shift."
public struct SmallerUnderShift: ClaimKind {
    let proposed, baseline, measure, quantity, noun: String
    let tables: [(column: String, caption: String)]

    /// Reads ood-samples.csv of both methods.
    public func samples(of study: StudyReader) throws -> ShiftSamples {
        try ShiftSamples(study, baseline: baseline, proposed: proposed, column: measure, tables: tables)
    }

    /// Holds where at every level above 0 the interval of the paired difference, proposed − baseline, is below 0.
    public func judge(_ samples: ShiftSamples) -> Judgement {
        let pair = samples.pair
        guard let last = pair.positive.last else { return .notTested("ood-samples.csv has no level above 0") }
        let estimates = pair.positive.map { (level: $0.name, estimate: MeanInterval.of($0.difference)) }
        let final = MeanInterval.of(last.difference)
        let measured =
            "At \(last.name) the mean \(quantity) is \(NumberText.short(last.proposed.mean)) "
            + "\(pair.labels.proposed) and \(NumberText.short(last.baseline.mean)) \(pair.labels.baseline), a "
            + "difference of \(NumberText.interval(final))."
        return Judgement(
            VerdictRule.smaller(estimates), measured: measured,
            statistic: "mean paired difference of \(noun) at \(last.name), "
                + "\(pair.labels.proposed) − \(pair.labels.baseline)",
            estimate: final, neutral: 0, perSeed: last.difference.perSeed, tables: samples.tables)
    }
}

extension ClaimKind where Self == SmallerUnderShift {
    /// "On shifted inputs the mean of `measure` is smaller for `proposed` than for `baseline`, at every level."
    ///
    /// - Parameters:
    ///   - quantity: what the measure is in a sentence: "distance to the new optimum".
    ///   - noun: its plural, shortly: "distances".
    ///   - tables: columns that the details show by level, with captions.
    public static func smaller(
        _ proposed: String, than baseline: String, _ measure: String, quantity: String, noun: String,
        tables: [(column: String, caption: String)] = []
    ) -> SmallerUnderShift {
        SmallerUnderShift(
            proposed: proposed, baseline: baseline, measure: measure, quantity: quantity, noun: noun, tables: tables)
    }
}

/// "The gap between a baseline and a method widens as the shift of the inputs grows."
public struct Widens: ClaimKind {
    let baseline, proposed, measure, quantity: String
    let tables: [(column: String, caption: String)]

    /// Reads ood-samples.csv of both methods.
    public func samples(of study: StudyReader) throws -> ShiftSamples {
        try ShiftSamples(study, baseline: baseline, proposed: proposed, column: measure, tables: tables)
    }

    /// The gap, baseline − proposed, is regressed on p example by example. Holds where the mean slope's interval is above
    /// 0 and so is the gap's at the largest p.
    public func judge(_ samples: ShiftSamples) -> Judgement {
        let (pair, levels) = (samples.pair, samples.pair.levels)
        guard levels.count > 1, let last = pair.positive.last else {
            return .notTested("ood-samples.csv has fewer than two levels")
        }
        let gaps = levels.map { $0.baseline.minus($0.proposed) }
        let slope = Slope.interval(of: gaps, against: levels.map(\.p))
        let gap = MeanInterval.of(last.baseline.minus(last.proposed))
        let measured =
            "The gap changes by \(NumberText.interval(slope)) for each unit of *p*, and is "
            + "\(NumberText.interval(gap)) at \(last.name), where the \(pair.labels.baseline) network’s \(quantity) is "
            + "\(NumberText.short(last.baseline.mean))."
        let perSeed = last.baseline.seeds.map { seed -> Judgement.SeedValue in
            let one = gaps.map { $0.only(seed) }
            return .init(seed: seed, value: Slope.interval(of: one, against: levels.map(\.p)).value)
        }
        return Judgement(
            VerdictRule.widens(slope: slope, lastGap: gap), measured: measured,
            statistic: "mean slope of the gap in \(quantity), "
                + "\(pair.labels.baseline) − \(pair.labels.proposed), against p",
            estimate: slope, neutral: 0, perSeed: perSeed, tables: samples.tables)
    }
}

extension ClaimKind where Self == Widens {
    /// "The gap in `measure` between `baseline` and `proposed` widens with the shift p." `quantity` is what the measure
    /// is in a sentence; `tables` are columns that the details show by level, with captions.
    public static func widens(
        _ baseline: String, _ proposed: String, _ measure: String, quantity: String,
        tables: [(column: String, caption: String)] = []
    ) -> Widens {
        Widens(baseline: baseline, proposed: proposed, measure: measure, quantity: quantity, tables: tables)
    }
}
