/// How far a claim's estimate stands from the value, or the margin, that decides about it.
struct Clearance {
    let claim: JudgedClaim
    let estimate: Estimate
    /// The study's name for people.
    let study: String
    /// The distance from "no effect", or to the nearer end of the margin, in half-widths of the interval: below 1 the
    /// interval reaches over it.
    let halfWidths: Double
    /// Whether it bears on the paper, which this report is about before all else.
    let isOfPaper: Bool

    /// Nil where the claim has no interval, none to be seen, or nothing to compare it with.
    init?(_ claim: JudgedClaim, study: String) {
        let judgement = claim.judgement
        guard let estimate = judgement.estimate, estimate.isUsable, estimate.high > estimate.low, !estimate.isSharp
        else { return nil }
        let distance: Double
        if let margin = judgement.margin {
            distance = min(abs(estimate.value - margin.lowerBound), abs(margin.upperBound - estimate.value))
        } else if let neutral = judgement.neutral {
            distance = abs(estimate.value - neutral)
        } else {
            return nil
        }
        isOfPaper = [.paper, .own].contains(claim.claim.question)
        self.claim = claim
        self.study = study
        self.estimate = estimate
        halfWidths = distance / ((estimate.high - estimate.low) / 2)
    }

    /// `beginning` “the claim” (study): the number with its interval.
    func sentence(_ beginning: String) -> Findings.Sentence {
        var what = claim.judgement.statistic.isEmpty ? "estimate" : claim.judgement.statistic
        if what.contains(",") { what += "," }
        return sentence(beginning, saying: "the \(what) is \(NumberText.interval(estimate))\(comparison).")
    }

    private func sentence(_ beginning: String, saying: String) -> Findings.Sentence {
        let statement = claim.statement.hasSuffix(".") ? String(claim.statement.dropLast()) : claim.statement
        return Findings.Sentence(text: "\(beginning) “\(statement)” (\(study)): \(saying)", claim: claim.id)
    }

    /// What the number is to be compared with: ", where 1 is no change".
    private var comparison: String {
        if let margin = claim.judgement.margin {
            let ends = "the margin of \(NumberText.short(margin.lowerBound)) to \(NumberText.short(margin.upperBound))"
            if margin.contains(estimate.low), margin.contains(estimate.high) { return ", within \(ends)" }
            let isOutside = estimate.isAbove(margin.upperBound) || estimate.isBelow(margin.lowerBound)
            return isOutside ? ", outside of \(ends)" : ", not all within \(ends)"
        }
        return claim.judgement.neutral.map { ", where \(NeutralText.words($0))" } ?? ""
    }
}

/// What the value that stands for "no effect" means.
enum NeutralText {
    /// "0 is no difference", "1 is no change".
    static func words(_ neutral: Double) -> String {
        neutral == 0 ? "0 is no difference" : neutral == 1 ? "1 is no change" : "\(label(neutral)) decides"
    }

    /// "0: no difference", "1: no change": a label for an axis.
    static func label(_ neutral: Double) -> String {
        neutral == 0 ? "0: no difference" : neutral == 1 ? "1: no change" : NumberText.setting(neutral)
    }
}
