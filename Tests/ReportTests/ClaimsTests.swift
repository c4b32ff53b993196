import Foundation
import Report
import Stages
import Testing

/// Every claim on synthetic tables where it must hold, where it must not, and where the tables are missing.
struct ClaimsTests {
    @Test func allHoldWhereTheTablesSayWhatThePaperSays() throws {
        let fixture = try FixtureRun(.asInThePaper)
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.addToy()
        try fixture.finish()
        for claim in StudyReport.judge(try RunReader(output: fixture.output)) {
            #expect(claim.judgement.verdict == .holds, "\(claim.id): \(claim.judgement.measured)")
            #expect(claim.judgement.estimate?.isUsable == true, "\(claim.id) has no interval")
        }
    }

    @Test func noneHoldsWhereTheTablesSayTheOpposite() throws {
        let fixture = try FixtureRun(.opposite)
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.addToy()
        try fixture.finish()
        for claim in StudyReport.judge(try RunReader(output: fixture.output)) {
            let identifier = claim.judgement.verdict.identifier
            // The opposite of a descent over ten layers still descends in some of them.
            #expect(identifier == "fails" || identifier == "part", "\(claim.id): \(claim.judgement.measured)")
        }
        let failing = StudyReport.judge(try RunReader(output: fixture.output)).filter {
            $0.judgement.verdict == .doesNotHold
        }.map(\.id)
        for id in [
            "toy-descends", "perturbation-recovery", "standard-does-not-descend", "equally-near", "other-curricula",
            "standard-sparsity-stays", "free-first-layer", "shift-robustness", "shift-gap-widens", "noise-alone",
            "layer-noise", "constraint-transfers", "gradual-inpainting", "latent-norm-falls",
            "standard-latent-fluctuates", "objective-falls", "common-latent-norm-falls", "equal-inpainting",
            "slower-degradation", "inpainting-noise-alone",
        ] {
            #expect(failing.contains(id), "\(id) should fail")
        }
    }

    @Test func oneSeedIsEnoughAndSaysSo() throws {
        let fixture = try FixtureRun(.asInThePaper, seeds: [4])
        try fixture.addSparseCoding()
        try fixture.finish()
        let judged = StudyReport.judge("constrained-descends", try RunReader(output: fixture.output))
        #expect(judged?.verdict == .holds)
        #expect(judged?.estimate?.scope.contains("one seed") == true)
    }

    @Test func missingStagesAreNotTestedWithTheReason() throws {
        let fixture = try FixtureRun()
        try fixture.add("sparse/evaluate/constrained/seed-0", state: .diverged, reason: "NaN in layer 3 at step 12")
        try fixture.finish()
        let claims = StudyReport.judge(try RunReader(output: fixture.output))
        #expect(claims.allSatisfy { $0.judgement.verdict.word == "not tested" })
        let descends = try #require(claims.first { $0.id == "constrained-descends" })
        #expect(descends.judgement.verdict.reason.contains("NaN in layer 3 at step 12"))
    }

    @Test func damagedTableIsNotTestedWithTheReason() throws {
        let fixture = try FixtureRun()
        var table = Table(columns: ["sample", "layer", "distance"])
        table.append(["0", "0", "much"])
        try fixture.add("sparse/evaluate/constrained/seed-0", tables: ["samples.csv": table])
        try fixture.finish()
        let judged = StudyReport.judge("constrained-descends", try RunReader(output: fixture.output))
        #expect(judged?.verdict.reason.contains("“much”") == true)
    }

    @Test func numbersThatAreNotFiniteAreNotTested() throws {
        let fixture = try FixtureRun(poison: .nan)
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.finish()
        let claims = StudyReport.judge(try RunReader(output: fixture.output))
        let sound = ["constraint-transfers", "sparsity-falls", "standard-sparsity-stays", "layer-noise"]
        for claim in claims where !sound.contains(claim.id) {
            #expect(claim.judgement.verdict.word == "not tested", "\(claim.id): \(claim.judgement.measured)")
        }
    }

    @Test func numbersLandInFiles() throws {
        let fixture = try FixtureRun()
        try fixture.addSparseCoding()
        try fixture.finish()
        let claims = StudyReport.judge(try RunReader(output: fixture.output))
        try ClaimFiles.write(claims, to: fixture.output)
        let table = try Table(contentsOf: fixture.output.appendingPathComponent("claims.csv"))
        #expect(table.rowCount == claims.count)
        let row = try #require(try table.strings("id").firstIndex(of: "constrained-descends"))
        #expect(try abs(table.doubles("estimate")[row] - 0.6) < 0.01)
        #expect(try table.strings("verdict")[row] == "holds")
        #expect(try !table.strings("measured").contains { $0.contains("_{") || $0.contains("<") })
        let json = try Data(contentsOf: fixture.output.appendingPathComponent("claims.json"))
        #expect(try (JSONSerialization.jsonObject(with: json) as? [Any])?.count == claims.count)
    }
}
