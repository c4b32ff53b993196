import Report
import Testing
import ToyReport

/// The kinds of claims on numbers alone, where they must hold and where they must not.
struct ClaimKindTests {
    /// Three seeds of twenty examples around a mean.
    private func around(_ mean: Double) -> CrossedSample {
        let rows = (0..<3).map { seed in
            (0..<20).map { example -> Double in
                let (byExample, byPair) = (Double(example % 5 - 2), Double((seed * 7 + example) % 3 - 1))
                return mean * (1 + 0.02 * byExample + 0.003 * byPair)
            }
        }
        return CrossedSample(seeds: [1, 2, 3], values: rows)
    }

    private func layers(_ means: [Double]) -> LayerRatios { LayerRatios(samples: means.map(around)) }

    private let falling = [8.0, 4, 2, 1]
    private let rising = [8.0, 9, 2, 1]
    private let target = LayerTarget("(C)", epsilon: 0.05)

    @Test func falls() {
        let kind: Falls = .falls(
            "m", "gap", from: 2, shownFrom: 1, beside: ("n", "Without it goes"), truth: "Truth has")
        func judge(_ means: [Double]) -> Judgement {
            kind.judge(
                .init(
                    .init("mine", layers(means), quantity: "gap"),
                    beside: .init("yours", layers(rising), quantity: "gap"), truth: 0.5))
        }
        #expect(judge(rising).verdict == .holds, "the first layer is not asked")
        #expect(judge(rising).measured.hasSuffix("Without it goes from 9.00 at layer 1 to 1.00. Truth has 0.500."))
        #expect(judge(rising).tables.map(\.caption) == ["Mine, by layer", "Yours, by layer"])
        #expect(judge([8, 1, 2, 4]).verdict == .doesNotHold)
        #expect(judge([8]).verdict.word == "not tested")
    }

    @Test func fallsNot() {
        let kind: FallsNot = .fallsNot("m", "gap")
        #expect(kind.judge(.init("mine", layers(rising), quantity: "gap")).verdict == .holds)
        #expect(kind.judge(.init("mine", layers(falling), quantity: "gap")).verdict == .doesNotHold)
    }

    @Test func descends() {
        let kind: Descends = .descends("m", "gap", target: .init("(C)", epsilonOf: "m"))
        let slow = kind.judge(.init("mine", layers([8, 7.8, 4]), quantity: "gap", target: target))
        #expect(slow.verdict == .holds)
        #expect(slow.measured.contains("is not shown to meet the stricter target of (C), a factor of 0.95, in layer 1"))
        #expect(kind.judge(.init("mine", layers([8, 9, 10]), quantity: "gap", target: target)).verdict == .doesNotHold)
    }

    @Test func equallyNear() {
        let kind: EquallyNear = .equallyNear("a", "b", "gap", margin: 0.1)
        func verdict(_ a: Double) -> Verdict {
            kind.judge(.init(first: ("a", around(a)), second: ("b", around(1)), trivial: [("zero", 3)])).verdict
        }
        #expect(verdict(1.05) == .holds)
        #expect(verdict(1.2) == .doesNotHold && verdict(0.8) == .doesNotHold)
        #expect(kind.judge(.init(first: ("a", nil), second: ("b", nil))).verdict.word == "not tested")
    }

    @Test func stays() {
        let kind: Stays = .stays("m", "norm", within: 0.1, noun: "norm")
        #expect(kind.judge(.init("mine", layers([9, 4, 3, 4.2, 1]), quantity: "norm")).verdict == .holds)
        #expect(kind.judge(.init("mine", layers([9, 4, 4, 5, 4]), quantity: "norm")).verdict == .doesNotHold)
    }

    @Test func freeLayerAscends() {
        let kind: FreeLayerAscends = .freeLayerAscends(
            "m", distance: "d", objective: "f", target: .init("(C)", epsilonOf: "m"))
        func verdict(_ distances: [Double], _ objective: [Double]) -> Verdict {
            kind.judge(
                .init(
                    distance: .init("mine", layers(distances), quantity: "gap", target: target),
                    objective: objective.map(around))
            ).verdict
        }
        #expect(verdict(rising, [1, 2]) == .holds)
        #expect(verdict(rising, [2, 1]) == .holdsInPart("the first layer ascends in distance, not in f"))
        #expect(verdict(falling, [2, 1]) == .doesNotHold)
    }

    @Test func missesConstraint() {
        let kind: MissesConstraint = .missesConstraint(
            ["a", "b"], "gap", target: .init("(C)", epsilonOf: "a"), group: "both")
        func verdict(_ a: [Double], _ b: [Double]) -> Verdict {
            kind.judge(.init([("a", layers(a)), ("b", layers(b))], target: target)).verdict
        }
        #expect(verdict([8, 4, 5], [8, 4, 4]) == .holds)
        #expect(verdict([8, 4, 5], falling) == .holdsInPart("for a only"))
        #expect(verdict(falling, falling) == .doesNotHold)
        #expect(verdict([8, .nan, 5], falling).reason == "a distance of a is not finite")
    }

    @Test func underShift() {
        func pair(_ proposed: [Double]) -> ShiftPair {
            ShiftPair(
                labels: ("old", "new"),
                levels: proposed.enumerated().map { index, mean in
                    .init(p: Double(index), baseline: around(2 + Double(index)), proposed: around(mean))
                })
        }
        let smaller: SmallerUnderShift = .smaller("n", than: "o", "gap", quantity: "gap", noun: "gaps")
        #expect(smaller.judge(ShiftSamples(pair([2, 2, 2.5]))).verdict == .holds)
        #expect(smaller.judge(ShiftSamples(pair([2, 2, 5]))).verdict == .doesNotHold)
        let widens: Widens = .widens("o", "n", "gap", quantity: "gap")
        #expect(widens.judge(ShiftSamples(pair([2, 2, 2.5]))).verdict == .holds)
        #expect(widens.judge(ShiftSamples(pair([2, 4, 6]))).verdict == .doesNotHold)
        #expect(widens.judge(ShiftSamples(pair([2]))).verdict.word == "not tested")
    }

    @Test func underNoise() {
        let kind: SmallerUnderNoise = .smallerUnderNoise(
            [(with: "a", without: "b")], "gap", quantity: "gap", strengths: 1..<10)
        func comparison(_ sigma: Double, _ with: Double) -> SmallerUnderNoise.Comparison {
            .init(sigma: sigma, labels: ("a", "b"), samples: (around(with), around(2)))
        }
        #expect(kind.judge([[comparison(1, 1), comparison(3, 1.5)]]).verdict == .holds)
        #expect(kind.judge([[comparison(1, 1), comparison(3, 2.5)]]).verdict == .doesNotHold)
        #expect(kind.judge([[]]).verdict.reason == "noise-samples.csv has no σ̂ between 1 and 10")
    }

    @Test func onlyConstraint() {
        let methods = TwoByTwo.Methods(neither: "a", noise: "b", constraint: "c", both: "d")
        let kind: OnlyConstraint = .onlyConstraint(methods, "gap", quantity: "gap", margin: 0.05)
        func verdict(noise: Double, constraint: Double) -> Verdict {
            let cells = TwoByTwo(
                place: "here", neither: around(2), noise: around(noise), constraint: around(constraint),
                both: around(constraint))
            return kind.judge(.init(cells, labels: ("none", "noise"))).verdict
        }
        #expect(verdict(noise: 2, constraint: 1) == .holds)
        #expect(verdict(noise: 2, constraint: 2).identifier == "part")
        #expect(verdict(noise: 1, constraint: 1) == .doesNotHold)
    }

    @Test func staysSatisfied() {
        let kind: StaysSatisfied = .staysSatisfied("m", constraint: "(C)")
        func verdict(_ after: [Double], levels: [Double] = [0, 0.5]) -> Verdict {
            let shares = after.map { share in [[0.9, share], [0.8, share]] }
            return kind.judge(.init(seeds: [1, 2], levels: [levels, levels], shares: shares)).verdict
        }
        #expect(verdict([0.7, 0.6]) == .holds)
        #expect(verdict([0.7, 0.3]) == .holdsInPart("in 1 of 2 layers"))
        #expect(verdict([0.2, 0.3]) == .doesNotHold)
        #expect(verdict([0.7], levels: [0.1, 0.5]).word == "not tested")
    }

    @Test func ofTheToy() {
        let fall = MeansFall("m", "norm")
        #expect(fall.judge(.init(label: "m", seeds: [1, 2], means: [[3, 2, 1], [3, 2, 1]])).verdict == .holds)
        #expect(
            fall.judge(.init(label: "m", seeds: [1, 2], means: [[3, 2, 1], [3, 4, 5]])).verdict
                == .holdsInPart("with 1 of 2 seeds"))
        let recovers = Recovers(proposed: "a", reference: "b", baseline: "c", within: 0.1)
        func ends(_ last: Double) -> Recovers.Ends { .init("m", start: around(2), last: around(last), within: 0.1) }
        #expect(recovers.judge(.init(proposed: ends(0.1), reference: ends(0.1), baseline: ends(1))).verdict == .holds)
        #expect(
            recovers.judge(.init(proposed: ends(1), reference: ends(0.1), baseline: ends(2))).verdict.identifier
                == "part"
        )
        #expect(
            recovers.judge(.init(proposed: ends(1), reference: ends(0.1), baseline: ends(0.5))).verdict == .doesNotHold)
    }

    /// A kind that is no part of the report.
    private struct HasSeeds: ClaimKind {
        let least: Int
        func samples(of study: StudyReader) throws -> [Int] { try study.seeds(ofAll: ["constrained"]) }
        func judge(_ seeds: [Int]) -> Judgement {
            Judgement(seeds.count >= least ? .holds : .doesNotHold, measured: "\(seeds.count) seeds.")
        }
    }

    @Test func anybodyMayWriteOne() throws {
        let fixture = try FixtureRun(seeds: [4, 5])
        try fixture.addToy()
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        func claim(_ least: Int, of study: String) -> Claim {
            Claim(
                "seeds", section: "", statement: "", figures: [], rule: "", study: study, kind: HasSeeds(least: least))
        }
        #expect(claim(2, of: "toy").judgement(of: run).judgement.verdict == .holds)
        #expect(claim(3, of: "toy").judgement(of: run).judgement.verdict == .doesNotHold)
        #expect(claim(1, of: "elsewhere").judgement(of: run).judgement.verdict.word == "not tested")
    }
}
