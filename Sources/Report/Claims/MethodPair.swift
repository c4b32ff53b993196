/// Two methods that a claim compares.
public struct MethodPair: Sendable, Equatable {
    /// The ids: what is proposed, and what it is held against.
    public var proposed, baseline: String

    /// A pair.
    public init(_ proposed: String, against baseline: String) {
        (self.proposed, self.baseline) = (proposed, baseline)
    }

    /// Both ids.
    public var all: [String] { [proposed, baseline] }

    /// "constrained against standard".
    func words(_ study: StudyReader) -> String { "\(study.label(of: proposed)) against \(study.label(of: baseline))" }
}
