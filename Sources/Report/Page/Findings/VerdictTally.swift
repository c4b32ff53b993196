/// How many claims have which verdict.
public struct VerdictTally: Sendable {
    /// A verdict that at least one claim has.
    public struct Entry: Sendable {
        /// One of the claims' verdicts; its reason means nothing here.
        public var verdict: Verdict
        /// How many claims have it.
        public var count: Int

        /// The verdict as a verb for so many claims: "hold", "holds", "do not hold", "are not tested".
        public var verb: String {
            switch (verdict, count) {
            case (.holds, 1): return "holds"
            case (.holds, _): return "hold"
            case (.holdsInPart, 1): return "holds in part"
            case (.holdsInPart, _): return "hold in part"
            case (.doesNotHold, 1): return "does not hold"
            case (.doesNotHold, _): return "do not hold"
            case (.notTested, 1): return "is not tested"
            case (.notTested, _): return "are not tested"
            }
        }
    }

    /// The verdicts in the order of reports, from those that hold to those that were not tested.
    public let entries: [Entry]
    /// How many claims there are.
    public let total: Int

    /// The tally of some claims.
    public init(_ claims: [JudgedClaim]) {
        total = claims.count
        entries = Self.order.compactMap { verdict in
            let count = claims.filter { $0.judgement.verdict.identifier == verdict.identifier }.count
            return count > 0 ? Entry(verdict: verdict, count: count) : nil
        }
    }

    /// How many claims have a verdict of this kind, whatever its reason.
    public func count(of verdict: Verdict) -> Int {
        entries.first { $0.verdict.identifier == verdict.identifier }?.count ?? 0
    }

    /// One verdict of each kind, in the order of reports.
    static let order: [Verdict] = [.holds, .holdsInPart(""), .doesNotHold, .notTested("")]
}
