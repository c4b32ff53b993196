import Report
import Testing
import ToyReport

/// The kinds of claims on numbers alone, where they must be supported and where refuted.
struct ClaimKindTests {
    /// Four seeds of some examples around a mean.
    private func around(_ mean: Double, examples: Int = 20) -> SeededSample {
        let rows = (0..<4).map { seed in
            (0..<examples).map { example -> Double in
                let (byExample, byPair) = (Double(example % 5 - 2), Double((seed * 7 + example) % 3 - 1))
                return mean * (1 + 0.02 * byExample + 0.003 * byPair + 0.001 * Double(seed))
            }
        }
        return SeededSample(seeds: [1, 2, 3, 4], values: rows)
    }

    private func layers(_ means: [Double]) -> LayerRatios { LayerRatios(samples: means.map { around($0) }) }

    private let falling = [8.0, 4, 2, 1]
    private let rising = [8.0, 9, 2, 1]
    private let target = LayerTarget("(C)", epsilon: 0.05)

    @Test func falls() throws {
        let kind: Falls = .falls(
            "m", by: "gap", from: 2, shownFrom: 1, beside: ("n", "Without it goes"), truth: "Truth has")
        func judge(_ means: [[Double]]) throws -> Judgement {
            try kind.evidence(
                .init(
                    means.map { .init("mine", layers($0), quantity: "gap") },
                    beside: .init("yours", layers(rising), quantity: "gap"), truth: 0.5)
            ).judged()
        }
        #expect(try judge([rising]).verdict == .supported, "the first layer is not asked")
        #expect(
            try judge([rising]).measured.hasSuffix("Without it goes from 9.01 at layer 1 to 1.00. Truth has 0.500."))
        #expect(try judge([rising]).tables.map(\.caption) == ["Mine, by layer", "Yours, by layer"])
        let refuted = try judge([[8, 1, 2, 1.9]])
        #expect(refuted.verdict == .refuted)
        #expect(refuted.statistic == "mean gap (mine) after layer 2 over that before it", "the layer that decided")
        #expect(try judge([rising, [8, 1, 2, 1.9]]).verdict.identifier == "part", "a part for each method")
        #expect(try judge([[8]]).verdict.identifier == "untestable")
    }

    @Test func rises() throws {
        let kind: Rises = .rises("m", by: "gap")
        #expect(try kind.evidence(.init("mine", layers(rising), quantity: "gap")).judged().verdict == .supported)
        #expect(try kind.evidence(.init("mine", layers(falling), quantity: "gap")).judged().verdict == .refuted)
    }

    @Test func equallyNear() throws {
        let kind: EquallyNear = .equallyNear(.init("a", against: "b"), by: "gap", margin: .factor(1.1))
        func verdict(_ a: Double) throws -> Verdict {
            try kind.evidence(.init([.init("a against b", around(a), around(1))], trivial: [("zero", 3)])).judged()
                .verdict
        }
        #expect(try verdict(1.05) == .supported && verdict(0.95) == .supported)
        #expect(try verdict(1.2) == .refuted && verdict(0.8) == .refuted)
    }

    /// With the standard network at 1 and ridge at 1.5, 10 % of its lead is 0.05.
    @Test func equallyNearByAShareOfTheLead() throws {
        let kind: EquallyNear = .equallyNear(.init("a", against: "b"), by: "gap", margin: .lead(0.1, over: "ridge"))
        func verdict(_ a: Double, ridge: Double = 1.5) throws -> Verdict {
            try kind.evidence(.init([.init("a against b", around(a), around(1), reference: around(ridge))])).judged()
                .verdict
        }
        #expect(try verdict(1.03) == .supported && verdict(0.97) == .supported)
        #expect(try verdict(1.08) == .refuted && verdict(0.9) == .refuted)
        #expect(try verdict(1.5) == .refuted, "ridge itself is not equal")
        #expect(try verdict(1.01, ridge: 0.98) == .refuted, "nor is anything where there is no lead")
    }

    @Test func stays() throws {
        let kind: Stays = .stays("m", "norm", withinFactor: 1.1)
        #expect(
            try kind.evidence(.init("mine", layers([9, 4, 3, 4.2, 1]), quantity: "norm")).judged().verdict == .supported
        )
        #expect(
            try kind.evidence(.init("mine", layers([9, 4, 4, 5, 4]), quantity: "norm")).judged().verdict == .refuted)
    }

    @Test func freeLayerAscends() throws {
        let kind: FreeLayerAscends = .freeLayerAscends(
            "m", freedFrom: "n", distance: "d", objective: "f", target: .init("(C)", epsilonOf: "m"))
        func judge(_ distances: [Double], _ objective: [Double], duals: [Double] = []) throws -> Judgement {
            try kind.evidence(
                .init(
                    distance: .init("mine", layers(distances), quantity: "gap", target: target),
                    objective: .init("mine", layers(objective), quantity: "f"),
                    duals: duals.enumerated().map { .init(seed: $0 + 1, value: $1) })
            ).judged()
        }
        #expect(try judge(rising, [1, 2]).verdict == .supported)
        #expect(try judge(rising, [2, 1]).parts.map(\.verdict) == [.supported, .refuted, .supported])
        #expect(try judge([8, 4, 5], [2, 1]).verdict == .refuted)
        // Where the first layer's constraint never binds there is nothing to free.
        let idle = try judge(rising, [1, 2], duals: [0, 0, 0, 0])
        #expect(idle.verdict.identifier == "untestable" && idle.verdict.reason.contains("nothing was freed"))
        let some = try judge(rising, [1, 2], duals: [0, 0.1, 0, 0.2])
        #expect(some.perSeed.map(\.seed) == [2, 4] && some.measured.contains("In seeds 1 and 3"))
    }

    @Test func missesConstraint() throws {
        let kind: MissesConstraint = .missesConstraint(
            ["a", "b"], "gap", quantity: "gap", target: .init("(C)", epsilonOf: "a"))
        func verdict(_ a: [Double], _ b: [Double]) throws -> Verdict {
            try kind.evidence(
                .init(
                    [.init("a", layers(a), quantity: "gap"), .init("b", layers(b), quantity: "gap")], target: target)
            ).judged().verdict
        }
        #expect(try verdict([8, 4, 4.1, 1], [8, 4, 4, 1]) == .supported, "the factor 1 is above 1 − ε")
        #expect(
            try verdict([8, 4, 5, 1], falling) == .supportedInPart("supported: a misses (C). refuted: b misses (C)"))
        #expect(try verdict(falling, falling) == .refuted)
        #expect(try verdict([8, .nan, 5, 1], falling).reason.hasPrefix("a number is not finite: mean gap (a)"))
        let flat: MissesConstraint = .missesConstraint(
            ["a"], "gap", quantity: "gap", target: .init("(C)", epsilonOf: "a"), staysWithin: 1.1)
        func parts(_ means: [Double]) throws -> [Verdict] {
            try flat.evidence(.init([.init("a", layers(means), quantity: "gap")], target: target)).judged().parts
                .map(\.verdict)
        }
        #expect(try parts([8, 4, 4, 4, 1]) == [.supported, .supported])
        #expect(try parts([8, 4, 4, 2, 1]) == [.supported, .refuted])
    }

    @Test func underShift() throws {
        func samples(_ proposed: [Double]) -> [ShiftSamples] {
            let pair = ShiftPair(
                labels: ("old", "new"),
                levels: proposed.enumerated().map { index, mean in
                    .init(p: Double(index), baseline: around(2 + Double(index)), proposed: around(mean))
                })
            return [ShiftSamples("new against old", [("gap", pair)])]
        }
        let smaller: SmallerUnderShift = .smallerUnderShift([.init("n", against: "o")], [("gap", "gap")])
        #expect(try smaller.evidence(samples([2, 2, 2.5])).judged().verdict == .supported)
        #expect(try smaller.evidence(samples([2, 2, 5])).judged().verdict == .refuted)
        let widens: Widens = .widens([.init("n", against: "o")], "gap", quantity: "gap")
        #expect(try widens.evidence(samples([2, 2, 2.5])).judged().verdict == .supported)
        #expect(try widens.evidence(samples([2, 4, 6])).judged().verdict == .refuted)
        #expect(try widens.evidence(samples([2])).judged().verdict.identifier == "untestable")
    }

    @Test func underNoise() throws {
        let kind: SmallerUnderNoise = .smallerUnderNoise(
            [.init("a", against: "b")], "gap", quantity: "gap", strengths: 1..<10)
        func verdict(_ with: [Double]) throws -> Verdict {
            try kind.evidence([
                .init("a against b", zip([1, 3], with).map { (sigma: $0, with: around($1), without: around(2)) })
            ]).judged().verdict
        }
        #expect(try verdict([1, 1.5]) == .supported)
        #expect(try verdict([1, 2.5]) == .refuted)
    }

    @Test func onlyConstraint() throws {
        let methods = TwoByTwo.Methods(neither: "a", noise: "b", constraint: "c", both: "d")
        let kind: OnlyConstraint = .onlyConstraint(methods, "gap", quantity: "gap", margin: 0.05)
        func verdicts(noise: Double, constraint: Double) throws -> [Verdict] {
            let cells = TwoByTwo(
                place: "here", neither: around(2), noise: around(noise), constraint: around(constraint),
                both: around(constraint * noise / 2))
            return try kind.evidence(.init(cells, labels: ("none", "noise"))).judged().parts.map(\.verdict)
        }
        #expect(try verdicts(noise: 2, constraint: 1) == [.supported, .supported])
        #expect(try verdicts(noise: 2, constraint: 2.1) == [.supported, .refuted])
        #expect(try verdicts(noise: 1, constraint: 2.1) == [.refuted, .refuted])
    }

    /// Corollary 1 with its own bound: the mean slack is at most ζ + 2Δ.
    @Test func transfers() throws {
        let kind: Transfers = .transfers(
            "m", .init("(C)", epsilonOf: "m"), column: "gap", shiftedBy: "shift")
        func judge(_ far: [Double], clean: [Double] = [4, 2, 1], moved: Double, levels: [Double] = [0, 0.6]) throws
            -> Judgement
        {
            try kind.evidence(
                .init(
                    method: ("m", "mine"), seeds: [1, 2, 3],
                    levels: levels,
                    means: (0..<3).map { s in [clean, far].map { $0.map { $0 * (1 + 0.001 * Double(s * s)) } } },
                    moved: (0..<3).map { _ in [0, moved] }, epsilon: 0.05)
            ).judged()
        }
        #expect(try judge([4, 3, 2], moved: 0.1).verdict == .supported)
        // Slack 3.4 − 0.95·3 = 0.55: within an error of 2·0.4, not of 2·0.2, and no descent.
        #expect(try judge([4, 3, 3.4], moved: 0.4).parts.map(\.verdict) == [.supported, .refuted])
        #expect(try judge([4, 3, 3.4], moved: 0.2).parts.map(\.verdict) == [.refuted, .refuted])
        // What was missed without a shift is ζ: 0.55 + 2·0.2.
        #expect(try judge([4, 3, 3.7], clean: [4, 3, 3.4], moved: 0.2).parts[0].verdict == .supported)
        #expect(try judge([4, 3, 2], moved: 0.1, levels: [0.1, 0.6]).verdict.identifier == "untestable")
    }

    @Test func ofTheToy() throws {
        let fall = MeansFall("m", "norm")
        func means(_ rows: [[Double]]) throws -> Verdict {
            try fall.evidence(.init(label: "m", seeds: [1, 2, 3], means: rows)).judged().verdict
        }
        #expect(try means([[3, 2, 1], [3, 2.01, 1], [3, 2.02, 1]]) == .supported)
        #expect(try means([[3, 2, 2.2], [3, 2.01, 2.2], [3, 2.02, 2.23]]) == .refuted)
        let recovers = Recovers(proposed: "a", reference: "b", baseline: "c", within: 0.1)
        func ends(_ last: Double) -> Recovers.Ends {
            .init("m", start: around(2, examples: 200), last: around(last, examples: 200), within: 0.1)
        }
        func parts(_ proposed: Double, _ reference: Double, _ baseline: Double) throws -> [String] {
            try recovers.evidence(.init(proposed: ends(proposed), reference: ends(reference), baseline: ends(baseline)))
                .judged().parts.map(\.verdict.identifier)
        }
        #expect(try parts(0.1, 0.1, 1) == ["supported", "supported", "supported", "supported"])
        #expect(try parts(1, 0.1, 0.5) == ["refuted", "supported", "supported", "refuted"])
        let nearer = EndsNearer([.init("a", against: "b")])
        #expect(try nearer.evidence([("a against b", around(1), around(2))]).judged().verdict == .supported)
        #expect(try nearer.evidence([("a against b", around(2), around(1))]).judged().verdict == .refuted)
    }

    /// A kind that is no part of the report.
    private struct HasSeeds: ClaimKind {
        let least: Double
        func samples(of study: StudyReader) throws -> [Int] { try study.seeds(ofAll: ["constrained"]) }
        func evidence(_ seeds: [Int]) -> Evidence {
            let count = SeedStatistic("seeds", .linear, seeds: seeds, values: seeds.map { _ in Double(seeds.count) })
            return Evidence(
                [Part("", Hypothesis(count, .above(least)))], measured: "\(seeds.count) seeds.", methods: [])
        }
    }

    @Test func anybodyMayWriteOne() throws {
        let fixture = try FixtureRun(seeds: [4, 5])
        try fixture.addToy()
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        func verdict(_ least: Double, of study: String) -> Verdict {
            let claim = Claim(
                "seeds", section: "", statement: "", figures: [], rule: "", study: study, kind: HasSeeds(least: least))
            return ClaimFamily.judge([claim], by: run)[0].judgement.verdict
        }
        #expect(verdict(1, of: "toy") == .supported)
        #expect(verdict(3, of: "toy") == .refuted)
        #expect(verdict(1, of: "elsewhere").word == "not testable")
    }
}
