import Foundation

/// A claim that two runs judged, and what each says of it.
struct ClaimChange {
    /// How far the two verdicts are from each other; the worst first.
    enum Kind: Int, Codable, Comparable {
        /// One supports what the other refutes.
        case opposite
        /// One is not decided, or supports in part what the other supports or refutes whole.
        case half
        /// One of them could not test it.
        case tested
        /// Both say the same.
        case none

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }

        /// For programs.
        var word: String {
            switch self {
            case .opposite: "opposite"
            case .half: "half"
            case .tested: "tested in one"
            case .none: "same"
            }
        }
    }

    let first, second: KeptClaims.Entry
    let kind: Kind

    /// A pair of entries about one claim.
    init(_ first: KeptClaims.Entry, _ second: KeptClaims.Entry) {
        (self.first, self.second) = (first, second)
        let verdicts = [first.verdict, second.verdict]
        if first.verdict == second.verdict {
            kind = .none
        } else if verdicts.contains(VerdictAgreement.untested) {
            kind = .tested
        } else {
            kind = VerdictAgreement.score(first.verdict, second.verdict) > 0 ? .half : .opposite
        }
    }

    /// The claim's id.
    var id: String { first.id ?? "" }

    /// Whether both verdicts hang on the same number; of a claim's parts they may hang on different ones.
    var isOfOneNumber: Bool { first.deciding?.statistic == second.deciding?.statistic }

    /// Whether the two intervals are of one number and have no value in common. Those of what could not be tested are over test
    /// examples alone, and speak of no other run.
    var isApart: Bool {
        guard isOfOneNumber, ![first.verdict, second.verdict].contains(VerdictAgreement.untested),
            let one = first.usable, let other = second.usable
        else { return false }
        return one.high < other.low || other.high < one.low
    }
}

extension KeptClaims.Entry {
    /// The estimate that decided, where it has an interval to show.
    var usable: Estimate? { deciding?.estimate.flatMap { $0.isUsable ? $0 : nil } }

    /// The verdict's kind and sign; those of a claim that is not testable for words that are not known.
    var known: Verdict { VerdictTally.order.first { $0.word == verdict } ?? .notTestable("") }
}

/// The claims of two runs, side by side.
struct ClaimChanges {
    /// Those that both have, in the first run's order.
    let both: [ClaimChange]
    /// Those that one has alone.
    let firstAlone, secondAlone: [KeptClaims.Entry]
    /// How far the verdicts agree.
    let agreement: VerdictAgreement

    /// Matches claims by their ids.
    init(_ first: ComparedRun, _ second: ComparedRun) {
        func byID(_ entries: [KeptClaims.Entry]) -> [String: KeptClaims.Entry] {
            Dictionary(entries.compactMap { entry in entry.id.map { ($0, entry) } }) { one, _ in one }
        }
        let (one, other) = (byID(first.allClaims), byID(second.allClaims))
        both = first.allClaims.compactMap { entry in
            entry.id.flatMap { other[$0] }.map { ClaimChange(entry, $0) }
        }
        firstAlone = first.allClaims.filter { entry in entry.id.map { other[$0] == nil } ?? true }
        secondAlone = second.allClaims.filter { entry in entry.id.map { one[$0] == nil } ?? true }
        agreement = VerdictAgreement(first.claims, second.claims)
    }

    /// Those with another verdict, the worst first.
    var changed: [ClaimChange] {
        ClaimChange.Kind.allChanges.flatMap { kind in both.filter { $0.kind == kind } }
    }

    /// Those with the same verdict.
    var same: [ClaimChange] { both.filter { $0.kind == .none } }

    /// ", all of them not testable", ", 20 of them not testable", or nothing: how many of `same` neither run could test.
    var untestedWords: String {
        let untested = same.filter { $0.first.verdict == VerdictAgreement.untested }.count
        guard untested > 0 else { return "" }
        return
            ", \(untested == same.count ? untested == 1 ? "which is" : "all of them" : "\(untested) of them") not testable"
    }
}

extension ClaimChange.Kind {
    static let allChanges: [Self] = [.opposite, .half, .tested]
}
