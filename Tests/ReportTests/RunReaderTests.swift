import Foundation
import Report
import Stages
import Testing

struct RunReaderTests {
    @Test func findsSeedsAndMethodsInOrder() throws {
        let fixture = try FixtureRun(seeds: [2, 0])
        try fixture.addSparseCoding(["layerwise", "constrained"])
        try fixture.add("sparse/evaluate/constrained/seed-1", state: .failed)
        try fixture.finish()
        let study = try RunReader(output: fixture.output).study("sparse")
        #expect(study.finished.filter(\.isTrained).map(\.id) == ["constrained", "layerwise"])
        #expect(study.finished.filter { !$0.isTrained }.map(\.id) == ["zero", "ridge", "ista"])
        #expect(study.seeds(of: "constrained") == [0, 2])
        #expect(throws: RunReaderError.noStage("sparse/evaluate/standard/seed-…")) {
            try study.seeds(ofAll: ["constrained", "standard"])
        }
    }

    /// Nothing of a method is guessed from its name.
    @Test func whatAMethodIsStandsInItsDescription() throws {
        var study = StudyDescription(
            id: "other", title: "Other", dataStage: nil,
            methods: [
                .init(
                    id: "constrained-2", label: "the second", legend: "Second", style: .init("classical", 1),
                    isTrained: false, evaluations: "elsewhere/second-")
            ], measures: [.init(name: "gap", label: "gap", symbol: "$g$", unit: "metres")], tables: [])
        func reader() throws -> StudyReader {
            let fixture = try FixtureRun(studies: [study])
            try fixture.add("elsewhere/second-7")
            try fixture.finish()
            return try RunReader(output: fixture.output).study("other")
        }
        let first = try reader()
        #expect(first.label(of: "constrained-2") == "the second" && !first.isTrained("constrained-2"))
        #expect(first.style(of: "constrained-2").name == "Second")
        #expect(first.seeds(of: "constrained-2") == [7])
        #expect(try first.measure("gap").unit == "metres")
        #expect(throws: RunReaderError.noEpsilon("constrained-2", study: "other")) {
            try first.epsilon(of: "constrained-2")
        }
        #expect(throws: RunReaderError.notTrained("constrained-2", study: "other")) {
            try first.training("constrained-2", seed: 7)
        }
        #expect(throws: RunReaderError.noMethod("standard", study: "other")) { try first.seeds(ofAll: ["standard"]) }
        #expect(throws: RunReaderError.noMeasure("distance", study: "other")) { try first.measure("distance") }
        study.methods[0].epsilon = 0.3
        #expect(try reader().epsilon(of: "constrained-2") == 0.3)
    }

    @Test func ablationsAreThoseThatAreDescribedAsSuch() throws {
        let fixture = try FixtureRun(studies: [.inpainting])
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        #expect(run.studies.map(\.description.id) == ["inpainting"])
        #expect(run.isOfAblation("inpainting/train/ablation-glow/seed-1"))
        #expect(run.isOfAblation("inpainting/evaluate/ablation-glow/seed-1"))
        #expect(!run.isOfAblation("inpainting/train/constrained/seed-1"))
        #expect(!run.isOfAblation("inpainting/train/ablation-other/seed-1"), "it is not described")
    }

    @Test func aStudyThatDoesNotDescribeItselfIsNotRead() throws {
        let fixture = try FixtureRun(studies: [])
        try fixture.add("study/sparse", state: .running)
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        #expect(throws: RunReaderError.notFinished("study/sparse", state: .running, reason: "")) {
            try run.study("sparse")
        }
        #expect(throws: RunReaderError.noStage("study/toy")) { try run.study("toy") }
        let claims = StudyReport.judge(run)
        #expect(claims.allSatisfy { $0.judgement.verdict.reason.contains("study/") })
    }

    @Test func aLaterOrDamagedDescriptionIsRefusedInWords() throws {
        func message(_ json: String) throws -> String {
            let fixture = try FixtureRun(studies: [.toy])
            try fixture.finish()
            let file = fixture.output.appendingPathComponent("store/study-toy/study.json")
            try Data(json.utf8).write(to: file)
            do {
                _ = try RunReader(output: fixture.output).study("toy")
                return ""
            } catch { return "\(error)" }
        }
        #expect(
            try message("{\"version\": 9, \"kinds\": []}").hasPrefix(
                "study.json of the stage “study/toy” has version 9, and this program knows up to 1."))
        #expect(try message("{\"version\": 1}").contains("is no description of a study"))
        #expect(try message("nothing").contains("is no description of a study"))
    }

    @Test func studiesAreNotMixedUp() throws {
        let fixture = try FixtureRun()
        try fixture.add("sparse/evaluate/constrained/seed-1")
        try fixture.add("inpainting/evaluate/constrained/seed-2")
        try fixture.add("inpainting/evaluate/mean/seed-0")
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        let (sparse, inpainting) = (try run.study("sparse"), try run.study("inpainting"))
        #expect(sparse.seeds(of: "constrained") == [1])
        #expect(inpainting.seeds(of: "constrained") == [2])
        #expect(
            inpainting.finished.map(\.id) == ["constrained", "mean"] && sparse.finished.map(\.id) == ["constrained"])
        #expect(throws: RunReaderError.noStage("inpainting/evaluate/standard/seed-…")) {
            try inpainting.crossedLayers("standard", column: "distance")
        }
    }

    @Test func gridsAreByLevelAndExample() throws {
        var table = Table(columns: ["level", "sample", "distance"])
        for (level, sample, distance) in [(0.4, 1, 5.0), (0, 1, 2), (0.4, 0, 4), (0, 0, 1)] {
            table.append([level, sample, distance])
        }
        let grid = try SampleGrid(table, key: "level")
        #expect(grid.levels == [0, 0.4])
        #expect(grid.values("distance") == [[1, 2], [4, 5]])
        #expect(grid.values("distance", at: 0.4) == [4, 5])
        #expect(grid.values("distance", at: 0.5) == nil)
        #expect(grid.values("objective") == nil)
    }

    @Test func saysWhyATableIsNotThere() throws {
        let fixture = try FixtureRun()
        try fixture.add("sparse/evaluate/standard/seed-0")
        try fixture.add("sparse/evaluate/standard/seed-1", state: .interrupted, reason: "Ctrl-C")
        try fixture.finish()
        let run = try RunReader(output: fixture.output)
        func message(_ seed: Int) -> String {
            do {
                _ = try run.study("sparse").layers("standard", seed: seed)
                return ""
            } catch { return "\(error)" }
        }
        #expect(message(0) == "the stage “sparse/evaluate/standard/seed-0” has no file layers.csv")
        #expect(message(1) == "the stage “sparse/evaluate/standard/seed-1” is interrupted: Ctrl-C")
        #expect(message(2) == "this run has no stage “sparse/evaluate/standard/seed-2”")
    }
}
