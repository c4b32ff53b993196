/// A sentence of a paper that a run can test: what it says, and by which kind of test it is judged.
public struct Claim: Sendable {
    /// Its anchor on the page and its name in claims.csv.
    public var id: String
    /// Where the paper says it: "IV-D, Performance".
    public var section: String
    /// What the paper says, in our words, in `Markup`.
    public var statement: String
    /// The ids of the figures that show it.
    public var figures: [String]
    /// When the verdict is which, in words.
    public var rule: String
    /// The id of the study whose tables it is judged by.
    public var study: String
    /// How it is judged.
    public var kind: any ClaimKind

    /// A claim. Kinds that the report provides are static members: `.falls("constrained", "distance", …)`.
    public init(
        _ id: String, section: String, statement: String, figures: [String], rule: String, study: String,
        kind: some ClaimKind
    ) {
        (self.id, self.section, self.statement, self.figures) = (id, section, statement, figures)
        (self.rule, self.study, self.kind) = (rule, study, kind)
    }

    /// What a run says of it; every error becomes "not tested, because …".
    public func judgement(of run: RunReader) -> JudgedClaim {
        let judgement: Judgement
        var trouble: (any Error)?
        do {
            judgement = try kind.judgement(of: try run.study(study))
        } catch {
            judgement = .notTested("\(error)")
            if (error as? RunReaderError)?.isWaiting != true { trouble = error }
        }
        return JudgedClaim(
            id: id, section: section, statement: statement, figures: figures, rule: rule, judgement: judgement,
            trouble: trouble)
    }
}

/// A way to judge claims: a pure function from numbers to a judgement, and apart from it what reads the numbers.
public protocol ClaimKind: Sendable {
    /// The numbers that are judged, with the names that sentences need.
    associatedtype Samples

    /// Reads the numbers. Throws `RunReaderError` where a study lacks a table: the claim is then not tested.
    func samples(of study: StudyReader) throws -> Samples

    /// The judgement of these numbers.
    func judge(_ samples: Samples) -> Judgement
}

extension ClaimKind {
    /// The judgement of a study's numbers. Throws as `samples` does.
    public func judgement(of study: StudyReader) throws -> Judgement { judge(try samples(of: study)) }
}

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
    /// What is wrong with the tables that it needs; nil where nothing is, also where they are not there yet.
    public var trouble: (any Error)?

    /// A judged claim.
    public init(
        id: String, section: String, statement: String, figures: [String], rule: String, judgement: Judgement,
        trouble: (any Error)? = nil
    ) {
        self.id = id
        self.section = section
        self.statement = statement
        self.figures = figures
        self.rule = rule
        self.judgement = judgement
        self.trouble = trouble
    }
}
