import Report
import Testing

/// The rules on hand-made intervals, in every direction.
struct VerdictRuleTests {
    private func estimate(_ low: Double, _ high: Double) -> Estimate {
        Estimate(value: (low + high) / 2, low: low, high: high, level: 0.95, seeds: 3, examples: 100)
    }

    @Test func fallsEverywhereHolds() {
        #expect(VerdictRule.falls([(1, estimate(0.8, 0.9)), (2, estimate(0.9, 0.99))]) == .holds)
    }

    @Test func fallsInMostLayersHoldsInPart() {
        let verdict = VerdictRule.falls([
            (1, estimate(0.9, 1.1)), (2, estimate(0.8, 0.9)), (3, estimate(0.8, 0.9)),
        ])
        #expect(verdict == .holdsInPart("in layers 2 to 3, not shown in layer 1"))
    }

    @Test func fallsInFewLayersDoesNotHold() {
        let verdict = VerdictRule.falls([(1, estimate(1.1, 1.2)), (2, estimate(1, 1.1)), (3, estimate(0.8, 0.9))])
        #expect(verdict == .doesNotHold)
    }

    @Test func numbersThatAreNotFiniteAreNotTested() {
        #expect(VerdictRule.falls([(1, estimate(.nan, .nan))]).word == "not tested")
        #expect(VerdictRule.falls([]).word == "not tested")
        #expect(VerdictRule.smaller([("1", estimate(-.infinity, .infinity))]).word == "not tested")
    }

    @Test func notFalling() {
        #expect(VerdictRule.fallsNot([(1, estimate(0.5, 0.6)), (2, estimate(1.1, 1.2))]) == .holds)
        #expect(VerdictRule.fallsNot([(1, estimate(0.5, 0.6)), (2, estimate(0.9, 1.2))]).identifier == "part")
        #expect(VerdictRule.fallsNot([(1, estimate(0.5, 0.6))]) == .doesNotHold)
    }

    @Test func equivalence() {
        #expect(VerdictRule.equivalent(estimate(-0.01, 0.02), margin: 0.05) == .holds)
        #expect(VerdictRule.equivalent(estimate(-0.01, 0.06), margin: 0.05) == .doesNotHold)
    }

    @Test func smaller() {
        #expect(VerdictRule.smaller([("a", estimate(-2, -1)), ("b", estimate(-3, -2))]) == .holds)
        #expect(
            VerdictRule.smaller([("a", estimate(-2, -1)), ("b", estimate(-1, 1))]) == .holdsInPart("shown at a only"))
        #expect(VerdictRule.smaller([("a", estimate(-2, -1)), ("b", estimate(1, 2))]) == .doesNotHold)
        #expect(VerdictRule.smaller([("a", estimate(-1, 1))]) == .doesNotHold)
    }

    @Test func widening() {
        #expect(VerdictRule.widens(slope: estimate(1, 2), lastGap: estimate(1, 2)) == .holds)
        #expect(VerdictRule.widens(slope: estimate(1, 2), lastGap: estimate(-1, 2)).identifier == "part")
        #expect(VerdictRule.widens(slope: estimate(-1, 2), lastGap: estimate(1, 2)) == .doesNotHold)
    }

    @Test func onlyTheConstraint() {
        let (small, large) = (estimate(-0.01, 0.01), estimate(0.2, 0.3))
        #expect(VerdictRule.onlyConstraint(noise: small, constraint: large, margin: 0.05) == .holds)
        #expect(VerdictRule.onlyConstraint(noise: small, constraint: small, margin: 0.05).identifier == "part")
        #expect(VerdictRule.onlyConstraint(noise: large, constraint: large, margin: 0.05) == .doesNotHold)
    }
}
