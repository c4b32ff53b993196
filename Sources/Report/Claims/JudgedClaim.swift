/// A claim with what a run says of it.
public struct JudgedClaim: Sendable {
    /// Its anchor on the page.
    public var id: String
    /// Where the paper says it.
    public var section: String
    /// What the paper says, in our words.
    public var statement: String
    /// The ids of the figures that show it.
    public var figures: [String]
    /// When the verdict is which.
    public var rule: String
    /// What was measured.
    public var judgement: Judgement

    /// A judged claim.
    public init(
        id: String, section: String, statement: String, figures: [String], rule: String, judgement: Judgement
    ) {
        self.id = id
        self.section = section
        self.statement = statement
        self.figures = figures
        self.rule = rule
        self.judgement = judgement
    }
}
