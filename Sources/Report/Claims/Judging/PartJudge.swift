/// The verdict of a part at the level that its family leaves it.
struct PartJudge {
    let part: Part
    let step: Holm.Step
    let outcome: Outcome

    init(_ part: Part, _ step: Holm.Step) {
        (self.part, self.step) = (part, step)
        outcome = part.outcome(
            part.hypotheses.map(\.statistic.spread), level: step.level, CriticalValues())
    }

    /// The verdict of the intervals alone.
    var verdict: Verdict { outcome == .open ? .undecided(reason) : Verdict(outcome) }

    /// The verdict with its numbers; where an exact one decides there is no p-value. A verdict that too few of the outcomes of reruns repeat is
    /// undecided.
    func judged(_ reruns: [Outcome]) -> Judgement.PartVerdict {
        let same = Double(reruns.filter { $0 == outcome }.count) / Double(max(1, reruns.count))
        var result = numbers(verdict)
        if outcome != .open, part.deciding(outcome, level: step.level)?.hypothesis.statistic.isExact == true {
            return result
        }
        (result.p, result.adjustedP, result.rerun) = (part.p, step.adjusted, same)
        if outcome != .open, same < Rerun.threshold { result.verdict = .undecided(Self.wavering(verdict, same)) }
        if result.verdict.identifier == Verdict.undecided("").identifier {
            result.requirement = part.requirement(level: step.level)
            if outcome != .open, let count = result.requirement?.count, result.requirement?.unit == .seeds {
                result.requirement?.count = max(count, part.seeds.count + 1)
            }
        }
        return result
    }

    /// The verdict of the intervals alone, with its number.
    var withoutReruns: Judgement.PartVerdict { numbers(verdict) }

    /// The numbers of a part that cannot be tested.
    func untestable(_ why: String) -> Judgement.PartVerdict { numbers(.notTestable(why)) }

    /// "supported here, and in only 71 % of reruns".
    static func wavering(_ verdict: Verdict, _ share: Double) -> String {
        "\(verdict.word) by this run’s intervals, and by those of only \(NumberText.percent(share)) of reruns"
    }

    /// "layers 2 to 4 and 7", or the places one by one.
    private static func list(_ places: [String]) -> String {
        let layers = places.compactMap { $0.hasPrefix("layer ") ? Int($0.dropFirst(6)) : nil }
        return layers.count == places.count ? LayerRatios.list(layers) : places.joined(separator: ", ")
    }

    private func numbers(_ verdict: Verdict) -> Judgement.PartVerdict {
        guard let (one, level) = part.deciding(outcome, level: step.level) else {
            return Judgement.PartVerdict(verdict, words: part.words)
        }
        var result = Judgement.PartVerdict(
            verdict, words: part.words, statistic: one.statistic.name, estimate: one.statistic.estimate(level: level),
            neutral: one.region.bound, margin: one.region.margin, agreeing: part.agreeing,
            perSeed: one.statistic.perSeed)
        result.isCensored = one.statistic.isCensored
        return result
    }

    /// What is open: "not shown in layer 9", or that the interval reaches over its bound.
    private var reason: String {
        let places = part.hypotheses.filter { one in
            let critical = { StudentT.quantile(1 - step.level / 2, degreesOfFreedom: $0) }
            return !one.outcome(one.statistic.spread, critical).isInside
        }.map(\.place).filter { !$0.isEmpty }
        let single =
            "the corrected interval reaches over "
            + (part.hypotheses.first?.region.margin == nil ? "the bound" : "the margin")
        guard part.hypotheses.count > 1, !places.isEmpty else { return single }
        return part.need == .every
            ? "not shown at \(Self.list(places))" : "shown at none of \(part.hypotheses.count) places"
    }
}

extension Verdict {
    /// What an outcome is called.
    init(_ outcome: Outcome) {
        switch outcome {
        case .shown: self = .supported
        case .refuted: self = .refuted
        case .open: self = .undecided("")
        }
    }
}
