import Foundation
import Report
import Stages
import Testing

/// Every claim on synthetic tables where it must hold, where it must not, and where the tables are missing.
struct ClaimsTests {
    @Test func allAreSupportedWhereTheTablesSayWhatThePaperSays() throws {
        let fixture = try FixtureRun(.asInThePaper)
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.addToy()
        try fixture.addSteps()
        try fixture.addRecovery()
        try fixture.addGaussian()
        try fixture.addTheory()
        try fixture.addConvergent()
        try fixture.addOAMP()
        try fixture.addLandscape()
        try fixture.addGeneralisation()
        try fixture.finish()
        for claim in StudyReport.judge(try RunReader(output: fixture.output)) {
            #expect(
                claim.judgement.verdict == .supported,
                "\(claim.id): \(claim.judgement.parts.map { ($0.words, $0.verdict, $0.estimate, $0.rerun) })")
            #expect(claim.judgement.estimate?.isUsable == true, "\(claim.id) has no interval")
        }
    }

    @Test func noneIsWhereTheTablesSayTheOpposite() throws {
        let fixture = try FixtureRun(.opposite)
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.addToy()
        try fixture.addSteps()
        try fixture.addRecovery()
        try fixture.addGaussian()
        try fixture.addTheory()
        try fixture.addConvergent()
        try fixture.addOAMP()
        try fixture.addLandscape()
        try fixture.addGeneralisation()
        try fixture.finish()
        for claim in StudyReport.judge(try RunReader(output: fixture.output)) {
            // In the opposite story gradient descent fails as well, or a layer that is left free still lets others descend.
            let expected = claim.id.hasPrefix("free-first-layer") ? ["refuted", "part"] : ["refuted"]
            #expect(
                expected.contains(claim.judgement.verdict.identifier),
                "\(claim.id): \(claim.judgement.parts.map { ($0.words, $0.verdict, $0.estimate) })")
        }
    }

    @Test func oneSeedIsNotEnoughAndSaysSo() throws {
        let fixture = try FixtureRun(.asInThePaper, seeds: [4])
        try fixture.addSparseCoding()
        try fixture.finish()
        let judged = try #require(StudyReport.judge("constrained-descends", try RunReader(output: fixture.output)))
        #expect(judged.verdict.identifier == "untestable" && judged.verdict.reason.contains("one seed"))
        #expect(judged.estimate?.isUsable == true && judged.estimate?.scope.contains("one seed") == true)
    }

    /// The networks of seeds that share a draw are held against that draw's reference.
    @Test func draws() throws {
        let constrained = StudyDescription.inpainting.methods.firstIndex { $0.id == "constrained" } ?? 0
        let ridge = StudyDescription.inpainting.methods.firstIndex { $0.id == "ridge" } ?? 0
        var study = StudyDescription.inpainting
        (study.methods[constrained].seeds, study.methods[constrained].draws) = ([1, 2, 3, 4], [1, 2, 1, 2])
        study.methods[ridge].evaluations = "inpainting/evaluate/ridge/draw-"
        (study.methods[ridge].seeds, study.methods[ridge].draws) = ([1, 2], [1, 2])
        let fixture = try FixtureRun(seeds: [1, 2, 3, 4], studies: [study])
        try fixture.addInpainting(["constrained"])
        for draw in [1, 2] {
            var samples = Table(columns: ["sample", "layer", "distance"])
            for sample in 0..<3 { samples.append([sample, 5, 10 * draw + sample]) }
            try fixture.add("inpainting/evaluate/ridge/draw-\(draw)", tables: ["samples.csv": samples])
        }
        try fixture.finish()
        let reader = try RunReader(output: fixture.output).study("inpainting")
        let last = try #require(try reader.crossedLayers("constrained", column: "distance").last)
        #expect(last.draws == [1, 2, 1, 2])
        let reference = try reader.reference("ridge", column: "distance", like: last)
        #expect(reference.values == [[10, 11, 12], [20, 21, 22], [10, 11, 12], [20, 21, 22]])
        let missing = SeededSample(seeds: [1], draws: [3], values: [[1, 2, 3]])
        #expect(throws: RunReaderError.self) { try reader.reference("ridge", column: "distance", like: missing) }
    }

    @Test func claimsOfAnotherStudyAreTheSameWithItsName() {
        let fingerprints = Dictionary(
            StudyReport.all.flatMap(\.claims).map { ($0.registeredID, $0.fingerprint) }
        ) { first, _ in first }
        #expect(fingerprints.count == StudyReport.all.flatMap(\.claims).count, "ids and rules are each there once")
        #expect(Set(fingerprints.values).count == fingerprints.count)
        let claim = Claim.sketch("sparse2/falls", "It is so.", figures: [], study: "sparse2", nil)
        #expect(claim.registeredID == "falls")
    }

    @Test func missingStagesAreNotTestableWithTheReason() throws {
        let fixture = try FixtureRun()
        try fixture.add("sparse/evaluate/constrained/seed-0", state: .diverged, reason: "NaN in layer 3 at step 12")
        try fixture.finish()
        let claims = StudyReport.judge(try RunReader(output: fixture.output))
        #expect(claims.allSatisfy { $0.judgement.verdict.word == "not testable" })
        let descends = try #require(claims.first { $0.id == "constrained-descends" })
        #expect(descends.judgement.verdict.reason.contains("NaN in layer 3 at step 12"))
    }

    @Test func damagedTableIsNotTestableWithTheReason() throws {
        let fixture = try FixtureRun()
        var table = Table(columns: ["sample", "layer", "distance"])
        table.append(["0", "0", "much"])
        try fixture.add("sparse/evaluate/constrained/seed-0", tables: ["samples.csv": table])
        try fixture.finish()
        let judged = StudyReport.judge("constrained-descends", try RunReader(output: fixture.output))
        #expect(judged?.verdict.reason.contains("“much”") == true)
    }

    @Test func numbersThatAreNotFiniteAreNotTestable() throws {
        let fixture = try FixtureRun(poison: .nan)
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.finish()
        let claims = StudyReport.judge(try RunReader(output: fixture.output))
        let sound = ["constraint-transfers", "sparsity-falls", "standard-sparsity-stays", "layer-noise"]
        for claim in claims where !sound.contains(claim.id) {
            #expect(claim.judgement.verdict.word == "not testable", "\(claim.id): \(claim.judgement.measured)")
        }
    }

    @Test func numbersLandInFiles() throws {
        let fixture = try FixtureRun()
        try fixture.addSparseCoding()
        try fixture.finish()
        let claims = StudyReport.judge(try RunReader(output: fixture.output))
        let registered = ClaimProtocol(
            fingerprint: "abc",
            entries: [
                .init(
                    id: "constrained-descends", question: .paper, section: "", sentence: "", statistic: "", rule: "",
                    margin: "none", versions: [.init(version: 1, date: "2026-01-31", fingerprint: "x")])
            ])
        let judged = ClaimFamily.judge(
            StudyReport.all.flatMap(\.claims), by: try RunReader(output: fixture.output), protocol: registered)
        try ClaimFiles.write(judged, of: fixture.manifest, protocol: registered, to: fixture.output)
        let table = try Table(contentsOf: fixture.output.appendingPathComponent("claims.csv"))
        #expect(try Set(table.strings("id")).count == claims.count)
        let row = try #require(try table.strings("id").firstIndex(of: "constrained-descends"))
        #expect(try abs(table.doubles("estimate")[row] - 0.6) < 0.01)
        #expect(try table.strings("verdict")[row] == "supported" && table.strings("bound")[row] == "1.0")
        #expect(try !table.strings("measured").contains { $0.contains("_{") || $0.contains("<") })
        let parts = try zip(table.strings("id"), table.strings("part")).filter { $0.0 == "layer-noise" }.map(\.1)
        #expect(
            parts == ["", "standard, trained with noise against standard", "constrained against constrained, no noise"])
        let json = try Data(contentsOf: fixture.output.appendingPathComponent("claims.json"))
        let root = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(root["schema"] as? Int == 2)
        #expect((root["protocol"] as? [String: Any])?["sha256"] as? String == "abc")
        #expect((root["run"] as? [String: Any])?["seeds"] as? [Int] == [0, 1, 2])
        let entries = try #require(root["claims"] as? [[String: Any]])
        #expect(entries.count == claims.count)
        let entry = try #require(entries.first { $0["id"] as? String == "constrained-descends" })
        #expect(entry["verdict"] as? String == "supported" && entry["version"] as? Int == 1)
        let deciding = try #require(entry["deciding"] as? [String: Any])
        #expect(
            Set(["p", "adjustedP", "agreeing", "rerun", "estimate", "bound", "perSeed"]).isSubset(of: deciding.keys))
    }
}
