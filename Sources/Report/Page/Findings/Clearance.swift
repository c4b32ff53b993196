/// How far a claim's estimate stands from the value, or the margin, that decides about it.
struct Clearance {
    let claim: JudgedClaim
    let estimate: Estimate
    /// The study's name for people.
    let study: String
    /// The distance from "no effect", or to the nearer end of the margin, in half-widths of the interval: below 1 the
    /// interval reaches over it.
    let halfWidths: Double

    /// Nil where the claim has no interval, or nothing to compare it with.
    init?(_ claim: JudgedClaim, study: String) {
        let judgement = claim.judgement
        guard let estimate = judgement.estimate, estimate.isUsable, estimate.high > estimate.low else { return nil }
        let distance: Double
        if let margin = judgement.margin {
            distance = min(abs(estimate.value - margin.lowerBound), abs(margin.upperBound - estimate.value))
        } else if let neutral = judgement.neutral {
            distance = abs(estimate.value - neutral)
        } else {
            return nil
        }
        self.claim = claim
        self.study = study
        self.estimate = estimate
        halfWidths = distance / ((estimate.high - estimate.low) / 2)
    }

    /// `beginning` “the claim” (study): the number with its interval. `wide` tells a clear case from a narrow one.
    func sentence(_ beginning: String, wide: Bool) -> Findings.Sentence {
        let judgement = claim.judgement
        let statement = claim.statement.hasSuffix(".") ? String(claim.statement.dropLast()) : claim.statement
        var number = NumberText.interval(estimate)
        if let margin = judgement.margin {
            number += ", within \(NumberText.short(margin.lowerBound)) to \(NumberText.short(margin.upperBound))"
            if !margin.contains(estimate.low) || !margin.contains(estimate.high) {
                number = number.replacing(", within", with: ", not all within")
            }
        } else if let neutral = judgement.neutral {
            number += ", where \(NeutralText.words(neutral))"
        }
        let what = judgement.statistic.isEmpty ? "" : judgement.statistic + " "
        let caution = wide || halfWidths >= 1 ? "" : " The interval reaches over it."
        return Findings.Sentence(
            text: "\(beginning) “\(statement)” (\(study)): \(what)\(number).\(caution)", claim: claim.id)
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
