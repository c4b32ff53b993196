extension ClaimFamily {
    /// The claims of studies, in the order of these. Those of studies that repeat others on a second set of images are families
    /// of their own, so that the verdicts on the first images are the same with them and without; each of the others is told
    /// what the second images say of it.
    public static func judge(
        _ studies: [StudyReport], by run: RunReader, protocol registered: ClaimProtocol? = nil
    ) -> [JudgedClaim] {
        let (firsts, seconds) = (studies.filter { $0.original == nil }, studies.filter { $0.original != nil })
        var repeated = judge(seconds.flatMap(\.claims), by: run, protocol: registered)
        for index in repeated.indices { repeated[index].isRepeated = true }
        let judged = judge(firsts.flatMap(\.claims), by: run, protocol: registered).map { one in
            var one = one
            let second = seconds.first { $0.original == one.claim.study }
            one.replication = repeated.first {
                $0.claim.study == second?.id && $0.claim.registeredID == one.claim.registeredID
            }.map { Replication(claim: $0.id, verdict: $0.judgement.verdict) }
            return one
        }
        return judged + repeated
    }
}
