/// How many claims have which verdict.
public struct VerdictTally: Sendable {
    /// A verdict that at least one claim has.
    public struct Entry: Sendable {
        /// One of the claims' verdicts; its reason means nothing here.
        public var verdict: Verdict
        /// How many claims have it.
        public var count: Int

        /// The verdict as a verb for so many claims: "is supported", "are refuted".
        public var verb: String { "\(count == 1 ? "is" : "are") \(verdict.word)" }
    }

    /// The verdicts in the order of reports, from those that are supported to those that are not testable.
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
    static let order: [Verdict] = [.supported, .supportedInPart(""), .refuted, .undecided(""), .notTestable("")]
}
