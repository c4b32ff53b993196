import Foundation
import Report
import Stages
import Testing

/// How numbers become verdicts.
struct JudgingTests {
    private func verdict(_ parts: [Part]) throws -> Judgement {
        try Evidence(parts, measured: "", methods: []).judged()
    }

    private func layers(_ need: Part.Need, _ region: Region, _ layers: [[Double]]) -> [Part] {
        [Part("", need, layers.enumerated().map { .sketch("ratio", $1, region, at: "layer \($0 + 1)") })]
    }

    private let below = [0.9, 0.901, 0.902, 0.899]
    private let above = [1.1, 1.101, 1.102, 1.099]
    private let open = [0.85, 1.05, 0.9, 1.0]

    @Test func everyLayerIsAnIntersection() throws {
        #expect(try verdict(layers(.every, .below(1), [below, below])).verdict == .supported)
        let refuted = try verdict(layers(.every, .below(1), [below, above]))
        #expect(refuted.verdict == .refuted, "one layer that rises is enough")
        #expect(refuted.estimate?.value ?? 0 > 1, "the interval shown is that of the layer that decided")
        #expect(abs((refuted.estimate?.level ?? 0) - 0.975) < 1e-12, "one of two layers is refuted at half the level")
        let undecided = try verdict(layers(.every, .below(1), [below, open]))
        #expect(undecided.verdict == .undecided("not shown at layer 2"))
        #expect(undecided.deciding.requirement?.count ?? 0 > 4, "more seeds would tell")
        #expect(undecided.deciding.agreeing == 2)
    }

    @Test func someLayerIsAUnion() throws {
        #expect(try verdict(layers(.some, .above(1), [below, above])).verdict == .supported)
        #expect(try verdict(layers(.some, .above(1), [below, below])).verdict == .refuted)
        #expect(try verdict(layers(.some, .above(1), [below, open])).verdict.identifier == "undecided")
    }

    /// With several layers a union needs more: p doubles with two.
    @Test func aUnionIsCorrectedAndAnIntersectionIsNot() {
        let values = [1.0, 1.2, 1.3, 1.1]
        func part(_ need: Part.Need) -> Part {
            Part("", need, [.sketch("", values, .above(1)), .sketch("", values, .above(1))])
        }
        #expect(abs(part(.some).tails.shown - 2 * part(.every).tails.shown) < 1e-12)
    }

    /// Equivalence by two one-sided tests: to find no difference is not enough.
    @Test func equivalenceByTwoTests() throws {
        func parts(_ values: [Double]) -> [Part] { [Part("", .sketch("", values, .within(0.9...1.1)))] }
        #expect(try verdict(parts([1, 1.01, 0.99, 1.02])).verdict == .supported)
        #expect(try verdict(parts([0.7, 1.3, 0.9, 1.2])).verdict.identifier == "undecided")
        #expect(try verdict(parts([1.3, 1.31, 1.29, 1.3])).verdict == .refuted)
        // t of the nearer end, 0.08/(0.01/√4)·…: mean 1.005, s = 0.0129; (1.1 − 1.005)/(s/2) = 14.7 with three degrees.
        let tails = Hypothesis.sketch("", [1, 1.01, 0.99, 1.02], .within(0.9...1.1)).tails
        let t = 0.095 / (Moments.standardDeviation([1, 1.01, 0.99, 1.02]) / 2)
        #expect(abs(tails.inside - StudentT.cumulative(-t, degreesOfFreedom: 3)) < 1e-12)
    }

    @Test func partsHaveVerdictsOfTheirOwn() throws {
        func part(_ words: String, _ values: [Double]) -> Part { Part(words, .sketch("", values, .below(1))) }
        let mixed = try verdict([part("first", below), part("second", above)])
        #expect(mixed.verdict == .supportedInPart("supported: first. refuted: second"))
        #expect(mixed.parts.map(\.verdict) == [.supported, .refuted])
        #expect(try verdict([part("first", above), part("second", open)]).verdict == .refuted)
        #expect(try verdict([part("first", below), part("second", below)]).verdict == .supported)
        #expect(try verdict([part("first", open), part("second", open)]).verdict.identifier == "undecided")
    }

    @Test func oneSeedDecidesNothing() throws {
        let judgement = try verdict([Part("", .sketch("", [0.5], .below(1)))])
        #expect(judgement.verdict.identifier == "untestable" && judgement.verdict.reason.contains("one seed"))
        #expect(try verdict([Part("", .sketch("", [0.5, .nan], .below(1)))]).verdict.reason.contains("seed 1"))
    }

    /// Another claim of the same family makes each harder to show; one of the other family does not.
    @Test func familiesAreCorrectedByThemselves() throws {
        let fixture = try FixtureRun()
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        func claim(_ id: String, _ question: Claim.Question, _ values: [Double]) -> Claim {
            .sketch(
                id, question: question, "", figures: [], study: "sparse",
                Evidence([Part("", .sketch("", values, .below(1)))], measured: "", methods: []))
        }
        let weak = [0.9, 0.96, 0.93, 0.99]
        let alone = ClaimFamily.judge([claim("a", .paper, weak)], by: run)[0].judgement.deciding
        let among = ClaimFamily.judge(
            [claim("a", .paper, weak), claim("b", .paper, weak), claim("c", .own, weak)], by: run
        ).map(\.judgement.deciding)
        #expect(alone.p == alone.adjustedP)
        #expect(among[0].adjustedP == alone.p.map { 2 * $0 } && among[2].adjustedP == alone.p)
        #expect(among[0].estimate?.level == 0.975 && among[2].estimate?.level == 0.95)
    }

    /// A verdict just inside of its level would often not be that of another run.
    @Test func aVerdictThatRerunsDoNotRepeatIsNone() throws {
        // Five seeds with t = 2.97, where 2.776 decides.
        let narrow = [0.65, 0.9, 0.75, 0.94, 0.92]
        let judgement = try verdict([Part("", .sketch("", narrow, .below(1)))])
        let share = try #require(judgement.deciding.rerun)
        #expect(judgement.deciding.p ?? 1 < 0.05)
        #expect(share < 0.8 && judgement.verdict.identifier == "undecided", "\(share)")
        #expect(judgement.verdict.reason.contains("of reruns"))
        #expect(judgement.deciding.requirement?.count ?? 0 > 5)
        let sure = try verdict([Part("", .sketch("", [0.5, 0.51, 0.52, 0.5, 0.49], .below(1)))])
        #expect(sure.rerun == 1 && sure.verdict == .supported)
        #expect(try verdict([Part("", .sketch("", narrow, .below(1)))]).deciding.rerun == share, "the same each time")
    }

    /// Test examples vary in reruns, too, and all methods with them.
    @Test func rerunsResampleExamples() throws {
        func part(_ other: (Int, Int) -> Double) -> Part {
            func sample(_ value: (Int, Int) -> Double) -> SeededSample {
                SeededSample(seeds: [1, 2, 3, 4], values: (0..<4).map { s in (0..<30).map { value(s, $0) } })
            }
            let ratio = SeedStatistic.ratio(
                "", sample { s, n in Double(n * n % 17 + 1) * 0.97 + 0.001 * Double(s) }, over: sample(other))
            return Part("", Hypothesis(ratio, .below(1)))
        }
        let paired = part { _, n in Double(n * n % 17 + 1) }
        #expect(paired.hypotheses[0].statistic.errors.allSatisfy { $0 < 0.01 }, "the same examples vary together")
        let apart = part { _, n in Double((n * 7 + 5) % 17 + 1) }
        #expect(apart.hypotheses[0].statistic.errors.allSatisfy { $0 > 0.05 })
    }

    /// Networks that a part compares each have their own best rate: with which seeds these differ is said, with what the others say.
    @Test func comparisonsAtTwoRatesAreSaid() throws {
        let fixture = try FixtureRun(seeds: [0, 1, 2, 3])
        for seed in fixture.seeds {
            for (method, rate) in [("constrained", "0.004"), ("standard", seed == 3 ? "0.002" : "0.004")] {
                try fixture.add(
                    "sparse/train/\(method)/seed-\(seed)",
                    tables: ["summary.csv": fixture.summary([("learning_rate", rate)])])
            }
        }
        try fixture.finish()
        func judge(_ compared: [String], _ values: [Double] = [0.9, 0.901, 0.902, 3]) throws -> JudgedClaim {
            let part = Part("one against another", .sketch("", values, .below(1))).comparing(compared)
            let claim = Claim.sketch(
                "one", "", figures: [], study: "sparse",
                Evidence([part], measured: "", methods: ["constrained", "standard"]))
            return try #require(ClaimFamily.judge([claim], by: try RunReader(output: fixture.output)).first)
        }
        let judged = try judge(["constrained", "standard"])
        #expect(judged.judgement.verdict.identifier == "undecided")
        let unequal = try #require(judged.unequalRates.first)
        #expect(judged.unequalRates.count == 1 && unequal.seeds == [3] && unequal.rest == 3)
        #expect(unequal.methods.map(\.rates) == [[0.004], [0.002, 0.004]])
        #expect(unequal.verdict == "supported" && abs((unequal.estimate?.value ?? 0) - 0.901) < 1e-6)
        #expect(
            unequal.sentence
                == "One against another: with 1 of 4 seeds these were trained at different learning rates, each at its own best on "
                + "validation: “constrained” at 0.004, “standard” at 0.002 and 0.004. With the other 3 alone: 0.901 [0.899, 0.903], "
                + "supported.")
        #expect(try judge(["constrained"]).unequalRates.isEmpty && judge([]).unequalRates.isEmpty)
    }

    @Test func spikedSeedsAreSaidAndLeftOut() throws {
        let fixture = try FixtureRun(seeds: [0, 1, 2, 3])
        for seed in fixture.seeds {
            try fixture.add(
                "sparse/train/constrained/seed-\(seed)",
                tables: [
                    "summary.csv": fixture.summary([
                        ("spiked", seed > 1 ? "1" : "0"), ("spike_step", "800"), ("spike_ratio", "40"),
                        ("best_step", seed == 3 ? "900" : "700"), ("divergences", seed == 1 ? "1" : "0"),
                        ("learning_rate", "0.002"),
                    ])
                ])
        }
        try fixture.finish()
        func judge(_ method: String) throws -> JudgedClaim {
            let claim = Claim.sketch(
                "one", "", figures: [], study: "sparse",
                Evidence(
                    [Part("", .sketch("", [0.9, 0.901, 0.902, 3], .below(1)))], measured: "", methods: [method, method])
            )
            return try #require(ClaimFamily.judge([claim], by: try RunReader(output: fixture.output)).first)
        }
        let spiked = try judge("constrained")
        // With seed 2 the kept weights are of before; parts that name the method again say nothing twice.
        #expect(spiked.spikes == [Spike(method: "constrained", seed: 3, step: 800, ratio: 40)])
        #expect(spiked.retrained == [RetrainedSeed(method: "constrained", seed: 1, learningRate: 0.002)])
        #expect(
            RetrainedSeed.sentence(spiked.retrained).hasSuffix("at a smaller one: “constrained” with seed 1 at 0.002."))
        #expect(spiked.judgement.verdict.identifier == "undecided" && spiked.withoutSpikes == .supported)
        #expect(try judge("standard").spikes.isEmpty, "nothing is known of it")
    }

    /// A seed that diverged is in no number, and this is said.
    @Test func lostSeedsAreSaid() throws {
        let fixture = try FixtureRun(seeds: [0, 1])
        for seed in fixture.seeds {
            try fixture.add(
                "sparse/train/constrained/seed-\(seed)", state: seed == 1 ? .diverged : .done, tables: [:])
        }
        try fixture.finish()
        let claim = Claim.sketch(
            "one", "", figures: [], study: "sparse",
            Evidence([Part("", .sketch("", [0.9], .below(1)))], measured: "", methods: ["constrained", "standard"]))
        let judged = try #require(ClaimFamily.judge([claim], by: try RunReader(output: fixture.output)).first)
        #expect(judged.lost == [LostSeed(method: "constrained", seed: 1)])
    }
}
