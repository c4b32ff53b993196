import Foundation
import InpaintingReport
import Report
import SparseCodingReport
import Stages
import Testing

/// Claims on methods from outside, as which the fixtures' own networks pose.
@Suite struct ExternalClaimsTests {
    private let fixture: FixtureRun
    private let run: RunReader

    /// A run with three seeds of what the paper says.
    init() throws {
        fixture = try FixtureRun()
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func method(_ id: String) -> StudyDescription.Method {
        StudyDescription.Method(
            id: id, label: id, legend: id, style: .init("external"), isTrained: false,
            evaluations: "sparse/evaluate/\(id)/seed-")
    }

    private func judged(_ ids: [String], of study: StudyReport) throws -> [JudgedClaim] {
        let claims = try #require(study.externalClaims)
        return ClaimFamily.judge(study.claims + ids.flatMap { claims(method($0), study.id) }, by: run)
    }

    /// However many methods are given: no verdict, interval or p of the study's own claims changes.
    @Test(arguments: [StudyReport.sparseCoding, .inpainting]) func theStudysOwnClaimsStay(study: StudyReport) throws {
        let alone = ClaimFamily.judge(study.claims, by: run)
        let beside = try judged(["standard", "standard-noisy", "constrained-quiet"], of: study)
        #expect(beside.count == alone.count + 9)
        for (one, other) in zip(alone, beside) {
            #expect(one.judgement.parts.map(\.adjustedP) == other.judgement.parts.map(\.adjustedP), "\(one.id)")
            #expect(one.id == other.id && one.judgement.verdict == other.judgement.verdict, "\(one.id)")
        }
        #expect(alone.contains { $0.judgement.deciding.adjustedP.map { $0 > 0 } ?? false }, "something is corrected")
        #expect(beside.suffix(9).allSatisfy { $0.claim.question == .external && $0.registration == nil })
        #expect(Set(beside.map(\.id)).count == beside.count)
    }

    /// In the fixtures `constrained` descends, and `standard` does not.
    @Test func theyAreJudgedByTheirNumbers() throws {
        func verdict(_ id: String, _ question: String) throws -> String? {
            try judged([id], of: .sparseCoding).first { $0.id == "sparse-method-\(id)-\(question)" }?.judgement
                .verdict
                .identifier
        }
        #expect(try verdict("constrained", "descends") == Verdict.supported.identifier)
        #expect(try verdict("constrained-quiet", "equally-near") != nil)
        #expect(try verdict("standard", "descends") != Verdict.supported.identifier)
    }

    /// What was never measured is not testable.
    @Test func aMissingMethodIsNotTestable() throws {
        let claims = try judged(["nobody"], of: .sparseCoding).suffix(3)
        #expect(claims.allSatisfy { $0.judgement.verdict.identifier == Verdict.notTestable("").identifier })
    }
}
