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
        let spikes: [Spike]
        let lost: [LostSeed]
        let retrained: [RetrainedSeed]

        init(_ claim: Claim, _ run: RunReader) {
            self.claim = claim
            do {
                let study = try run.study(claim.study)
                let evidence = try claim.kind.evidence(of: study)
                (self.evidence, obstacle, trouble) = (evidence, evidence.obstacle, nil)
                let seeds = evidence.parts.flatMap(\.seeds)
                spikes = evidence.methods.flatMap(study.spikes).filter { seeds.contains($0.seed) }
                lost = evidence.methods.flatMap(study.lostSeeds)
                retrained = evidence.methods.flatMap(study.retrained).filter { seeds.contains($0.seed) }
            } catch {
                (evidence, obstacle, spikes, lost, retrained) = (nil, "\(error)", [], [], [])
                trouble = (error as? RunReaderError)?.isWaiting == true ? nil : error
            }
        }

        var parts: [Part] { evidence?.parts ?? [] }
        var isTestable: Bool { obstacle == nil }

        func judged(_ steps: [Holm.Step]) -> JudgedClaim {
            guard let evidence else {
                var judged = JudgedClaim(claim, .notTestable(obstacle ?? ""), trouble: trouble)
                judged.isWaiting = trouble == nil
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
            return JudgedClaim(
                claim,
                Judgement(
                    final, measured: evidence.measured, parts: parts, rerun: isTested ? rerun : nil,
                    tables: evidence.tables),
                spikes: spikes, withoutSpikes: withoutSpikes(steps), lost: lost, retrained: retrained)
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
