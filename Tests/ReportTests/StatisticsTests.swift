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
        let estimate = MeanInterval.of(SeededSample(seeds: [0], values: [[1, 2, 3, 4, 5]]))
        #expect(estimate.value == 3)
        #expect(abs(estimate.high - (3 + 2.776445 * (2.5 / 5).squareRoot())) < 1e-5)
        #expect(estimate.scope.contains("one seed"))
    }

    @Test func severalSeedsAreStudentOverTheirMeans() {
        // Seeds' means 0, 1, 2: s = 1, t(2) √(1/3); what examples do within a seed is in its mean.
        let sample = SeededSample(seeds: [0, 1, 2], values: [[-1, 1], [0, 2], [2, 2]])
        let estimate = MeanInterval.of(sample)
        #expect(estimate.value == 1)
        #expect(abs(estimate.high - 1 - 4.30265 * (1.0 / 3).squareRoot()) < 1e-4)
        #expect(estimate.scope == "over 3 seeds, each a mean over 2 test examples")
    }

    @Test func tailsOfFishersF() {
        // F(0.05; 2, 9) = 4.25649 of tables; P(F > f) = (1 + 2f/ν)^(−ν/2) with two degrees; F(1, ν) is t² of ν.
        #expect(abs(FisherF.upperTail(4.25649, above: 2, below: 9) - 0.05) < 1e-6)
        #expect(abs(FisherF.upperTail(1.6, above: 2, below: 9) - pow(1 + 3.2 / 9, -4.5)) < 1e-12)
        let t = StudentT.quantile(0.975, degreesOfFreedom: 7)
        #expect(abs(FisherF.upperTail(t * t, above: 1, below: 7) - 0.05) < 1e-12)
    }

    @Test func drawsThatDifferTakeThePlaceOfSeeds() {
        let draws = [1, 2, 3, 1, 2, 3]
        // Means 0, 2, 4 with seeds ±0.1: F = 16/0.02 of (2, 3) degrees.
        let apart = Spread.of([-0.1, 1.9, 3.9, 0.1, 2.1, 4.1], draws: draws)
        #expect(apart.isOfDraws && apart.freedom == 2 && abs(apart.mean - 2) < 1e-12)
        #expect(abs(apart.error - 2 / 3.0.squareRoot()) < 1e-12)
        // The same numbers with draws that explain nothing.
        let mixed = Spread.of([-0.1, 1.9, 3.9, 4.1, 2.1, 0.1], draws: draws)
        #expect(!mixed.isOfDraws && mixed.freedom == 5)
        // One seed each: the draws are the seeds.
        #expect(!Spread.of([0, 2, 4], draws: [1, 2, 3]).isOfDraws)
    }

    @Test func holmOnAWorkedExample() {
        // p = 0.01, 0.04, 0.03, 0.005 at 0.05: adjusted 0.03, 0.06, 0.06, 0.02 (Holm 1979); two are rejected.
        let steps = Holm.steps([0.01, 0.04, 0.03, 0.005], level: 0.05)
        let expected = [0.03, 0.06, 0.06, 0.02]
        for (step, value) in zip(steps, expected) { #expect(abs(step.adjusted - value) < 1e-12) }
        #expect(abs(steps[3].level - 0.0125) < 1e-12 && abs(steps[0].level - 0.05 / 3) < 1e-12)
        #expect(steps[1].level == 0.025 && steps[2].level == 0.025, "the level at which it stopped")
        #expect(Holm.steps([], level: 0.05).isEmpty)
    }

    @Test func seedsThatATestNeeds() {
        // Two-sided 5 %, 80 %: an effect of one deviation needs 10, of half of one 34 (Cohen; the shifted t is within one).
        let one = Power.seeds(distances: [1], deviation: 1, level: 0.025)
        #expect((9...11).contains(one ?? 0))
        let half = Power.seeds(distances: [0.5], deviation: 1, level: 0.025)
        #expect((33...35).contains(half ?? 0))
        #expect(Power.seeds(distances: [0.01], deviation: 1, level: 0.025) == nil)
        let both = Power.seeds(distances: [1, 1], deviation: 1, level: 0.025)
        #expect((both ?? 0) > (one ?? 0), "two sides at once need more")
    }

    @Test func sharesKeepToWhatIsPossible() {
        let all = SeedStatistic.share("", SeededSample(seeds: [0, 1, 2], values: (0..<3).map { _ in [1, 1, 1, 1] }))
        let estimate = all.estimate(level: 0.95)
        #expect(abs(estimate.value - 0.9) < 1e-12, "(4 + ½)/(4 + 1)")
        #expect(estimate.low > 0 && estimate.low < 0.9 && estimate.high < 1, "seeds that agree are not certain")
        let some = SeedStatistic.share("", SeededSample(seeds: [0, 1], values: [[1, 0, 0, 0], [1, 1, 1, 0]]))
        // Logits ∓ln(3.5/1.5), s = √2·0.8473, t(1): far out, and inside of (0, 1).
        #expect(abs(some.estimate(level: 0.95).value - 0.5) < 1e-12)
        #expect(some.estimate(level: 0.95).low > 0 && some.estimate(level: 0.95).high < 1)
    }

    @Test func aSingleNumberHasNoInterval() {
        #expect(MeanInterval.of(SeededSample(seeds: [0], values: [[1]])).high == .infinity)
        #expect(!MeanInterval.of(SeededSample(seeds: [], values: [])).isUsable)
    }

    /// 95 % intervals of 400 made-up runs should miss about 20 times, also where draws of the data differ.
    @Test(arguments: [(0.0, 4...36), (1.0, 4...44)]) func intervalsCoverTheTruth(
        byDraw: Double, misses: ClosedRange<Int>
    ) {
        var generator = Congruential(state: 7)
        var missed = 0
        for _ in 0..<400 {
            let effects = (0..<3).map { _ in byDraw * generator.normal() }
            let values = (0..<12).map { effects[$0 % 3] + generator.normal() }
            let statistic = SeedStatistic(
                "", .linear, seeds: Array(1...12), draws: (0..<12).map { $0 % 3 + 1 }, values: values)
            let estimate = statistic.estimate(level: 0.95)
            if estimate.low > 0 || estimate.high < 0 { missed += 1 }
        }
        #expect(misses.contains(missed), "missed \(missed) of 400")
    }

    @Test func ratioOfMeans() {
        let above = SeededSample(seeds: [0], values: [[2, 4, 6]])
        let below = SeededSample(seeds: [0], values: [[4, 8, 12]])
        let estimate = RatioInterval.of(above, over: below)
        #expect(estimate.value == 0.5)
        #expect(abs(estimate.high - estimate.low) < 1e-12)
        // Ratios ½ and 2: the geometric mean is 1, and no interval goes below 0.
        let uneven = RatioInterval.of(
            SeededSample(seeds: [0, 1], values: [[1, 1], [4, 4]]),
            over: SeededSample(seeds: [0, 1], values: [[2], [2]]))
        #expect(abs(uneven.value - 1) < 1e-12 && uneven.low > 0 && abs(uneven.low * uneven.high - 1) < 1e-9)
    }

    @Test func wilsonKnownAnswers() {
        let some = ShareInterval.wilson(successes: 8, of: 10)
        #expect(abs(some.low - 0.49016) < 1e-4)
        #expect(abs(some.high - 0.94331) < 1e-4)
        let none = ShareInterval.wilson(successes: 0, of: 20)
        #expect(none.low == 0)
        #expect(abs(none.high - 0.16113) < 1e-4)
    }

    @Test func slopeOfALine() throws {
        let levels = [0, 0.2, 0.6]
        let weights = try #require(Slope.weights(levels))
        #expect(abs(zip(weights, levels).reduce(0) { $0 + $1.0 * (1 + 2 * $1.1) } - 2) < 1e-12)
        #expect(Slope.weights([1]) == nil)
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
