import Foundation
import Report
import Testing

/// Known answers, from tables of the distributions or by hand.
struct StatisticsTests {
    @Test func momentsOfFourNumbers() {
        #expect(Moments.mean([2, 4, 4, 6]) == 4)
        #expect(abs(Moments.variance([2, 4, 4, 6]) - 8.0 / 3) < 1e-12)
        #expect(Moments.mean([]).isNaN)
        #expect(Moments.standardDeviation([1]).isNaN)
    }

    @Test(arguments: [(1.0, 12.7062), (2, 4.30265), (3, 3.18245), (10, 2.22814), (30, 2.04227), (1000, 1.96234)])
    func studentQuantiles(freedom: Double, expected: Double) {
        #expect(abs(StudentT.quantile(0.975, degreesOfFreedom: freedom) - expected) < 1e-4 * expected)
        #expect(abs(StudentT.quantile(0.025, degreesOfFreedom: freedom) + expected) < 1e-4 * expected)
    }

    @Test func studentOfOneDegreeIsCauchy() {
        for t in [-3.0, -0.5, 0, 0.2, 7] {
            #expect(abs(StudentT.cumulative(t, degreesOfFreedom: 1) - (0.5 + atan(t) / .pi)) < 1e-12)
        }
    }

    @Test func normalQuantile() {
        #expect(abs(Normal.quantile(0.975) - 1.959963985) < 1e-8)
        #expect(abs(Normal.quantile(0.05) + 1.644853627) < 1e-8)
    }

    @Test func oneSeedIsStudentOverExamples() {
        // Mean 3, variance 2.5, n = 5, t(4) = 2.776445.
        let estimate = MeanInterval.of(CrossedSample(seeds: [0], values: [[1, 2, 3, 4, 5]]))
        #expect(estimate.value == 3)
        #expect(abs(estimate.high - (3 + 2.776445 * (2.5 / 5).squareRoot())) < 1e-5)
        #expect(estimate.scope.contains("one seed"))
    }

    @Test func seedsThatDisagreeWidenTheInterval() {
        // Examples agree within each seed, seeds differ: MS_a = 4·1, MS_b = MS_e = 0; t(2) √(4/12).
        let sample = CrossedSample(seeds: [0, 1, 2], values: [0.0, 1, 2].map { Array(repeating: $0, count: 4) })
        let estimate = MeanInterval.of(sample)
        #expect(estimate.value == 1)
        #expect(abs(estimate.high - 1 - 4.30265 * (1.0 / 3).squareRoot()) < 1e-4)
        #expect(estimate.scope == "over 3 seeds and 4 test examples")
    }

    @Test func examplesCrossedWithSeedsByHand() {
        // Rows (1, 3), (2, 6): MS_a = 4, MS_b = 9, MS_e = 1; V = 12/4, ν = 144/(16 + 81 + 1).
        let estimate = MeanInterval.of(CrossedSample(seeds: [0, 1], values: [[1, 3], [2, 6]]))
        let freedom = 144.0 / 98
        let half = StudentT.quantile(0.975, degreesOfFreedom: freedom) * 3.0.squareRoot()
        #expect(estimate.value == 3)
        #expect(abs(estimate.high - 3 - half) < 1e-9)
    }

    @Test func aSingleNumberHasNoInterval() {
        #expect(MeanInterval.of(CrossedSample(seeds: [0], values: [[1]])).high == .infinity)
        #expect(!MeanInterval.of(CrossedSample(seeds: [], values: [])).isUsable)
    }

    @Test func intervalsCoverTheTruth() {
        // 400 draws of 3 seeds × 8 examples with both effects: 95 % intervals should miss about 20 times.
        var generator = Congruential(state: 7)
        var misses = 0
        for _ in 0..<400 {
            let byExample = (0..<8).map { _ in generator.normal() }
            let rows = (0..<3).map { _ -> [Double] in
                let bySeed = generator.normal()
                return byExample.map { bySeed + $0 + generator.normal() }
            }
            let estimate = MeanInterval.of(CrossedSample(seeds: [0, 1, 2], values: rows))
            if estimate.low > 0 || estimate.high < 0 { misses += 1 }
        }
        #expect((4...36).contains(misses), "missed \(misses) of 400")
    }

    @Test func ratioOfMeans() {
        let above = CrossedSample(seeds: [0], values: [[2, 4, 6]])
        let below = CrossedSample(seeds: [0], values: [[4, 8, 12]])
        let estimate = RatioInterval.of(above, over: below)
        #expect(estimate.value == 0.5)
        #expect(abs(estimate.high - estimate.low) < 1e-12)
        let uneven = RatioInterval.of(above, over: CrossedSample(seeds: [0], values: [[4, 4, 4]]))
        #expect(uneven.value == 1)
        #expect(uneven.high > 1.5)
    }

    @Test func wilsonKnownAnswers() {
        let some = ShareInterval.wilson(successes: 8, of: 10)
        #expect(abs(some.low - 0.49016) < 1e-4)
        #expect(abs(some.high - 0.94331) < 1e-4)
        let none = ShareInterval.wilson(successes: 0, of: 20)
        #expect(none.low == 0)
        #expect(abs(none.high - 0.16113) < 1e-4)
    }

    @Test func slopeOfALine() {
        let levels = [0, 0.2, 0.6]
        let samples = levels.map { p in CrossedSample(seeds: [0], values: [[1 + 2 * p, 5 + 4 * p]]) }
        let estimate = Slope.interval(of: samples, against: levels)
        #expect(abs(estimate.value - 3) < 1e-12)
        #expect(abs(estimate.high - (3 + 12.7062)) < 1e-3)
        #expect(Slope.interval(of: [samples[0]], against: [1]).value.isNaN)
    }

    @Test(arguments: [
        (-0.5, 0.5, Equivalence.Outcome.equivalent), (1.5, 2, .different), (0.5, 1.5, .undecided), (-3, -2, .different),
    ])
    func equivalence(low: Double, high: Double, expected: Equivalence.Outcome) {
        let difference = Estimate(value: (low + high) / 2, low: low, high: high, level: 0.95, seeds: 1, examples: 9)
        #expect(Equivalence.judge(difference, margin: 1) == expected)
    }
}

/// Normal numbers enough for a coverage test.
private struct Congruential {
    var state: UInt64
    mutating func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (Double(state >> 11) + 0.5) / Double(1 << 53)
    }
    mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
}
