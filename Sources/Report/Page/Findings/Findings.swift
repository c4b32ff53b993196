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

    /// How many claims hold and in which study; the claim that holds by the widest margin, that by the narrowest, and
    /// the most sharply measured of those that do not hold, each with its number; what the intervals speak of, and
    /// what was not tested. Sentences for which there are no numbers are left out.
    public static func sentences(_ studies: [Study]) -> [Sentence] {
        let claims = studies.flatMap(\.claims)
        let tested = claims.filter { $0.judgement.verdict.identifier != Verdict.notTested("").identifier }
        guard !tested.isEmpty else {
            return [Sentence(text: claims.isEmpty ? "There are no claims to test." : nothingTested(claims.count))]
        }
        func ranked(_ verdict: Verdict) -> [Clearance] {
            studies.flatMap { study in
                study.claims.filter { $0.judgement.verdict.identifier == verdict.identifier }
                    .compactMap { Clearance($0, study: study.title) }
            }.sorted { $0.halfWidths > $1.halfWidths }
        }
        var sentences = [Sentence(text: overall(studies, VerdictTally(claims)))]
        let holding = ranked(.holds)
        if let widest = holding.first {
            sentences.append(widest.sentence("Of those that hold, the clearest is"))
        }
        if let narrowest = holding.last, holding.count > 1 {
            sentences.append(narrowest.sentence("The narrowest of them is"))
        }
        let failing = ranked(.doesNotHold)
        if let sharpest = failing.first(where: \.explainsFailure) {
            sentences.append(sharpest.sentence("Of those that do not hold, the most sharply measured is"))
        } else if let first = failing.first {
            sentences.append(first.sentenceOfMeasured("Of those that do not hold, one is"))
        }
        sentences.append(Sentence(text: scope(tested) + untested(claims.count - tested.count)))
        return sentences
    }

    /// "Of 22 claims, 11 hold, 6 hold in part and 5 do not hold; by study, those that hold are 1 of 2 (Toy problem) …".
    private static func overall(_ studies: [Study], _ tally: VerdictTally) -> String {
        let verdicts = tally.entries.map { "\($0.count) \($0.verb)" }
        let parts = studies.filter { $0.wasRun && !$0.claims.isEmpty }.map { study in
            let own = VerdictTally(study.claims)
            return "\(own.count(of: .holds)) of \(own.total) (\(study.title))"
        }
        let notRun = studies.filter { !$0.wasRun }.map(\.title)
        return "Of \(tally.total) \(tally.total == 1 ? "claim" : "claims"), \(CaptionText.list(verdicts))"
            + (studies.count > 1 && !parts.isEmpty ? "; by study, those that hold are \(CaptionText.list(parts))" : "")
            + "."
            + (notRun.isEmpty ? "" : " Not run: \(CaptionText.list(notRun)).")
    }

    private static func nothingTested(_ count: Int) -> String {
        "None of the \(count) claims is tested yet: this run has not finished the stages that they need."
    }

    /// Whether the intervals are over seeds.
    private static func scope(_ tested: [JudgedClaim]) -> String {
        let seeds = tested.compactMap(\.judgement.estimate).map(\.seeds)
        guard let least = seeds.min(), let most = seeds.max() else { return "None of the verdicts has an interval." }
        if most == 1 {
            return
                "All intervals are over the test examples of one seed: how far another seed would differ is not known."
        }
        let count = least < most ? "\(least) to \(most) seeds" : "\(most) seeds"
        return "The intervals are over \(count) and their test examples together."
    }

    private static func untested(_ count: Int) -> String {
        count == 0 ? "" : " \(count) \(count == 1 ? "claim was" : "claims were") not tested."
    }
}
