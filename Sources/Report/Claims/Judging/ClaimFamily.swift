/// Judges claims together: what is shown of one depends on how many are asked.
public enum ClaimFamily {
    /// The two-sided level that each family of claims keeps as a whole.
    public static let level = 0.05

    /// The claims in their order with what a run says of them. Claims of one `Question` are a family; in each, the
    /// p-values of all parts of testable claims are corrected by Holm, but for those parts whose numbers cannot err. Every error becomes "not testable,
    /// because …".
    public static func judge(
        _ claims: [Claim], by run: RunReader, protocol registered: ClaimProtocol? = nil
    ) -> [JudgedClaim] {
        let cases = claims.map { Case($0, run) }
        var levels = cases.map { $0.parts.map { _ in Holm.Step(adjusted: 1, level: level) } }
        for question in Claim.Question.allCases {
            let places = cases.indices.filter { cases[$0].claim.question == question && cases[$0].isTestable }
                .flatMap { index in cases[index].parts.indices.map { (claim: index, part: $0) } }
                .filter { !cases[$0.claim].parts[$0.part].isExact }
            let steps = Holm.steps(places.map { cases[$0.claim].parts[$0.part].p }, level: level)
            for (place, step) in zip(places, steps) { levels[place.claim][place.part] = step }
        }
        return zip(cases, levels).map { one, steps in
            var judged = one.judged(steps)
            judged.registration = registered?.entry(of: one.claim)
            return judged
        }
    }

    /// A claim with its evidence.
    private struct Case {
        let claim: Claim
        let evidence: Evidence?
        let obstacle: String?
        let trouble: (any Error)?
        let isWaiting: Bool
        let spikes: [Spike]
        let lost: [LostSeed]
        let retrained: [RetrainedSeed]
        /// Of the methods that parts compare: their names, and the rate of each seed.
        private let rates: [String: (name: String, bySeed: [Int: Double])]

        init(_ claim: Claim, _ run: RunReader) {
            self.claim = claim
            do {
                let study = try run.study(claim.study)
                let evidence = try claim.kind.evidence(of: study)
                (self.evidence, obstacle, trouble, isWaiting) = (evidence, evidence.obstacle, nil, false)
                let seeds = evidence.parts.flatMap(\.seeds)
                spikes = evidence.methods.flatMap(study.spikes).filter { seeds.contains($0.seed) }
                lost = evidence.methods.flatMap(study.lostSeeds)
                retrained = evidence.methods.flatMap(study.retrained).filter { seeds.contains($0.seed) }
                let compared = Set(evidence.parts.flatMap(\.compared))
                rates = Dictionary(
                    uniqueKeysWithValues: compared.map { ($0, (study.label(of: $0), study.learningRates(of: $0))) })
            } catch {
                (evidence, obstacle, spikes, lost, retrained, rates) = (nil, "\(error)", [], [], [], [:])
                let missing = (error as? RunReaderError).flatMap { $0.isWaiting ? $0 : nil }
                trouble = missing == nil ? error : nil
                isWaiting = missing.map { !$0.isOfLostStage } ?? false
            }
        }

        var parts: [Part] { evidence?.parts ?? [] }
        var isTestable: Bool { obstacle == nil }

        func judged(_ steps: [Holm.Step]) -> JudgedClaim {
            guard let evidence else {
                var judged = JudgedClaim(claim, .notTestable(obstacle ?? ""), trouble: trouble)
                judged.isWaiting = isWaiting
                return judged
            }
            if let obstacle {
                let parts = evidence.parts.map {
                    PartJudge($0, Holm.Step(adjusted: 1, level: level)).untestable(obstacle)
                }
                return JudgedClaim(
                    claim,
                    Judgement(
                        .notTestable(obstacle), measured: evidence.measured,
                        parts: parts.isEmpty ? [.init(.notTestable(obstacle))] : parts, tables: evidence.tables),
                    spikes: spikes, lost: lost, retrained: retrained)
            }
            let judges = zip(evidence.parts, steps).map { PartJudge($0, $1) }
            let reruns = Rerun.outcomes(
                evidence.parts, levels: steps.map(\.level), name: "rerun/\(claim.study)/\(claim.id)")
            var parts = judges.indices.map { index in judges[index].judged(reruns.map { $0[index] }) }
            func verdict(_ outcomes: [Outcome]) -> Verdict {
                .of(parts: zip(evidence.parts, outcomes).map { ($0.words, Verdict($1)) })
            }
            let here = verdict(judges.map(\.outcome))
            let same = reruns.filter { verdict($0).identifier == here.identifier }.count
            // Where exact numbers decide no rerun says more.
            let isTested = parts.contains { $0.rerun != nil }
            let rerun = Double(same) / Double(reruns.count)
            if parts.count == 1, isTested { parts[0].rerun = rerun }
            var final = Verdict.of(parts: parts.map { ($0.words, $0.verdict) })
            if here.identifier != Verdict.undecided("").identifier, rerun < Rerun.threshold, parts.count > 1 {
                final = .undecided(PartJudge.wavering(here, rerun))
            }
            var judged = JudgedClaim(
                claim,
                Judgement(
                    final, measured: evidence.measured, parts: parts, rerun: isTested ? rerun : nil,
                    tables: evidence.tables),
                spikes: spikes, withoutSpikes: withoutSpikes(steps), lost: lost, retrained: retrained)
            judged.unequalRates = zip(evidence.parts, steps).compactMap(unequalRates)
            return judged
        }

        /// Where a part's networks have different rates, and what it says without these seeds; nil where rates are the same.
        private func unequalRates(_ part: Part, _ step: Holm.Step) -> UnequalRates? {
            let methods = part.compared.compactMap { rates[$0] }
            let seeds = part.seeds.filter { seed in Set(methods.compactMap { $0.bySeed[seed] }).count > 1 }
            guard !seeds.isEmpty else { return nil }
            let rest = part.without(seeds)
            let verdict = rest.seeds.count > 1 ? PartJudge(rest, step).withoutReruns : nil
            return UnequalRates(
                part: Markup.plain(part.words),
                methods: methods.map { one in
                    .init(name: one.name, rates: Set(part.seeds.compactMap { one.bySeed[$0] }).sorted())
                }, seeds: seeds, rest: rest.seeds.count, verdict: verdict?.verdict.word, estimate: verdict?.estimate)
        }

        /// The verdict without the seeds whose trainings spiked, at the same levels; nil where none did.
        private func withoutSpikes(_ steps: [Holm.Step]) -> Verdict? {
            guard let evidence, !spikes.isEmpty else { return nil }
            var rest = evidence
            rest.parts = rest.parts.map { $0.without(spikes.map(\.seed)) }
            if let obstacle = rest.obstacle { return .notTestable(obstacle) }
            return .of(parts: zip(rest.parts, steps).map { ($0.words, PartJudge($0, $1).verdict) })
        }
    }
}
