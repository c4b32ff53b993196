/// What a run says of a claim.
public enum Verdict: Equatable, Sendable {
    /// The run's intervals support it.
    case holds
    /// They support a part of it: which, in words.
    case holdsInPart(String)
    /// They do not support it; that is no proof of the contrary.
    case doesNotHold
    /// The run does not have the numbers: why, in words.
    case notTested(String)

    /// The verdict in words: "holds", "holds in part", "does not hold", "not tested".
    public var word: String {
        switch self {
        case .holds: return "holds"
        case .holdsInPart: return "holds in part"
        case .doesNotHold: return "does not hold"
        case .notTested: return "not tested"
        }
    }

    /// A sign that needs no colour to be told from the others.
    public var symbol: String {
        switch self {
        case .holds: return "✓"
        case .holdsInPart: return "◐"
        case .doesNotHold: return "✗"
        case .notTested: return "–"
        }
    }

    /// The name by which style sheets and programs know it: "holds", "part", "fails", "untested".
    public var identifier: String {
        switch self {
        case .holds: return "holds"
        case .holdsInPart: return "part"
        case .doesNotHold: return "fails"
        case .notTested: return "untested"
        }
    }

    /// What the verdict adds in words; empty where it says all.
    public var reason: String {
        switch self {
        case .holdsInPart(let reason), .notTested(let reason): return reason
        case .holds, .doesNotHold: return ""
        }
    }
}
