import Support

/// What was found, in five sentences that are made from the judged claims alone.
public enum Findings {
    /// What the sentences are made from: a study and its claims.
    public struct Study: Sendable {
        /// The study's name for people.
        public var title: String
        /// Its claims, judged by the run.
        public var claims: [JudgedClaim]
        /// Whether any of its stages is finished in this run.
        public var wasRun: Bool

        /// A study.
        public init(_ title: String, claims: [JudgedClaim], wasRun: Bool = true) {
            self.title = title
            self.claims = claims
            self.wasRun = wasRun
        }
    }

    /// A sentence, and the claim that it is about.
    public struct Sentence: Equatable, Sendable {
        /// The sentence in `Markup`.
        public var text: String
        /// The claim's id; nil where it is about all of them.
        public var claim: String?
    }

    /// What the constraint does where noise is held equal; how many claims have which verdict; the claim that is supported
    /// most clearly, and that which is refuted so, each with its number; what would decide the others; and what the
    /// intervals speak of. Sentences for which there are no numbers are left out.
    public static func sentences(_ studies: [Study]) -> [Sentence] {
        let claims = studies.flatMap(\.claims)
        let tested = claims.filter { $0.judgement.verdict.identifier != Verdict.notTestable("").identifier }
        guard !tested.isEmpty else {
            return [Sentence(text: claims.isEmpty ? "There are no claims to test." : nothingTested(claims))]
        }
        func ranked(_ verdict: Verdict) -> [Clearance] {
            studies.flatMap { study in
                study.claims.filter { $0.judgement.verdict.identifier == verdict.identifier }
                    .compactMap { Clearance($0, study: study.title) }
            }.sorted { $0.isOfPaper == $1.isOfPaper ? $0.halfWidths > $1.halfWidths : $0.isOfPaper }
        }
        var sentences = atEqualNoise(studies) + [Sentence(text: overall(studies))]
        if let clearest = ranked(.supported).first {
            sentences.append(clearest.sentence("Of those that are supported, the clearest is"))
        }
        if let clearest = ranked(.refuted).first {
            sentences.append(clearest.sentence("Of those that are refuted, the clearest is"))
        }
        if let open = undecided(claims) { sentences.append(Sentence(text: open)) }
        sentences.append(Sentence(text: scope(tested)))
        return sentences
    }

    /// "With the noise in training held equal, what the constraint does: …", from the claims that have a clause for it; and a sentence
    /// for each of these with its number.
    private static func atEqualNoise(_ studies: [Study]) -> [Sentence] {
        let found = studies.flatMap { study in
            study.claims.compactMap { claim in claim.claim.clause.map { (claim: claim, clause: $0, study: study.title) }
            }
        }.filter { $0.claim.judgement.verdict.identifier != Verdict.notTestable("").identifier }
        guard let first = found.first else { return [] }
        let parts = Dictionary(grouping: found, by: \.study)
        let texts = studies.compactMap { study in
            parts[study.title].map { group in
                "\(study.title): "
                    + group.map { "that \($0.clause) is \($0.claim.judgement.verdict.word)" }.joined(separator: ", ")
            }
        }
        let all = Sentence(
            text:
                "With the noise in training held equal, what the constraint does is this. \(texts.joined(separator: ". ")).",
            claim: first.claim.id)
        return [all]
            + found.compactMap { one in
                numbers(one.claim).map {
                    Sentence(text: "\(one.study), that \(one.clause): \($0).", claim: one.claim.id)
                }
            }
    }

    /// "the number: 0.976 [0.965, 0.987]; learning rates differ with 6 of 12 seeds, and without these it is supported"; nil where there
    /// is no number.
    private static func numbers(_ claim: JudgedClaim) -> String? {
        let judgement = claim.judgement
        guard let estimate = judgement.estimate, estimate.isUsable else { return nil }
        let name = judgement.statistic
        let number = (name.isEmpty ? "" : "\(name): ") + estimate.cell
        let words = Markup.plain(judgement.deciding.words)
        if let unequal = claim.unequalRates.first(where: { $0.part == words }) {
            return "\(number); learning rates differ with \(unequal.count), "
                + (unequal.verdict.map { "and without these it is \($0)" } ?? "so that too few compare at one")
        }
        guard let unequal = claim.unequalRates.first else { return number }
        return "\(number); its part “\(unequal.part)” has different learning rates with \(unequal.count)"
    }

    /// "Of 17 claims of the paper 5 are supported and 12 are undecided; of 9 questions of our own …".
    private static func overall(_ studies: [Study]) -> String {
        let claims = studies.flatMap(\.claims)
        let families = Claim.Question.allCases.compactMap { question -> String? in
            let claims = claims.filter { $0.claim.question == question }
            guard !claims.isEmpty else { return nil }
            let verdicts = VerdictTally(claims).entries.map { "\($0.count) \($0.verb)" }
            return
                "of \(claims.count) \(claims.count == 1 ? question.counted.one : question.counted.several) \(CaptionText.list(verdicts))"
        }
        let notRun = studies.filter { !$0.wasRun }.map(\.title)
        return families.joined(separator: "; ").capitalizedFirst + "."
            + (notRun.isEmpty ? "" : " Not run: \(CaptionText.list(notRun)).")
    }

    /// How many seeds would decide how many of the open claims.
    private static func undecided(_ claims: [JudgedClaim]) -> String? {
        let open = claims.filter { $0.judgement.verdict.identifier == Verdict.undecided("").identifier }
        let needs = open.compactMap { $0.judgement.parts.compactMap(\.requirement).max { cost($0) < cost($1) } }
        guard !needs.isEmpty else { return nil }
        let counts = needs.filter { $0.unit == .seeds }.compactMap(\.count)
        let steps = [12, 24, Power.most].map { most in (most, counts.filter { $0 <= most }.count) }
        let texts = steps.map { "\($0.1) with \($0.0) seeds" }
        return "Of the \(open.count) that are undecided, by the spread in this run, there would be decided "
            + "\(CaptionText.list(texts)), each with a chance of \(NumberText.percent(Power.wanted))."
    }

    private static func cost(_ one: Requirement) -> Int { (one.count ?? 1_000) * (one.unit == .draws ? 2 : 1) }

    private static func nothingTested(_ claims: [JudgedClaim]) -> String {
        let reasons = Set(claims.map(\.judgement.verdict.reason))
        let shared = reasons.count == 1 ? ": \(reasons.first ?? "")." : ", each for a reason that stands with it."
        return "None of the \(claims.count) claims could be tested by this run\(shared)"
    }

    /// Whether the intervals are over seeds.
    private static func scope(_ tested: [JudgedClaim]) -> String {
        let seeds = tested.compactMap(\.judgement.estimate).map(\.seeds)
        guard let least = seeds.min(), let most = seeds.max() else { return "None of the verdicts has an interval." }
        let draws = tested.compactMap(\.judgement.estimate).map(\.draws).max() ?? 1
        return "The intervals are over \(least < most ? "\(least) to \(most)" : "\(most)") seeds"
            + (draws > 1
                ? " in \(draws) draws of the data." : ", all on one draw of the data, and say nothing of others.")
    }
}
