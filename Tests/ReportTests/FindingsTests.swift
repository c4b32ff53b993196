import Report
import Testing

/// The sentences at the top, from claims alone.
struct FindingsTests {
    private func claim(
        _ id: String, _ verdict: Verdict, _ value: (Double, Double, Double)? = nil, neutral: Double? = 0,
        margin: ClosedRange<Double>? = nil, question: Claim.Question = .paper, clause: String? = nil,
        needs: Requirement? = nil
    ) -> JudgedClaim {
        var claim = Claim.sketch(id, question: question, "The *\(id)* is so.", figures: [], study: "toy", nil)
        claim.clause = clause
        let estimate = value.map { Estimate(value: $0.0, low: $0.1, high: $0.2, level: 0.95, seeds: 3, examples: 40) }
        let part = Judgement.PartVerdict(
            verdict, statistic: "mean", estimate: estimate, neutral: margin == nil ? neutral : nil, margin: margin,
            p: 0.01,
            requirement: needs)
        return JudgedClaim(claim, Judgement(verdict, measured: "It is measured.", parts: [part]))
    }

    @Test func sentencesFromNumbers() {
        let toy = [claim("a", .supported, (2, 1.9, 2.1)), claim("b", .supported, (0.5, 0.1, 0.9))]
        let sparse = [
            claim("c", .supportedInPart("x"), (1, 0.9, 1.1)), claim("d", .refuted, (9, 8, 10)),
            claim("e", .refuted, (0.3, 0.2, 0.4), margin: -0.1...0.1),
            claim("f", .notTestable("why")),
            claim("g", .undecided(""), (1, 0, 2), needs: Requirement(count: 14, unit: .seeds)),
            claim("h", .supported, (1.02, 0.98, 1.05), question: .own, clause: "both end equally near"),
            claim("i", .undecided(""), (1, 0, 2), question: .own, needs: Requirement(count: nil, unit: .seeds)),
        ]
        let sentences = Findings.sentences([
            .init("Toy", claims: toy), .init("Sparse", claims: sparse), .init("Deblurring", claims: [], wasRun: false),
        ])
        let expected = """
            With the noise in training held equal, what the constraint does is this. Sparse: that both end \
            equally near is supported.
            Sparse, that both end equally near: mean: 1.02 [0.980, 1.05].
            Of 7 claims of the paper 2 are supported, 1 is supported in part, 2 are refuted, 1 is undecided \
            and 1 is not testable; of 2 questions of our own 1 is supported and 1 is undecided. Not run: \
            Deblurring.
            Of those that are supported, the clearest is “The *h* is so” (Sparse): the mean is 1.02 (95\u{A0}% \
            interval 0.980 to 1.05), where 0 is no difference.
            Of those that are refuted, the clearest is “The *d* is so” (Sparse): the mean is 9.00 (95\u{A0}% \
            interval 8.00 to 10.0), where 0 is no difference.
            Of the 2 that are undecided, by the spread in this run, there would be decided 0 with 12 seeds, 1 \
            with 24 seeds and 1 with 100 seeds, each with a chance of 80\u{A0}%.
            The intervals are over 3 seeds, all on one draw of the data, and say nothing of others.
            """.split(separator: "\n").map(String.init)
        #expect(sentences.map(\.text) == expected)
        #expect(sentences.map(\.claim) == ["h", "h", nil, "h", "d", nil, nil])
    }

    /// Exact numbers of another text are clearer than any of the paper's, and not what the report is about.
    @Test func thePapersClaimsComeFirst() {
        let claims = [
            claim("a", .supported, (9, 8.9, 9.1), question: .ownOfBook), claim("b", .supported, (2, 1.5, 2.5)),
        ]
        func clearest(_ claims: [JudgedClaim]) -> String? {
            Findings.sentences([.init("Toy", claims: claims)]).first { $0.text.contains("the clearest") }?.claim
        }
        #expect(clearest(claims) == "b" && clearest([claims[0]]) == "a")
    }

    @Test func withoutNumbersItSaysThatMuch() {
        #expect(Findings.sentences([]).map(\.text) == ["There are no claims to test."])
        let open = Findings.sentences([
            .init("Toy", claims: [claim("a", .notTestable("x is missing")), claim("b", .notTestable("x is missing"))])
        ])
        #expect(open.map(\.text) == ["None of the 2 claims could be tested by this run: x is missing."])
        let bare = Findings.sentences([.init("Toy", claims: [claim("a", .supported)])])
        #expect(
            bare.map(\.text) == ["Of 1 claim of the paper 1 is supported.", "None of the verdicts has an interval."])
        #expect(Findings.sentences([.init("Toy", claims: [claim("a", .supported, (.nan, .nan, .nan))])]).count == 2)
    }
}
