/// What a run says of a claim.
public enum Verdict: Equatable, Sendable {
    /// The corrected interval lies inside of the claim's region.
    case supported
    /// Some of its parts are supported: which, in words.
    case supportedInPart(String)
    /// The corrected interval excludes the claim's region.
    case refuted
    /// Neither: why, in words.
    case undecided(String)
    /// The run cannot tell, whatever its numbers: why, in words.
    case notTestable(String)

    /// The verdict in words.
    public var word: String {
        switch self {
        case .supported: "supported"
        case .supportedInPart: "supported in part"
        case .refuted: "refuted"
        case .undecided: "undecided"
        case .notTestable: "not testable"
        }
    }

    /// A sign that needs no colour to be told from the others.
    public var symbol: String {
        switch self {
        case .supported: "✓"
        case .supportedInPart: "◐"
        case .refuted: "✗"
        case .undecided: "?"
        case .notTestable: "–"
        }
    }

    /// The name by which style sheets and programs know it.
    public var identifier: String {
        switch self {
        case .supported: "supported"
        case .supportedInPart: "part"
        case .refuted: "refuted"
        case .undecided: "undecided"
        case .notTestable: "untestable"
        }
    }

    /// What the verdict adds in words; empty where it says all.
    public var reason: String {
        switch self {
        case .supportedInPart(let reason), .undecided(let reason), .notTestable(let reason): reason
        case .supported, .refuted: ""
        }
    }

    /// The verdict of a claim whose parts have these: all supported, or refuted where one is refuted and none supported.
    static func of(parts: [(words: String, verdict: Verdict)]) -> Verdict {
        if parts.count == 1 { return parts[0].verdict }
        let supported = parts.filter { $0.verdict == .supported }
        if supported.count == parts.count { return .supported }
        func list(_ verdict: String) -> String? {
            let names = parts.filter { $0.verdict.identifier == verdict }.map(\.words)
            return names.isEmpty ? nil : names.joined(separator: "; ")
        }
        let open = [
            list(Verdict.refuted.identifier).map { "refuted: \($0)" },
            list(Verdict.undecided("").identifier).map { "undecided: \($0)" },
            list(Verdict.notTestable("").identifier).map { "not testable: \($0)" },
        ].compactMap { $0 }
        if !supported.isEmpty {
            return .supportedInPart(
                (["supported: \(supported.map(\.words).joined(separator: "; "))"] + open)
                    .joined(separator: ". "))
        }
        if parts.contains(where: { $0.verdict == .refuted }) { return .refuted }
        if parts.allSatisfy({ $0.verdict.identifier == Verdict.notTestable("").identifier }) { return parts[0].verdict }
        return .undecided(open.joined(separator: ". "))
    }
}
