import Report
import Testing

/// The sentences at the top, from claims alone.
struct FindingsTests {
    private func claim(
        _ id: String, _ verdict: Verdict, _ estimate: Estimate? = nil, neutral: Double? = 0,
        margin: ClosedRange<Double>? = nil
    ) -> JudgedClaim {
        JudgedClaim(
            id: id, section: "", statement: "The *\(id)* is so.", figures: [], rule: "",
            judgement: Judgement(
                verdict, measured: "It is measured.", statistic: "mean", estimate: estimate, neutral: neutral,
                margin: margin))
    }

    private let estimate = SketchStudies.estimate

    @Test func fiveSentencesFromNumbers() {
        let toy = [claim("a", .holds, estimate(2, 1.9, 2.1, 3)), claim("b", .holds, estimate(0.5, 0.1, 0.9, 3))]
        let sparse = [
            claim("c", .holdsInPart("x"), estimate(1, 0.9, 1.1, 3)),
            claim("d", .doesNotHold, estimate(9, 8, 10, 3)),
            claim("e", .doesNotHold, estimate(0.3, 0.2, 0.4, 3), margin: -0.1...0.1),
            claim("f", .notTested("why")),
        ]
        let sentences = Findings.sentences([
            .init("Toy", claims: toy), .init("Sparse", claims: sparse), .init("Deblurring", claims: [], wasRun: false),
        ])
        #expect(
            sentences.map(\.text) == [
                "Of 6 claims, 2 hold, 1 holds in part, 2 do not hold and 1 is not tested; by study, those that hold are "
                    + "2 of 2 (Toy) and 0 of 4 (Sparse). Not run: Deblurring.",
                "Of those that hold, the clearest is “The *a* is so” (Toy): the mean is 2.00 (95\u{A0}% interval 1.90 to "
                    + "2.10), where 0 is no difference.",
                "The narrowest of them is “The *b* is so” (Toy): the mean is 0.500 (95\u{A0}% interval 0.100 to 0.900), "
                    + "where 0 is no difference.",
                "Of those that do not hold, the most sharply measured is “The *e* is so” (Sparse): the mean is 0.300 "
                    + "(95\u{A0}% interval 0.200 to 0.400), outside of the margin of −0.100 to 0.100.",
                "The intervals are over 3 seeds and their test examples together. 1 claim was not tested.",
            ])
        #expect(sentences.map(\.claim) == [nil, "a", "b", "e", nil])
    }

    /// A claim can fail by a rule of which its one number says nothing: the number alone would then mislead.
    @Test func aNumberThatDoesNotSayWhyIsNotGivenAsTheReason() {
        let sentences = Findings.sentences([.init("Toy", claims: [claim("d", .doesNotHold, estimate(9, 8, 10, 1))])])
        #expect(
            sentences.map(\.text) == [
                "Of 1 claim, 1 does not hold.",
                "Of those that do not hold, one is “The *d* is so” (Toy): it is measured.",
                "All intervals are over the test examples of one seed: how far another seed would differ is not known.",
            ])
    }

    @Test func withoutNumbersItSaysThatMuch() {
        #expect(Findings.sentences([]).map(\.text) == ["There are no claims to test."])
        let open = Findings.sentences([
            .init("Toy", claims: [claim("a", .notTested("x")), claim("b", .notTested("x"))])
        ])
        #expect(open.count == 1 && open[0].text.hasPrefix("None of the 2 claims is tested yet"))
        let bare = Findings.sentences([.init("Toy", claims: [claim("a", .holds)])])
        #expect(bare.map(\.text) == ["Of 1 claim, 1 holds.", "None of the verdicts has an interval."])
        let broken = estimate(.nan, .nan, .nan, 2)
        #expect(Findings.sentences([.init("Toy", claims: [claim("a", .holds, broken)])]).count == 2)
    }
}
