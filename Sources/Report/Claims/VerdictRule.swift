/// The rules that turn intervals into verdicts. Each is a pure function, so that it can be tested on numbers.
public enum VerdictRule {
    /// "Falls at every layer", of ratios y_l / y_{l−1} by layer. Holds where every interval is below 1; in part where
    /// at least half of them are; does not hold otherwise.
    public static func falls(_ ratios: [(layer: Int, estimate: Estimate)]) -> Verdict {
        guard ratios.allSatisfy(\.estimate.isUsable), !ratios.isEmpty else { return undefined }
        let good = ratios.filter { $0.estimate.isBelow(1) }.map(\.layer)
        let bad = ratios.filter { !$0.estimate.isBelow(1) }.map(\.layer)
        if bad.isEmpty { return .holds }
        guard good.count * 2 >= ratios.count else { return .doesNotHold }
        return .holdsInPart("in \(layers(good)), not shown in \(layers(bad))")
    }

    /// "Does not descend at every layer". Holds where some layer's interval is above 1 (give simultaneous intervals);
    /// in part where none is, but some layer is not shown to descend either; does not hold where all are below 1.
    public static func fallsNot(_ ratios: [(layer: Int, estimate: Estimate)]) -> Verdict {
        guard ratios.allSatisfy(\.estimate.isUsable), !ratios.isEmpty else { return undefined }
        if ratios.contains(where: { $0.estimate.isAbove(1) }) { return .holds }
        let flat = ratios.filter { !$0.estimate.isBelow(1) }.map(\.layer)
        return flat.isEmpty ? .doesNotHold : .holdsInPart("\(layers(flat)) not shown to descend, none shown to ascend")
    }

    /// "Equally near", of a difference and a margin. Holds where the interval is within the margin.
    public static func equivalent(_ difference: Estimate, margin: Double) -> Verdict {
        guard difference.isUsable, margin.isFinite else { return undefined }
        return Equivalence.judge(difference, margin: margin) == .equivalent ? .holds : .doesNotHold
    }

    /// "Smaller at every level", of differences by level. Holds where every interval is below 0; in part where some are
    /// and none is above 0; does not hold otherwise.
    public static func smaller(_ differences: [(level: String, estimate: Estimate)]) -> Verdict {
        guard differences.allSatisfy(\.estimate.isUsable), !differences.isEmpty else { return undefined }
        let good = differences.filter { $0.estimate.isBelow(0) }.map(\.level)
        if good.count == differences.count { return .holds }
        if good.isEmpty || differences.contains(where: { $0.estimate.isAbove(0) }) { return .doesNotHold }
        return .holdsInPart("shown at \(good.joined(separator: ", ")) only")
    }

    /// "The gap widens", of a slope and of the gap where it should be widest. Holds where both are above 0; in part
    /// where only the slope is.
    public static func widens(slope: Estimate, lastGap: Estimate) -> Verdict {
        guard slope.isUsable, lastGap.isUsable else { return undefined }
        guard slope.isAbove(0) else { return .doesNotHold }
        return lastGap.isAbove(0) ? .holds : .holdsInPart("it grows, but at the largest level no gap is shown")
    }

    /// "Noise alone gives nothing, the constraint does", of gains (larger is better). Noise alone is negligible where
    /// its gain's interval is below `margin`. Holds where it is, and the constraint's gain is above 0; in part where
    /// noise is negligible and the constraint's gain is not shown; does not hold otherwise.
    public static func onlyConstraint(noise: Estimate, constraint: Estimate, margin: Double) -> Verdict {
        guard noise.isUsable, constraint.isUsable, margin.isFinite else { return undefined }
        guard noise.isBelow(margin) else { return .doesNotHold }
        return constraint.isAbove(0) ? .holds : .holdsInPart("noise alone gives nothing, but nor does the constraint")
    }

    /// The verdict of numbers that are not finite.
    public static let undefined = Verdict.notTested(
        "a number is not finite, or there is too little data for an interval")

    /// "layer 2", "layers 2 to 5 and 7".
    public static func layers(_ layers: [Int]) -> String {
        (layers.count == 1 ? "layer " : "layers ") + NumberText.list(layers)
    }
}

/// Tests of equivalence: not "no difference was found", but "the difference is shown to be small".
public enum Equivalence {
    /// What an interval says of a difference against a margin.
    public enum Outcome: String, Sendable {
        /// The whole interval lies within ±margin.
        case equivalent
        /// The whole interval lies outside of it.
        case different
        /// The interval reaches over an end of the margin: the data do not tell.
        case undecided
    }

    /// Two one-sided tests as an interval: equivalent where the interval is inside (−margin, margin). With a 95 %
    /// interval each one-sided test is at 2.5 %, which is stricter than the usual 5 %.
    public static func judge(_ difference: Estimate, margin: Double) -> Outcome {
        if difference.low > -margin, difference.high < margin { return .equivalent }
        if difference.low > margin || difference.high < -margin { return .different }
        return .undecided
    }
}
