/// What second sets of images say of the claims.
extension ReportPages {
    /// The verdict on the other set of images, for a claim's card: on the second, or, of a claim of these, on the first. Nil
    /// where there is one set alone.
    func otherVerdict(_ claim: JudgedClaim) -> [String: Any]? {
        if let replication = claim.replication { return verdict(replication.verdict, of: replication.claim, "second") }
        guard claim.isRepeated,
            let first = firsts.flatMap(\.claims).first(where: { $0.id == claim.claim.registeredID })
        else { return nil }
        return verdict(first.judgement.verdict, of: first.id, "first")
    }

    private func verdict(_ verdict: Verdict, of claim: String, _ which: String) -> [String: Any] {
        let page = studies.first { $0.claims.contains { $0.id == claim } }
        return [
            "which": which, "href": "\(page?.file ?? "")#claim-\(claim)", "kind": verdict.identifier,
            "symbol": verdict.symbol, "word": verdict.word,
        ]
    }

    /// How a study's verdicts fare on a second set of images: of those that the first images decide, how many are the same, and
    /// how many the opposite. Nil of a study that repeats none.
    func replication(_ page: StudyPage) -> [String: Any]? {
        guard let original = page.study.original, let first = firsts.first(where: { $0.study.id == original }) else {
            return nil
        }
        let decided: [Verdict] = [.supported, .supportedInPart(""), .refuted]
        let words = decided.compactMap { verdict -> String? in
            let claims = first.claims.filter { $0.judgement.verdict.identifier == verdict.identifier }
            let there = claims.compactMap(\.replication?.verdict)
            guard !there.isEmpty else { return nil }
            let counts = VerdictTally.order.compactMap { other -> String? in
                let count = there.filter { $0.identifier == other.identifier }.count
                return count > 0 ? "\(count) \(other.word)" : nil
            }
            return "of \(there.count) that the first images call \(verdict.word), \(CaptionText.list(counts))"
        }
        return [
            "href": page.file, "name": clean(page.study.title),
            "text": words.isEmpty ? "the first images decide no claim" : clean(words.joined(separator: "; ")),
        ]
    }
}
