/// A sentence that a run can test: what it says, and by which kind of test it is judged.
public struct Claim: Sendable {
    /// Whose question it is. Each is a family of claims, counted and corrected apart from the others.
    public enum Question: String, Codable, Sendable, CaseIterable {
        /// The paper says so.
        case paper
        /// The paper does not; it was asked to understand what the paper says.
        case own
        /// The book on guarantees of unrolled networks says so.
        case book
        /// The book does not; it was asked to understand what the book says.
        case ownOfBook = "own-of-book"
        /// The paper's theorems say so, with every constant measured.
        case theory
        /// They do not; it was asked to understand what they say.
        case ownOfTheory = "own-of-theory"
        /// Of a method that a run was given from outside: the rules stand before any such method is known.
        case external

        /// On a claim's card.
        var whose: String {
            switch self {
            case .paper: "the paper’s claim"
            case .own: "our own question"
            case .book: "the book’s claim"
            case .ownOfBook: "our own question on the book’s"
            case .theory: "the paper’s theorems’ claim"
            case .ownOfTheory: "our own question on the theorems’"
            case .external: "of a method from outside"
            }
        }

        /// Above the family's table.
        var title: String {
            switch self {
            case .paper: "The paper’s claims"
            case .own: "Our own questions"
            case .book: "Claims of the book on guarantees"
            case .ownOfBook: "Our own questions on the book’s claims"
            case .theory: "Claims of the paper’s theorems"
            case .ownOfTheory: "Our own questions on the theorems’ claims"
            case .external: "Of methods from outside"
            }
        }

        /// In a list of families.
        var short: String {
            switch self {
            case .paper: "The paper’s"
            case .own: "Our own"
            case .book: "The book’s"
            case .ownOfBook: "Our own on the book’s"
            case .theory: "The theorems’"
            case .ownOfTheory: "Our own on the theorems’"
            case .external: "Of methods from outside"
            }
        }

        /// One, and several, in a sentence.
        var counted: (one: String, several: String) {
            switch self {
            case .paper: ("claim of the paper", "claims of the paper")
            case .own: ("question of our own", "questions of our own")
            case .book: ("claim of the book on guarantees", "claims of the book on guarantees")
            case .ownOfBook: ("question of our own on these", "questions of our own on these")
            case .theory: ("claim of the paper’s theorems", "claims of the paper’s theorems")
            case .ownOfTheory: ("question of our own on the theorems", "questions of our own on the theorems")
            case .external: ("question of a method from outside", "questions of methods from outside")
            }
        }
    }

    /// Its anchor on the page and its name in claims.csv.
    public var id: String
    /// Whose question it is.
    public var question: Question
    /// Where the paper says it: "IV-D, Performance".
    public var section: String
    /// What it says, in our words, in `Markup`.
    public var statement: String
    /// The ids of the figures that show it.
    public var figures: [String]
    /// In which region the intervals have to lie, in words.
    public var rule: String
    /// Words for the first sentence of the report, which says what the constraint does where all else is equal: "the
    /// constrained network ends equally near". Nil of a claim that it does not speak of.
    public var clause: String?
    /// The id of the study whose tables it is judged by.
    public var study: String
    /// How it is judged.
    public var kind: any ClaimKind

    /// A claim. Kinds that the report provides are static members: `.falls("constrained", "distance", …)`.
    public init(
        _ id: String, question: Question = .own, section: String, statement: String, figures: [String], rule: String,
        clause: String? = nil, study: String, kind: some ClaimKind
    ) {
        (self.id, self.question, self.section, self.statement) = (id, question, section, statement)
        (self.figures, self.rule, self.clause) = (figures, rule, clause)
        (self.study, self.kind) = (study, kind)
    }
}

/// A way to judge claims: which hypotheses numbers are held against, and apart from it what reads the numbers.
public protocol ClaimKind: Sendable {
    /// The numbers that are judged, with the names that sentences need.
    associatedtype Samples

    /// Reads the numbers. Throws `RunReaderError` where a study lacks a table: the claim is then not testable.
    func samples(of study: StudyReader) throws -> Samples

    /// The hypotheses, with what these numbers say of them.
    func evidence(_ samples: Samples) -> Evidence
}

extension ClaimKind {
    /// The evidence of a study's numbers. Throws as `samples` does.
    public func evidence(of study: StudyReader) throws -> Evidence { evidence(try samples(of: study)) }
}
