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

/// A claim with what a run says of it.
public struct JudgedClaim: Sendable {
    /// The claim.
    public var claim: Claim
    /// What was measured.
    public var judgement: Judgement
    /// Trainings behind it whose loss rose steeply on the way.
    public var spikes: [Spike]
    /// The verdict without the seeds of `spikes`; nil where there are none.
    public var withoutSpikes: Verdict?
    /// Trainings that diverged, so that its numbers know nothing of them.
    public var lost: [LostSeed]
    /// Trainings that diverged and were made again at a smaller learning rate.
    public var retrained: [RetrainedSeed]
    /// Its entry in the protocol; nil where it is not registered.
    public var registration: ClaimProtocol.Entry?
    /// What is wrong with the tables that it needs; nil where nothing is, also where they are not there yet.
    public var trouble: (any Error)?
    /// Whether tables that it needs are not there, or not yet, so that the run says nothing of it.
    public var isWaiting = false
    /// What a second set of images says of it; nil where there is none.
    public var replication: Replication?
    /// Whether it is itself of a second set of images.
    public var isRepeated = false

    /// A judged claim.
    public init(
        _ claim: Claim, _ judgement: Judgement, spikes: [Spike] = [], withoutSpikes: Verdict? = nil,
        lost: [LostSeed] = [], retrained: [RetrainedSeed] = [], registration: ClaimProtocol.Entry? = nil,
        trouble: (any Error)? = nil
    ) {
        (self.claim, self.judgement, self.spikes, self.withoutSpikes) = (claim, judgement, spikes, withoutSpikes)
        (self.lost, self.retrained) = (lost, retrained)
        (self.registration, self.trouble) = (registration, trouble)
    }

    /// Its anchor on the page.
    public var id: String { claim.id }
    /// Where the paper says it.
    public var section: String { claim.section }
    /// What it says, in our words.
    public var statement: String { claim.statement }
    /// The ids of the figures that show it.
    public var figures: [String] { claim.figures }
    /// In which region the intervals have to lie.
    public var rule: String { claim.rule }
}

/// The verdict on a claim on a second set of images.
public struct Replication: Sendable {
    /// The claim's id there, "sparse2/equally-near".
    public var claim: String
    /// The verdict there.
    public var verdict: Verdict
}

/// A training whose loss, or one of whose duals, rose far above what it had been.
public struct Spike: Codable, Equatable, Sendable {
    /// The method's name in sentences.
    public var method: String
    /// The seed.
    public var seed: Int
    /// At which step it was highest; nil where that is not known.
    public var step: Int?
    /// How many times its median so far; nil where that is not known.
    public var ratio: Double?

    /// A spike.
    public init(method: String, seed: Int, step: Int? = nil, ratio: Double? = nil) {
        (self.method, self.seed, self.step, self.ratio) = (method, seed, step, ratio)
    }
}

/// A training that diverged at its method's learning rate, and was made again at a smaller one.
public struct RetrainedSeed: Codable, Equatable, Sendable {
    /// The method's name in sentences.
    public var method: String
    /// The seed.
    public var seed: Int
    /// The rate at which it trained.
    public var learningRate: Double

    /// A training that was made again.
    public init(method: String, seed: Int, learningRate: Double) {
        (self.method, self.seed, self.learningRate) = (method, seed, learningRate)
    }

    /// Says of some trainings that they were made again.
    public static func sentence(_ all: [RetrainedSeed]) -> String {
        "Diverged at the learning rate that was chosen, and trained again at a smaller one: \(list(all))."
    }

    /// "constrained with seeds 3 and 10 at 0.00267; standard with seed 4 at 0.00267": some of them, in their order.
    private static func list(_ all: [RetrainedSeed]) -> String {
        var groups: [(name: String, rate: String, seeds: [Int])] = []
        for one in all {
            let rate = NumberText.rate(one.learningRate)
            if let last = groups.indices.last, groups[last].name == one.method, groups[last].rate == rate {
                groups[last].seeds.append(one.seed)
            } else {
                groups.append((one.method, rate, [one.seed]))
            }
        }
        return groups.map { group in
            let seeds = CaptionText.list(group.seeds.map { "\($0)" })
            return "“\(group.name)” with seed\(group.seeds.count == 1 ? "" : "s") \(seeds) at \(group.rate)"
        }.joined(separator: "; ")
    }
}

/// A training that diverged, so that no number of it is in a claim.
public struct LostSeed: Codable, Equatable, Sendable {
    /// The method's name in sentences.
    public var method: String
    /// The seed.
    public var seed: Int

    /// A lost seed.
    public init(method: String, seed: Int) { (self.method, self.seed) = (method, seed) }
}
