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
